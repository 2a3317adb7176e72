import type { Context } from '../context/index.js';
import { numberOf } from '../context/index.js';
import { endPackageAccess, suspendPackageAccess, voidDatasetApprovals } from '../requests/index.js';
import { announce } from './asking/announce.js';
import { authoriseOnPackage } from './authorise.js';
import { representedBy } from './classifiers.js';
import { done, refuse, type Result } from './results.js';
import { goOnWith } from './succession.js';

export interface WithdrawFromClassified {
  readonly packageId: number;
  readonly datasetId: number;
}

/** What came of it; no successor where nothing is left to go on with. */
export interface Withdrawn {
  readonly packageId: number;
  readonly successorId: number | null;
}

/**
 * A Representative withdraws a dataset from a classified package (classification.md, ways out): it is suspended with all access in it, access to
 * the dataset ends, and a successor with the other datasets opens as a new package. What the package was classified with stays on record.
 */
export async function withdrawFromClassified(context: Context, command: WithdrawFromClassified): Promise<Result<Withdrawn>> {
  const authorised = await authoriseOnPackage(context, 'withdraw-from-classified', command.packageId);
  if (authorised.kind !== 'done') return authorised;
  const { facts } = authorised.value;
  const note = { ...authorised.value.note, datasetId: command.datasetId };
  if (!representedBy(facts, context.actor.id).some(({ datasetId }) => datasetId === command.datasetId)) return refuse(context, note, 'not-in-package');
  const earlier = await loadWithdrawals(context, facts.id);
  const same = earlier.find(({ datasetId }) => datasetId === command.datasetId);
  if (same) {
    context.audit.push({ ...note, outcome: 'unchanged' });
    return { kind: 'unchanged', value: { packageId: facts.id, successorId: same.successorId } };
  }
  const gone = new Set([command.datasetId, ...earlier.map(({ datasetId }) => datasetId)]);
  const left = facts.datasets.map(({ id }) => id).filter((id) => !gone.has(id));
  const successorId = await goOnWith(context, facts, left, 'dataset-withdrawn');
  const { trx, clock, actor } = context;
  const now = clock.now();
  await trx.updateTable('work_packages').set({ suspended_at: now, suspended_because: 'dataset-withdrawn' }).where('id', '=', facts.id).where('suspended_at', 'is', null).execute();
  await trx.insertInto('dataset_withdrawals').values({ work_package_id: facts.id, dataset_id: command.datasetId, withdrawn_by: actor.id, withdrawn_at: now, successor_id: successorId }).execute();
  await voidDatasetApprovals(context, facts.id, [command.datasetId]);
  const ended = await endPackageAccess(context, facts.id, { datasetId: command.datasetId }, 'dataset-withdrawn');
  const suspended = await suspendPackageAccess(context, facts.id);
  context.audit.push({ ...note, outcome: 'done', facts: { ...note.facts, ended, suspended, ...(successorId === null ? {} : { successor: numberOf('package', successorId) }) } });
  await announce(context, facts, 'withdrawn-after');
  return done({ packageId: facts.id, successorId });
}

async function loadWithdrawals({ trx }: Context, packageId: number): Promise<readonly { readonly datasetId: number; readonly successorId: number | null }[]> {
  const rows = await trx.selectFrom('dataset_withdrawals').select(['dataset_id', 'successor_id']).where('work_package_id', '=', packageId).orderBy('withdrawn_at').execute();
  return rows.map(({ dataset_id, successor_id }) => ({ datasetId: dataset_id, successorId: successor_id }));
}
