import type { Generated } from 'kysely';
import type { Instant, NullableInstant, Day, Optional } from './columns.js';

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
  appointed_by: Optional<string>;
  /** A directory id, or the id of a process. */
  ended_by: Optional<string>;
}

export interface DeclaredConflictsTable {
  project_id: number;
  person_id: string;
  declared_at: Instant;
  reason: Optional<string>;
  declared_by: Optional<string>;
}

export interface TrainingRecordsTable {
  id: Generated<number>;
  person_id: string;
  course: string;
  completed_on: Day;
  expires_on: Day;
  confirmed_by: string;
  confirmed_at: Instant;
  /** The filing by which it came on record; null for one from before filings were kept. */
  record_id: Optional<number>;
}
