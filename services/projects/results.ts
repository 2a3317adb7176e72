import type { AuditNote, Context } from '../context/index.js';

/** Why a command was refused: a key. `not-found` also stands for "not yours to see". */
export const refusals = [
  'not-found',
  'not-allowed',
  /** The project is closed. */
  'project-closed',
  'day-impossible',
  /** Nobody gives themselves a role. */
  'own-appointment',
  'account-disabled',
  /** Guests are Representatives and Referees. */
  'guest-not-for-role',
  /** One role per person and project. */
  'has-role',
  /** One Investigator: the old one goes first. */
  'investigator-taken',
  'conflict-declared',
  /** A conflict is declared for others only where they are Referee, or may become it. */
  'declares-themselves',
  /** A Referee has given an opinion in a round that is open; only their own word takes it away. */
  'has-given-opinion',
  /** There is no declared conflict that the person could take back. */
  'no-such-conflict',
  'not-in-college',
  'designation-needed',
  'already-represents',
  /** Who represents a dataset that is used in the project holds no other role there. */
  'represents-here',
  // A Representative's role ends with what they represent: by handing over.
  'still-represents',
  /** The dataset's Representative or deputy has another role in the project. */
  'representative-has-role',
  'not-in-project',
  'dataset-unknown',
  /** The work package is being classified. */
  'package-open',
  /** Nothing leaves `classified`. */
  'package-classified',
  /** It is new still: it can be changed, and needs no successor. */
  'package-new',
] as const;
export type Refusal = (typeof refusals)[number];

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

/** Answers that it stood already, and notes that somebody asked. */
export function unchanged<Value>(context: Context, note: Note, value: Value): Result<Value> {
  context.audit.push({ ...note, outcome: 'unchanged' });
  return { kind: 'unchanged', value };
}
