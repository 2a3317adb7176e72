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

/** `dropped`: it was asked for and never came to be. */
export type WorkspaceState = 'planned' | 'building' | 'active' | 'closing' | 'closed' | 'dropped';

export interface WorkspacesTable {
  id: Generated<number>;
  name: string;
  project_id: number;
  work_package_id: number;
  state: WorkspaceState;
  kind: ColumnType<'research' | 'landing', 'research' | 'landing' | undefined, 'research' | 'landing'>;
  region: string;
  created_at: Instant;
  /** At which it is built; none for one that was there before the product built any. */
  tier: Optional<number>;
  cost_centre: Optional<string>;
  /** In whole units of the catalogue's currency. */
  monthly_budget: Optional<number>;
  /** As it was when it was asked for. */
  estimate: ColumnType<unknown, string | undefined, string>;
  zone: Optional<string>;
  address_prefix: Optional<string>;
  subscription_id: Optional<string>;
  built_at: NullableInstant;
  closed_at: NullableInstant;
}

export interface WorkspaceMachinesTable {
  workspace_id: number;
  /** Stays with the machine. */
  number: number;
  /** Key of the catalogue. */
  machine: string;
  platform: string;
  size: string;
  zone: string;
  assigned_to: Optional<string>;
  state: ColumnType<string, string | undefined, string>;
  seen_at: NullableInstant;
  removed_at: NullableInstant;
}

export interface WorkspaceWishesTable {
  workspace_id: number;
  person_id: string;
}

export interface DirectoryGroupsTable {
  id: string;
  name: string;
  workspace_id: number;
  kind: 'members' | 'managers' | 'data' | 'review';
  dataset_id: number | null;
  /** With whose rights the product made it; none for one that was there before. */
  made_by: Optional<string>;
}
