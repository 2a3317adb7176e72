import type { RecordKind } from './gates.js';
import type { RecordState } from './transitions.js';

/** A row of `gate_records`. */
export interface GateRecord {
  readonly id: number;
  readonly kind: RecordKind;
  readonly person_id: string | null;
  readonly dataset_id: number | null;
  readonly work_package_id: number | null;
  readonly project_id: number | null;
  readonly state: RecordState;
  readonly details: unknown;
  /** ISO date. */
  readonly starts_on: string;
  /** ISO date, its last day; null for what does not lapse. */
  readonly ends_on: string | null;
  readonly filed_by: string;
  readonly filed_as: string;
  readonly filed_at: Date;
  readonly decided_by: string | null;
  readonly decided_as: string | null;
  readonly decided_at: Date | null;
  readonly ended_at: Date | null;
}

/** Somebody as their role stands in a record. */
export interface Signed {
  readonly by: string;
  readonly as: string;
}
