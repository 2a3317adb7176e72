import type { ColumnType, Generated } from 'kysely';
import type { Instant, NullableInstant } from './columns.js';

export interface WorkflowsTable {
  id: Generated<number>;
  kind: string;
  about_type: string;
  about_id: number;
  input: ColumnType<unknown, string, string>;
  state: 'running' | 'waiting' | 'failed' | 'undoing' | 'stuck' | 'done' | 'undone';
  /** Why it failed, or what it waits for: a key. */
  cause: string | null;
  begun_by: string;
  correlation_id: string;
  begun_at: Instant;
  changed_at: Instant;
  /** When its next step is to be run; null while it waits for somebody, and at its end. */
  due_at: NullableInstant;
  lease: string | null;
  leased_until: NullableInstant;
  /** Somebody brought what it waits for while its step was still looking. */
  resumed_meanwhile: Generated<boolean>;
}

export interface WorkflowStepsTable {
  workflow_id: number;
  place: number;
  name: string;
  state: 'to-do' | 'under-way' | 'done' | 'failed' | 'undone';
  /** Tries since the last success or retry. */
  tries: Generated<number>;
  facts: ColumnType<unknown, string, string>;
  cause: string | null;
  begun_at: NullableInstant;
  ended_at: NullableInstant;
}
