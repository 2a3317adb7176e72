import type { ColumnType, Generated } from 'kysely';
import type { Day, Instant, NullableInstant, Optional } from './columns.js';

export interface GateRecordsTable {
  id: Generated<number>;
  kind: 'training' | 'agreement' | 'authority' | 'lawful-basis' | 'dpia' | 'ethics' | 'website-terms';
  person_id: Optional<string>;
  dataset_id: Optional<number>;
  work_package_id: Optional<number>;
  project_id: Optional<number>;
  state: 'proposed' | 'confirmed' | 'declined' | 'superseded' | 'lapsed';
  /** What was said, by kind: `services/records/details.ts` reads it. */
  details: ColumnType<unknown, string, string>;
  starts_on: Day;
  /** Its last day; null for what does not lapse. */
  ends_on: Optional<string>;
  filed_by: string;
  filed_as: string;
  filed_at: Instant;
  decided_by: Optional<string>;
  decided_as: Optional<string>;
  decided_at: NullableInstant;
  ended_at: NullableInstant;
}

export interface DocumentsTable {
  id: Generated<number>;
  kind: string;
  object_id: number;
  blob_name: string;
  /** SHA-256 (hex) of the bytes, as the store holds them. */
  sha256: string;
  size_bytes: number;
  media_type: string;
  /** As its person named it; shown, never used as a path. */
  file_name: string;
  stored_by: string;
  stored_at: Instant;
}

export interface DocumentLinksTable {
  id: Generated<number>;
  /** SHA-256 (hex) of the token. */
  token_hash: string;
  purpose: string;
  object_id: number;
  person_id: string;
  issued_at: Instant;
  expires_at: Instant;
  used_at: NullableInstant;
}

export interface LapseWarningsTable {
  id: Generated<number>;
  kind: 'training' | 'agreement' | 'ethics';
  person_id: string | null;
  dataset_id: number | null;
  project_id: number | null;
  lapses_on: Day;
  days: number;
  warned_at: Instant;
}
