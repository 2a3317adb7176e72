import type { AuditNote, Context } from '../context/index.js';

/** Why a command was refused: a key whose text stands in `cards/strings`. `not-found` also stands for "not yours to see". */
export const refusals = [
  'not-found',
  'not-allowed',
  'not-possible',
  'outdated',
  'project-closed',
  /** No landing zones are set up here. */
  'no-workspaces-here',
  'not-classified',
  'package-suspended',
  /** Nothing is built at tier 4. */
  'tier-four',
  /** The project has no Investigator, who would own the workspace. */
  'owner-needed',
  /** Datasets of one package lie in different regions. */
  'regions-differ',
  /** There is no landing zone in the data's region. */
  'no-landing-zone',
  'already-asked',
  /** Something is being done to the machine. */
  'machine-busy',
  /** They are no member of the workspace. */
  'not-member',
] as const;
export type Refusal = (typeof refusals)[number];

/** What another answer in the form would mend. */
export const planFaultReasons = ['name-unfit', 'name-taken', 'cost-centre-unfit', 'machines-unfit', 'budget-unfit', 'budget-below-estimate', 'members-unfit'] as const;
export type PlanFaultReason = (typeof planFaultReasons)[number];

/** A refusal is an answer like any other: its audit entry is kept. */
export interface Refused {
  readonly kind: 'refused';
  readonly reason: Refusal;
  /** The request that is there already. */
  readonly requestId?: number;
}

export type Result<Value> = { readonly kind: 'done' | 'unchanged'; readonly value: Value } | Refused;

export const done = <Value>(value: Value): { readonly kind: 'done'; readonly value: Value } => ({ kind: 'done', value });

/** Answers with a refusal and notes it for the audit. */
export function refuse(context: Context, note: Pick<AuditNote, 'action' | 'objectType' | 'objectId'> & Partial<AuditNote>, reason: Refusal, more: Pick<Refused, 'requestId'> = {}): Refused {
  context.audit.push({ ...note, outcome: 'refused', reason });
  return { kind: 'refused', reason, ...more };
}
