import type { AuditNote, Context } from '../context/index.js';
import type { PackageNote } from './authorise.js';
import type { EndCause } from './end-causes.js';
import type { Tier } from './flowcharts/flowchart.js';
import { nextState, type Action } from './transitions.js';
import type { ClassificationFacts } from './work-package.js';

/** A package that changes its state. */
export interface Move {
  readonly facts: Pick<ClassificationFacts, 'id' | 'state'>;
  readonly note: PackageNote;
  /** By what: the table of transitions says where it leads. */
  readonly action: Action;
  /** Why, for the audit. */
  readonly reason?: EndCause;
  /** What the entry says beside the states. */
  readonly says: NonNullable<AuditNote['facts']>;
  /** The tier at which it is classified. */
  readonly tier?: Tier;
}

/**
 * Moves a package to where the action leads by the table (`transitions.ts`), with its audit entry: nothing else writes the state of a package.
 * @throws when the table has no such transition, which whoever authorised the action has looked at before
 */
export async function movePackage(context: Context, { facts, note, action, reason, says, tier }: Move): Promise<void> {
  const to = nextState(facts.state, action);
  if (to === undefined) throw new Error(`a package that is ${facts.state} cannot be moved by ${action}`);
  const classified = to === 'classified' ? { tier: tier ?? null, classified_at: context.clock.now() } : {};
  await context.trx.updateTable('work_packages').set({ state: to, ...classified }).where('id', '=', facts.id).execute();
  context.audit.push({ ...note, outcome: 'done', ...(reason === undefined ? {} : { reason }), facts: { from: facts.state, to, ...says } });
}
