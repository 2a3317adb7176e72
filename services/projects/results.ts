import type { AuditNote, Context } from '../context/index.js';

/** Why a command was refused: a key. `not-found` also stands for "not yours to see". */
export type Refusal =
  | 'not-found'
  | 'not-allowed';

/** A refusal is an answer like any other: its audit entry is kept. */
export interface Refused {
  readonly kind: 'refused';
  readonly reason: Refusal;
}

export interface Done<Value> {
  readonly kind: 'done';
  readonly value: Value;
}

/** What a use case answers. */
export type Result<Value> = Done<Value> | { readonly kind: 'unchanged'; readonly value: Value } | Refused;

export const done = <Value>(value: Value): Done<Value> => ({ kind: 'done', value });

/** What every audit entry of this capability says of its object. */
export type Note = Pick<AuditNote, 'action' | 'objectType' | 'objectId'> & Partial<AuditNote>;

/** Answers with a refusal and notes it for the audit. */
export function refuse(context: Context, note: Note, reason: Refusal): Refused {
  context.audit.push({ ...note, outcome: 'refused', reason });
  return { kind: 'refused', reason };
}
