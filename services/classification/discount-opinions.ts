import type { Context, Trx } from '../context/index.js';
import { renewCopies } from '../notifications/index.js';

/** Open rounds of a project in which an opinion of the person stands, with the work package of each. */
export async function roundsWithOpinionOf(trx: Trx, projectId: number, personId: string): Promise<readonly { readonly classificationId: number; readonly packageId: number }[]> {
  const rows = await trx
    .selectFrom('classifications as c')
    .innerJoin('work_packages as k', 'k.id', 'c.work_package_id')
    .select(['c.id', 'c.work_package_id'])
    .where('k.project_id', '=', projectId)
    .where('c.outcome', 'is', null)
    .where((where) => where.exists(where.selectFrom('opinions as o').select('o.id').whereRef('o.classification_id', '=', 'c.id').where('o.person_id', '=', personId).where('o.ended_at', 'is', null)))
    .orderBy('c.id')
    .execute();
  return rows.map(({ id, work_package_id }) => ({ classificationId: id, packageId: work_package_id }));
}

/**
 * A Referee's own declared conflict takes their opinion out of the open rounds of the project (`readiness.ts`): whoever closes, or goes on at the
 * highest tier, on the opinions from before is refused as outdated, and the cards are renewed.
 */
export async function discountOpinions(context: Context, rounds: Awaited<ReturnType<typeof roundsWithOpinionOf>>): Promise<void> {
  for (const { classificationId, packageId } of rounds) {
    await context.trx.updateTable('classifications').set((values) => ({ version: values('version', '+', 1) })).where('id', '=', classificationId).execute();
    await renewCopies(context, { type: 'package', id: packageId });
  }
}
