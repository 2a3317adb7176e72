import type { ColumnType, Generated, GeneratedAlways } from 'kysely';

/** A column that reads as Date and is written as Date. */
type Instant = ColumnType<Date, Date, Date>;
type NullableInstant = ColumnType<Date | null, Date | null | undefined, Date | null>;
/** A calendar date, ISO. */
type Day = ColumnType<string, string, string>;
/** A column that may be left out when a row is written. */
type Optional<T> = ColumnType<T | null, T | null | undefined, T | null>;
type Json<T> = ColumnType<T, string, string>;

export interface PeopleTable {
  id: string;
  name: string;
  mail: string;
  user_type: 'member' | 'guest';
  enabled: Generated<boolean>;
  sign_ins: Generated<number>;
  updated_at: Instant;
}

export interface SystemRoleHoldersTable {
  role: string;
  person_id: string;
}

export interface ProjectsTable {
  id: Generated<number>;
  title: string;
  summary: string;
  state: 'open' | 'closed';
  ends_on: Day;
  created_at: Instant;
}

export type ProjectRoleName = 'project-manager' | 'investigator' | 'researcher' | 'referee' | 'representative';

export interface ProjectRolesTable {
  id: Generated<number>;
  project_id: number;
  person_id: string;
  role: ProjectRoleName;
  since: Instant;
  until: NullableInstant;
}

export interface DeclaredConflictsTable {
  project_id: number;
  person_id: string;
  declared_at: Instant;
}

export interface ProvidersTable {
  id: Generated<number>;
  name: string;
  kind: string;
}

export interface DatasetsTable {
  id: Generated<number>;
  name: string;
  summary: string;
  keywords: string[];
  provider_id: number;
  hidden: Generated<boolean>;
  region: string;
  records: number;
  size_bytes: number;
  formats: string[];
  covers: string;
  updated_on: Day;
  agreement_ends_on: Day;
  search: GeneratedAlways<string>;
  words: GeneratedAlways<string>;
}

export interface DatasetRepresentativesTable {
  dataset_id: number;
  person_id: string;
  /** Named by the provider to stand in; principals have false. */
  deputy: Generated<boolean>;
  since: Instant;
  until: NullableInstant;
}

export interface WorkPackagesTable {
  id: Generated<number>;
  project_id: number;
  title: string;
  purpose: string;
  state: 'new' | 'open' | 'classified';
  tier: number | null;
  successor_of: number | null;
  classified_at: NullableInstant;
  preliminary_tier: Optional<number>;
  /** Why the package followed another one: a key. */
  successor_reason: Optional<string>;
}

export interface WorkPackageDatasetsTable {
  work_package_id: number;
  dataset_id: number;
}

export interface PackageApprovalsTable {
  id: Generated<number>;
  work_package_id: number;
  subject_id: string;
  dataset_id: number;
  representative_id: string;
  principal_id: string | null;
  request_id: number | null;
  approved_at: Instant;
  voided_at: NullableInstant;
}

export interface FlowchartVersionsTable {
  /** SHA-256 (hex) of `content`. */
  version: string;
  name: string;
  content: string;
  stored_at: Instant;
}

/** A round of classification: one for each time a package was opened. */
export interface ClassificationsTable {
  id: Generated<number>;
  work_package_id: number;
  /** Name of the flowchart. */
  flowchart: string;
  opened_by: string | null;
  opened_at: Instant;
  version: Generated<number>;
  ended_at: NullableInstant;
  ended_by: Optional<string>;
  outcome: Optional<'cleared' | 'classified'>;
  /** Why it ended: a key. */
  cause: Optional<string>;
}

/** Answered questions in their order, each with the version of its text. */
export type StoredSteps = readonly { readonly key: string; readonly answer: 'yes' | 'no'; readonly version: string }[];

export interface AnswerDraftsTable {
  id: Generated<number>;
  classification_id: number;
  person_id: string;
  version: number;
  steps: Json<StoredSteps>;
  /** The question that was put last, in the version that was read. */
  asked_key: string | null;
  asked_version: string | null;
  updated_at: Instant;
}

export interface OpinionsTable {
  id: Generated<number>;
  classification_id: number;
  person_id: string;
  role: 'investigator' | 'representative' | 'referee';
  tier: number;
  /** What the flowchart came to. */
  computed_tier: number;
  /** Why `tier` is higher than that. */
  reason: string | null;
  path: Json<StoredSteps>;
  flowchart_version: string;
  salt: string;
  given_at: Instant;
  ended_at: NullableInstant;
  ended_because: Optional<'replaced' | 'cleared'>;
}

export interface OpinionDatasetsTable {
  opinion_id: number;
  dataset_id: number;
  principal_id: string | null;
}

export interface WaysOutTable {
  id: Generated<number>;
  classification_id: number;
  kind: 'modify' | 'withdraw-dataset' | 'reconsider' | 'proceed-at-highest';
  state: 'proposed' | 'waiting' | 'done' | 'stopped';
  taken_by: string;
  taken_at: Instant;
  dataset_id: Optional<number>;
  tier: Optional<number>;
  programme_manager_id: Optional<string>;
  investigator_id: Optional<string>;
  takes_effect_at: NullableInstant;
  ended_at: NullableInstant;
  ended_because: Optional<string>;
}

