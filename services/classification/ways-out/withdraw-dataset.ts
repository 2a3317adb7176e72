import type { Context } from '../../context/index.js';
import { voidDatasetApprovals } from '../../requests/index.js';
import { authoriseInRound } from '../authorise.js';
import { classifierOf } from '../classifiers.js';
import { clear } from '../end-round.js';
import { done, refuse, type Result } from '../results.js';
import { record } from './ways-out.js';

export interface WithdrawDataset {
  readonly classificationId: number;
  readonly datasetId: number;
}

/**
 * A Representative withdraws a dataset from an open package, which is cleared, since the combination changed (classification.md, ways out).
 * Approvals that were given for the dataset go with it.
 */
export async function withdrawDataset(context: Context, command: WithdrawDataset): Promise<Result<{ readonly packageId: number }>> {
  const authorised = await authoriseInRound(context, 'withdraw-dataset', command.classificationId);
  if (authorised.kind !== 'done') return authorised;
  const { facts, round } = authorised.value;
  const represents = classifierOf(facts, context.actor.id)?.represents ?? [];
  if (!represents.some(({ datasetId }) => datasetId === command.datasetId)) return refuse(context, authorised.value.note, 'not-in-package');
  await context.trx.deleteFrom('work_package_datasets').where('work_package_id', '=', facts.id).where('dataset_id', '=', command.datasetId).execute();
  await voidDatasetApprovals(context, facts.id, [command.datasetId]);
  await record(context, round, { kind: 'withdraw-dataset', datasetId: command.datasetId });
  await clear(context, { ...authorised.value, note: { ...authorised.value.note, datasetId: command.datasetId }, cause: 'dataset-withdrawn' });
  return done({ packageId: facts.id });
}
