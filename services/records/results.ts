import type { AuditNote, Context } from '../context/index.js';

/** Why a command was refused: a key whose text stands in `cards/strings`. `not-found` also stands for "not yours to see". */
export const refusals = [
  'not-found',
  'not-allowed',
  'not-possible',
  /** Who filed it, or whom it is about, cannot confirm it. */
  'own-record',
  'already-decided',
  'comment-needed',
  'invalid-input',
  /** What it says would not hold today. */
  'already-lapsed',
  'in-the-future',
  'ends-too-late',
  'ends-before-start',
  /** Personal data that was collected on consent needs fresh consent (paper 4.1.6). */
  'fresh-consent-needed',
  /** A provider that is not the owner cannot pass on data that was collected on consent (paper 8). */
  'consent-not-passed-on',
] as const;
export type Refusal = (typeof refusals)[number];

export type Done<Value> = { readonly kind: 'done'; readonly value: Value };
/** A refusal is an answer like any other: its audit entry is kept. `limit` is a day (ISO) or a number of months that was passed. */
export type Refused = { readonly kind: 'refused'; readonly reason: Refusal; readonly limit?: string };
export type Result<Value> = Done<Value> | { readonly kind: 'unchanged'; readonly value: Value } | Refused;

export const done = <Value>(value: Value): Done<Value> => ({ kind: 'done', value });

/** Answers with a refusal and notes it for the audit. */
export function refuse(context: Context, note: Pick<AuditNote, 'action' | 'objectType' | 'objectId'> & Partial<AuditNote>, reason: Refusal, limit?: string): Refused {
  context.audit.push({ ...note, outcome: 'refused', reason });
  return { kind: 'refused', reason, ...(limit === undefined ? {} : { limit }) };
}
