import type { Generated } from 'kysely';
import type { Instant, NullableInstant, Day } from './columns.js';

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
  /** Null where it follows from no request, but from a comparison with the directory. */
  request_id: number | null;
  person_id: string;
  group_id: string;
  state: 'queued' | 'done' | 'kept' | 'failed';
  /** Written by the version before the workflows, as `tried_at`; tries stand with the workflow's step now. */
  attempts: Generated<number>;
  failure: string | null;
  created_at: Instant;
  tried_at: NullableInstant;
  done_at: NullableInstant;
}
