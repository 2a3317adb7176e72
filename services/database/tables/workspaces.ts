import type { ColumnType, Generated } from 'kysely';
import type { Instant, NullableInstant, Optional } from './columns.js';

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
  suspended_at: NullableInstant;
  /** Why it is suspended: a key. */
  suspended_because: Optional<string>;
  expected_outputs: ColumnType<string, string | undefined, string>;
  tools: ColumnType<string, string | undefined, string>;
  /** Whether it could be done with less personal data; none where that was never asked. */
  less_data_possible: Optional<boolean>;
  /** Why, or why not, in words. */
  less_data_answer: ColumnType<string, string | undefined, string>;
  created_by: Optional<string>;
  created_at: NullableInstant;
}

export interface WorkPackageDatasetsTable {
  work_package_id: number;
  dataset_id: number;
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
