import type { Context } from '../../context/index.js';
import { authoriseInRound } from '../authorise.js';
import type { ActOnClassification } from '../clear-classification.js';
import { clear } from '../end-round.js';
import { settle } from '../readiness.js';
import { done, refuse, type Result } from '../results.js';
import { record } from './ways-out.js';

/**
 * Where opinions differ, the Investigator reconsiders whether to go on (paper 4.1.2): the package is cleared. One who has not given an
 * opinion yet is told nothing of a conflict.
 */
export async function reconsider(context: Context, command: ActOnClassification): Promise<Result<{ readonly packageId: number }>> {
  const authorised = await authoriseInRound(context, 'reconsider', command.classificationId);
  if (authorised.kind !== 'done') return authorised;
  const { facts, note, round } = authorised.value;
  if (!facts.opinions.some(({ personId }) => personId === context.actor.id)) return refuse(context, note, 'own-opinion-first');
  if (settle(facts).kind !== 'conflict') return refuse(context, note, 'no-conflict');
  await record(context, round, { kind: 'reconsider' });
  await clear(context, { ...authorised.value, cause: 'reconsidered' });
  return done({ packageId: facts.id });
}
