import { numberOf, type Context } from '../context/index.js';
import { voidDatasetApprovals } from '../requests/index.js';
import { noteOf } from './authorise.js';
import { clear } from './end-round.js';
import { loadFacts } from './load-facts.js';
import { isOpenRound, type ClassificationFacts } from './work-package.js';

/** Why the product itself opens a package in place of one that is suspended: a key. */
export type SuccessionReason = 'dataset-withdrawn' | 'part-above';

/**
 * The package that goes on in place of one that is suspended, with some of its datasets: one that followed it already, or a new one. One that
 * is being classified is taken back to new where a dataset leaves it, since the combination changed (classification.md, ways out). Null where
 * no dataset is left.
 */
export async function goOnWith(context: Context, facts: ClassificationFacts, datasetIds: readonly number[], reason: SuccessionReason): Promise<number | null> {
  const followed = await latestSuccessor(context, facts.id);
  if (followed !== undefined) return without(context, followed, datasetIds, reason);
  return datasetIds.length === 0 ? null : openSuccessor(context, facts, datasetIds, reason);
}

/** The newest package that the product opened in place of this one. */
async function latestSuccessor({ trx }: Context, packageId: number): Promise<number | undefined> {
  const row = await trx.selectFrom('work_packages').select('id').where('successor_of', '=', packageId).where('successor_reason', 'in', ['dataset-withdrawn', 'part-above']).orderBy('id', 'desc').limit(1).executeTakeFirst();
  return row?.id;
}

/** Takes from a package that is not classified every dataset but these. One that is classified stays: from it a dataset is withdrawn by itself. */
async function without(context: Context, packageId: number, kept: readonly number[], reason: SuccessionReason): Promise<number> {
  const successor = await loadFacts(context.trx, packageId, 'change');
  const leaving = successor?.datasets.filter(({ id }) => !kept.includes(id)).map(({ id }) => id) ?? [];
  if (!successor || successor.state === 'classified' || leaving.length === 0) return packageId;
  await context.trx.deleteFrom('work_package_datasets').where('work_package_id', '=', packageId).where('dataset_id', 'in', leaving).execute();
  await voidDatasetApprovals(context, packageId, leaving);
  context.audit.push({ ...about(successor), action: 'package.change', outcome: 'done', reason, facts: { datasets: successor.datasets.map(({ id }) => id).filter((id) => kept.includes(id)).join(' ') } });
  if (isOpenRound(successor.round)) await clear(context, { facts: successor, round: successor.round, note: noteOf('classification.withdraw-dataset', packageId, successor), cause: 'dataset-withdrawn' });
  return packageId;
}

async function openSuccessor(context: Context, facts: ClassificationFacts, datasetIds: readonly number[], reason: SuccessionReason): Promise<number> {
  const { trx, actor, clock } = context;
  const origin = await trx
    .selectFrom('work_packages')
    .select(['project_id', 'title', 'purpose', 'expected_outputs', 'tools', 'less_data_possible', 'less_data_answer'])
    .where('id', '=', facts.id)
    .executeTakeFirstOrThrow();
  const { id } = await trx
    .insertInto('work_packages')
    .values({ ...origin, state: 'new', tier: null, successor_of: facts.id, successor_reason: reason, created_by: actor.kind === 'person' ? actor.id : null, created_at: clock.now() })
    .returning('id')
    .executeTakeFirstOrThrow();
  await trx.insertInto('work_package_datasets').values(datasetIds.map((dataset_id) => ({ work_package_id: id, dataset_id }))).execute();
  context.audit.push({ ...about({ ...facts, id }), action: 'package.succeed', outcome: 'done', reason, facts: { successorOf: numberOf('package', facts.id), datasets: datasetIds.join(' ') } });
  return id;
}

const about = ({ id, projectId }: Pick<ClassificationFacts, 'id' | 'projectId'>) => ({ objectType: 'work-package', objectId: numberOf('package', id), projectId }) as const;
