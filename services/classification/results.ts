import type { AuditNote, Context } from '../context/index.js';
import type { DraftView } from './answering/draft.js';
import type { Shortfall } from './shortfall.js';

/** Why a command was refused: a key. `not-found` also stands for "not yours to see". */
export type Refusal =
  | 'not-found'
  | 'not-allowed'
  | 'not-possible'
  /** The round that the command was meant for was cleared. */
  | 'cleared'
  /** The package is classified; nothing leaves that. */
  | 'classified'
  | 'opened-it'
  | 'gave-opinion'
  | 'saw-opinions'
  | 'dataset-needed'
  /** The project has not started: something that has to be on record before is missing. */
  | 'not-on-record'
  | 'no-such-flowchart'
  /** The standing opinion was given in another role. */
  | 'role-changed'
  /** Given, abandoned, or somebody else's. */
  | 'draft-gone'
  /** Another window has gone on with the answers; or opinions have changed since. */
  | 'outdated'
  | 'not-the-question'
  | 'question-changed'
  | 'answers-missing'
  | 'not-higher'
  | 'reason-needed'
  | 'not-ready'
  | 'opinions-differ'
  | 'no-conflict'
  | 'own-opinion-first'
  | 'not-in-package'
  | 'nobody-to-approve'
  | 'nobody-missing';

export interface Done<Value> {
  readonly kind: 'done';
  readonly value: Value;
}

/** A refusal is an answer like any other: its audit entry is kept. */
export interface Refused extends RefusalMore {
  readonly kind: 'refused';
  readonly reason: Refusal;
}

/** What a use case answers. */
export type Result<Value> = Done<Value> | { readonly kind: 'unchanged'; readonly value: Value } | Refused;

export interface RefusalMore {
  /** The answers as they stand, to go on from. */
  readonly draft?: DraftView;
  /** What is missing before the classification can be closed, in the words of somebody who may see no tiers. */
  readonly missing?: readonly Shortfall[];
}

export const done = <Value>(value: Value): Done<Value> => ({ kind: 'done', value });

/** Answers with a refusal and notes it for the audit. */
export function refuse(context: Context, note: Pick<AuditNote, 'action' | 'objectType' | 'objectId'> & Partial<AuditNote>, reason: Refusal, more: RefusalMore = {}): Refused {
  context.audit.push({ ...note, outcome: 'refused', reason });
  return { kind: 'refused', reason, ...more };
}
