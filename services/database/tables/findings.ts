import type { Generated } from 'kysely';
import type { Instant, NullableInstant } from './columns.js';

export interface MembershipFindingsTable {
  id: Generated<number>;
  kind: 'unexplained-member' | 'missing-member' | 'unexplained-owner';
  group_id: string;
  /** As the directory names them; need not be on record. */
  person_id: string;
  found_at: Instant;
  cleared_at: NullableInstant;
  /** The newest removal that it led to. */
  removal_id: number | null;
  /** The newest question to a System Manager that it stands in. */
  question_id: number | null;
}

export interface RemovalQuestionsTable {
  id: Generated<number>;
  /** Rises with what is asked about. */
  version: Generated<number>;
  state: 'asked' | 'confirmed' | 'withdrawn';
  /** Memberships that were compared. */
  compared: number;
  asked_at: Instant;
  decided_by: string | null;
  decided_at: NullableInstant;
}
