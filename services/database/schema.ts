import type { AuditEntriesTable, AuditTextsTable } from './tables/audit.js';
import type { ProvidersTable, DatasetsTable, DatasetRepresentativesTable, ProviderDesignationsTable } from './tables/catalogue.js';
import type { FlowchartVersionsTable, ClassificationsTable, AnswerDraftsTable, OpinionsTable, OpinionDatasetsTable, WaysOutTable, DatasetWithdrawalsTable, TierFourOutcomesTable } from './tables/classification.js';
import type { OutboxTable, CardCopiesTable, ConversationReferencesTable, ConversationStatesTable, ActivityClaimsTable } from './tables/conversations.js';
import type { PeopleTable, SystemRoleHoldersTable, ProjectsTable, ProjectRolesTable, DeclaredConflictsTable, TrainingRecordsTable } from './tables/people.js';
import type { PackageApprovalsTable, CommitmentsAcceptedTable, RequestsTable, RequestSeatsTable, SeatHoldersTable, VotesTable, RequestTimersTable, RemovalsTable } from './tables/requests.js';
import type { WorkPackagesTable, WorkPackageDatasetsTable, WorkspacesTable, DirectoryGroupsTable } from './tables/workspaces.js';

export type * from './tables/audit.js';
export type * from './tables/catalogue.js';
export type * from './tables/classification.js';
export type * from './tables/conversations.js';
export type * from './tables/people.js';
export type * from './tables/requests.js';
export type * from './tables/workspaces.js';

/** Every table, by the room it belongs to (`tables/`). */
export interface Schema {
  people: PeopleTable;
  system_role_holders: SystemRoleHoldersTable;
  projects: ProjectsTable;
  project_roles: ProjectRolesTable;
  declared_conflicts: DeclaredConflictsTable;
  providers: ProvidersTable;
  datasets: DatasetsTable;
  dataset_representatives: DatasetRepresentativesTable;
  provider_designations: ProviderDesignationsTable;
  work_packages: WorkPackagesTable;
  work_package_datasets: WorkPackageDatasetsTable;
  package_approvals: PackageApprovalsTable;
  flowchart_versions: FlowchartVersionsTable;
  classifications: ClassificationsTable;
  answer_drafts: AnswerDraftsTable;
  opinions: OpinionsTable;
  opinion_datasets: OpinionDatasetsTable;
  ways_out: WaysOutTable;
  dataset_withdrawals: DatasetWithdrawalsTable;
  tier_four_outcomes: TierFourOutcomesTable;
  workspaces: WorkspacesTable;
  directory_groups: DirectoryGroupsTable;
  training_records: TrainingRecordsTable;
  commitments_accepted: CommitmentsAcceptedTable;
  requests: RequestsTable;
  request_seats: RequestSeatsTable;
  seat_holders: SeatHoldersTable;
  votes: VotesTable;
  request_timers: RequestTimersTable;
  removals: RemovalsTable;
  outbox: OutboxTable;
  card_copies: CardCopiesTable;
  conversation_references: ConversationReferencesTable;
  conversation_states: ConversationStatesTable;
  activity_claims: ActivityClaimsTable;
  audit_entries: AuditEntriesTable;
  audit_texts: AuditTextsTable;
}
