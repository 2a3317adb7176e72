import type { AuditNote, Context } from '../context/index.js';

/** Why a command was refused: a key whose text stands in `cards/strings`. `not-found` also stands for "not yours to see". */
export type Refusal =
  | 'not-found'
  | 'not-allowed'
  | 'own-request'
  | 'outdated'
  | 'already-decided'
  | 'not-possible'
  | 'comment-needed'
  | 'purpose-needed'
  | 'not-member-of-project'
  | 'not-in-package'
  | 'not-classified'
  | 'until-past'
  | 'until-too-late'
  | 'already-asked'
  | 'already-have'
  | 'join-needed'
  | 'commitments-needed';

/** What a use case answers. A refusal is an answer like any other: its audit entry is kept. */
export type Result<Value> =
  | { readonly kind: 'done'; readonly value: Value }
  | { readonly kind: 'unchanged'; readonly value: Value }
  | { readonly kind: 'refused'; readonly reason: Refusal; readonly limit?: string; readonly requestId?: number };

export const done = <Value>(value: Value): Result<Value> => ({ kind: 'done', value });

/** Answers with a refusal and notes it for the audit. */
export function refuse(context: Context, note: Pick<AuditNote, 'action' | 'objectType' | 'objectId'> & Partial<AuditNote>, reason: Refusal, more: { limit?: string; requestId?: number } = {}): Result<never> {
  context.audit.push({ ...note, outcome: 'refused', reason });
  return { kind: 'refused', reason, ...more };
}
