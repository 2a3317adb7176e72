import { transact, type Surroundings } from '../../audit/index.js';
import { sweep, type Context } from '../../context/index.js';
import { announce } from '../asking/announce.js';
import { noteOf } from '../authorise.js';
import { classify } from '../classify-package.js';
import { holdCombination } from '../combining.js';
import { loadFacts } from '../load-facts.js';
import { settle } from '../readiness.js';
import { signatoriesHold } from './signatories.js';
import { nextState } from '../transitions.js';
import { loadProceeding, stopProceeding } from './ways-out.js';
import { isOpenRound } from '../work-package.js';

const batch = 200;

/** What a sweep of classifications did. */
export interface SweptWaysOut {
  readonly classified: number;
  /** What was agreed on no longer held: something is missing again. */
  readonly stopped: number;
}

/**
 * Lets what Programme Manager and Investigator agreed on take effect once the Representatives' time to withdraw is over, each package in a
 * transaction of its own; several instances may sweep at once.
 * @throws AggregateError when one failed, after all others were handled; the next sweep tries it again
 */
export async function sweepWaysOut(world: Surroundings): Promise<SweptWaysOut> {
  const due = await world.db
    .selectFrom('ways_out as w')
    .innerJoin('classifications as c', 'c.id', 'w.classification_id')
    .select(['w.id', 'c.work_package_id'])
    .where('w.state', '=', 'waiting')
    .where('w.takes_effect_at', '<=', world.clock.now())
    .orderBy('w.takes_effect_at')
    .orderBy('w.id')
    .limit(batch)
    .execute();
  const faults: unknown[] = [];
  const outcomes: ('classified' | 'stopped' | 'moot')[] = [];
  for (const { id, work_package_id } of due) {
    const outcome = await transact(world, sweep, (context) => takeEffect(context, work_package_id, id)).catch((error: unknown) => {
      faults.push(error);
      return 'moot' as const;
    });
    outcomes.push(outcome);
  }
  if (faults.length > 0) throw new AggregateError(faults, `${String(faults.length)} classifications that were due could not take effect`);
  const count = (wanted: string): number => outcomes.filter((outcome) => outcome === wanted).length;
  return { classified: count('classified'), stopped: count('stopped') };
}

/** At the highest of the opinions that stand now: they are those that were agreed on, since any change would have stopped it. */
async function takeEffect(context: Context, packageId: number, wayOutId: number): Promise<'classified' | 'stopped' | 'moot'> {
  const seen = await loadFacts(context.trx, packageId, 'change');
  const facts = seen && (await holdCombination(context, seen));
  const round = facts?.round;
  if (!facts || !isOpenRound(round) || nextState(facts.state, 'take-effect') === undefined) return 'moot';
  const under = await loadProceeding(context, round);
  if (under?.id !== wayOutId || under.takesEffectAt === null || under.takesEffectAt > context.clock.now()) return 'moot';
  const note = noteOf('classification.take-effect', packageId, facts);
  const settled = settle(facts);
  // What takes effect is what was agreed on, by people who may still agree on it.
  if (settled.kind !== 'conflict' || settled.highest !== under.tier || !(await signatoriesHold(context, facts, under))) {
    await stopProceeding(context, round, 'not-ready');
    await announce(context, facts, 'proceeding-stopped');
    context.audit.push({ ...note, outcome: 'refused', reason: 'not-ready' });
    return 'stopped';
  }
  await classify(context, { facts, round, note, cause: 'proceeded-at-highest' }, settled.highest);
  return 'classified';
}
