import type { Context } from '../context/index.js';
import { authoriseInRound } from './authorise.js';
import { clear } from './end-round.js';
import { done, type Result } from './results.js';

export interface ActOnClassification {
  readonly classificationId: number;
}

/** A manager takes an open package back to new; its opinions are dropped (classification.md, "Who must classify"). */
export async function clearClassification(context: Context, command: ActOnClassification): Promise<Result<{ readonly packageId: number }>> {
  const authorised = await authoriseInRound(context, 'clear', command.classificationId);
  if (authorised.kind !== 'done') return authorised;
  await clear(context, { ...authorised.value, cause: 'cleared' });
  return done({ packageId: authorised.value.facts.id });
}
