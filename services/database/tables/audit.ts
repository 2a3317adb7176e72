import type { Instant } from './columns.js';

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
