import type { Context } from '../context/index.js';
import { recomputeSeats } from './recompute-seats.js';
import type { RequestRecord } from './request.js';
import type { Approval } from './seats.js';

/**
 * One act of a Representative covers the person on the package for all of that Representative's datasets in it, and satisfies the seats
 * that are theirs in every other request of the person there. A deputy acts for the Representative, and only for the datasets for which the
 * provider named them.
 * @param principalId the Representative whose seat it is; null where nobody represents the dataset
 * @returns the approvals that are new
 */
export async function coverPackage(context: Context, request: RequestRecord, principalId: string | null): Promise<readonly Approval[]> {
  const standing = await context.trx
    .selectFrom('package_approvals')
    .select('dataset_id')
    .where('work_package_id', '=', request.work_package_id)
    .where('subject_id', '=', request.subject_id)
    .where('principal_id', principalId === null ? 'is' : '=', principalId)
    .where('voided_at', 'is', null)
    .execute();
  const known = new Set(standing.map(({ dataset_id }) => dataset_id));
  const covered = (await datasetsActedFor(context, request, principalId)).filter((id) => !known.has(id));
  if (covered.length === 0) return [];
  await context.trx
    .insertInto('package_approvals')
    .values(
      covered.map((dataset_id) => ({
        work_package_id: request.work_package_id,
        subject_id: request.subject_id,
        dataset_id,
        representative_id: context.actor.id,
        principal_id: principalId,
        request_id: request.id,
        approved_at: context.clock.now(),
      })),
    )
    .execute();
  const others = await context.trx
    .selectFrom('requests')
    .select('id')
    .where('work_package_id', '=', request.work_package_id)
    .where('subject_id', '=', request.subject_id)
    .where('state', '=', 'in-review')
    .where('id', '<>', request.id)
    .orderBy('id')
    .execute();
  for (const { id } of others) await recomputeSeats(context, id);
  return covered.map((datasetId) => ({ datasetId, principalId }));
}

/** Datasets of the package for which the acting person acts: their own as Representative, as a deputy those of the principal that they are named for. */
async function datasetsActedFor({ trx, actor }: Context, request: RequestRecord, principalId: string | null): Promise<readonly number[]> {
  const rows = await trx
    .selectFrom('work_package_datasets as d')
    .innerJoin('dataset_representatives as r', 'r.dataset_id', 'd.dataset_id')
    .select(['d.dataset_id', 'r.person_id', 'r.deputy'])
    .where('d.work_package_id', '=', request.work_package_id)
    .where('r.until', 'is', null)
    .orderBy('d.dataset_id')
    .execute();
  const datasets = [...new Set(rows.map(({ dataset_id }) => dataset_id))];
  const holds = (dataset: number, person: string, deputy: boolean): boolean => rows.some((row) => row.dataset_id === dataset && row.person_id === person && row.deputy === deputy);
  const unrepresented = (dataset: number): boolean => !rows.some((row) => row.dataset_id === dataset && !row.deputy);
  return datasets.filter((dataset) => {
    if (principalId === actor.id) return holds(dataset, actor.id, false);
    return holds(dataset, actor.id, true) && (principalId === null ? unrepresented(dataset) : holds(dataset, principalId, false));
  });
}