export interface WorkspacesTable {
  id: Generated<number>;
  name: string;
  project_id: number;
  work_package_id: number;
  state: 'active' | 'closed';
  region: string;
  created_at: Instant;
}

export interface DirectoryGroupsTable {
  id: string;
  name: string;
  workspace_id: number;
  kind: 'members' | 'data' | 'review';
  dataset_id: number | null;
}

export interface TrainingRecordsTable {
  id: Generated<number>;
  person_id: string;
  course: string;
  completed_on: Day;
  expires_on: Day;
  confirmed_by: string;
  confirmed_at: Instant;
}

export interface CommitmentsAcceptedTable {
  id: Generated<number>;
  person_id: string;
  workspace_id: number;
  /** Set where the commitment belongs to one dataset's agreement. */
  dataset_id: number | null;
  commitment: string;
  version: number;
  accepted_at: Instant;
}

export interface RequestsTable {
  id: Generated<number>;
  type: string;
  version: number;
  state: string;
  requester_id: string;
  subject_id: string;
  project_id: number;
  work_package_id: number;
  workspace_id: number;
  dataset_id: number | null;
  /** Tier of the workspace's classified work package when asked. */
  tier: number;
  purpose: string;
  /** Last local day of the access. */
  until_on: Day;
  ends_at: Instant;
  stage: number;
  due_at: NullableInstant;
  /** The gate that blocks, or null. */
  gate: string | null;
  /** Why it failed, is ending, was suspended: a key. */
  cause: string | null;
  /** What the last attempt reported: a key and no personal data. */
  failure: string | null;
  grantor_id: string | null;
  /** The join-workspace request that this data access waits for. */
  outer_id: number | null;
  created_at: Instant;
  updated_at: Instant;
  grant_begun_at: NullableInstant;
  activated_at: NullableInstant;
}

export interface RequestSeatsTable {
  id: Generated<number>;
  request_id: number;
  version: number;
  stage: number;
  role: string;
  /** The principal whose seat it is (a Representatives' stage), else null. */
  principal_id: string | null;
  state: 'waiting' | 'pending' | 'filled' | 'satisfied' | 'closed';
}

export interface SeatHoldersTable {
  seat_id: number;
  person_id: string;
  request_id: number;
  pending: boolean;
  asked_at: Instant;
}

export interface VotesTable {
  id: Generated<number>;
  request_id: number;
  version: number;
  stage: number;
  seat_id: number;
  person_id: string;
  answer: 'approve' | 'deny' | 'return';
  comment: string;
  voted_at: Instant;
}

export interface RequestTimersTable {
  request_id: number;
  kind: string;
  due_at: Instant;
}

export interface RemovalsTable {
  id: Generated<number>;
  request_id: number;
  person_id: string;
  group_id: string;
  state: 'queued' | 'done' | 'kept' | 'failed';
  attempts: Generated<number>;
  failure: string | null;
  created_at: Instant;
  tried_at: NullableInstant;
  done_at: NullableInstant;
}

export interface OutboxTable {
  id: Generated<number>;
  recipient_id: string;
  request_id: number | null;
  kind: string;
  payload: Json<Record<string, string | number | null>>;
  state: 'pending' | 'sent' | 'given-up';
  attempts: Generated<number>;
  available_at: Instant;
  created_at: Instant;
  sent_at: NullableInstant;
  failure: string | null;
  correlation_id: string;
}

export interface CardCopiesTable {
  request_id: number;
  person_id: string;
  conversation_id: string;
  activity_id: string;
  card: string;
  created_at: Instant;
}

export interface ConversationReferencesTable {
  person_id: string;
  teams_user_id: string;
  conversation_id: string;
  service_url: string;
  reference: Json<Record<string, unknown>>;
  language: string;
  welcomed_at: NullableInstant;
  updated_at: Instant;
}

export interface ConversationStatesTable {
  key: string;
  version: number;
  state: Json<Record<string, unknown>>;
  updated_at: Instant;
}

export interface ActivityClaimsTable {
  id: string;
  lease_until: Instant;
  done_at: NullableInstant;
  response: ColumnType<Record<string, unknown> | null, string | null | undefined, string | null>;
  claimed_at: Instant;
}

export interface AuditEntriesTable {
  seq: number;
  prev: string;
  hash: string;
  /** The exact text that was hashed. */
  entry: string;
  at: Instant;
  actor_id: string;
  subject_id: string | null;
  action: string;
  outcome: string;
  object_type: string;
  object_id: string;
  request_id: number | null;
  project_id: number | null;
  dataset_id: number | null;
  correlation_id: string;
}

export interface AuditTextsTable {
  seq: number;
  field: string;
  salt: string;
  text: string;
}

export interface Schema {
  people: PeopleTable;
  system_role_holders: SystemRoleHoldersTable;
  projects: ProjectsTable;
  project_roles: ProjectRolesTable;
  declared_conflicts: DeclaredConflictsTable;
  providers: ProvidersTable;
  datasets: DatasetsTable;
  dataset_representatives: DatasetRepresentativesTable;
  work_packages: WorkPackagesTable;
  work_package_datasets: WorkPackageDatasetsTable;
  package_approvals: PackageApprovalsTable;
  flowchart_versions: FlowchartVersionsTable;
  classifications: ClassificationsTable;
  answer_drafts: AnswerDraftsTable;
  opinions: OpinionsTable;
  opinion_datasets: OpinionDatasetsTable;
  ways_out: WaysOutTable;
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
