import type { Context } from '../../context/index.js';
import { announce } from './announce.js';
import { askedPeople } from './asked-people.js';
import { authoriseInRound } from '../authorise.js';
import type { ActOnClassification } from '../clear-classification.js';
import { done, refuse, type Result } from '../results.js';

/** People are asked again at most once in a day. */
const nudgeEveryMs = 24 * 3_600_000;

/**
 * A manager asks those who have not given an opinion once more. Everyone who may classify is asked, a Referee too whether one is needed or
 * not: who is asked betrays no tier.
 */
export async function nudgeClassifiers(context: Context, command: ActOnClassification): Promise<Result<{ readonly packageId: number }>> {
  const authorised = await authoriseInRound(context, 'nudge', command.classificationId);
  if (authorised.kind !== 'done') return authorised;
  const { facts, note, round } = authorised.value;
  const missing = askedPeople(facts).filter(({ given }) => !given);
  if (missing.length === 0) return refuse(context, note, 'nobody-missing');
  const now = context.clock.now();
  if (round.nudgedAt !== null && now.getTime() - round.nudgedAt.getTime() < nudgeEveryMs) {
    context.audit.push({ ...note, outcome: 'unchanged' });
    return { kind: 'unchanged', value: { packageId: facts.id } };
  }
  await context.trx.updateTable('classifications').set({ nudged_at: now }).where('id', '=', round.id).execute();
  await announce(context, facts, 'nudged');
  context.audit.push({ ...note, outcome: 'done', facts: { ...note.facts, people: missing.length } });
  return done({ packageId: facts.id });
}
