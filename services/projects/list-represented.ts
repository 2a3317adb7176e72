import type { Context } from '../context/index.js';

/** Datasets that the acting person represents, not as a deputy: what they may hand over, by name. */
export async function listRepresented({ trx, actor }: Context): Promise<readonly { readonly id: number; readonly name: string }[]> {
  return trx
    .selectFrom('dataset_representatives as r')
    .innerJoin('datasets as d', 'd.id', 'r.dataset_id')
    .select(['d.id', 'd.name'])
    .where('r.person_id', '=', actor.id)
    .where('r.until', 'is', null)
    .where('r.deputy', '=', false)
    .orderBy('d.name')
    .orderBy('d.id')
    .execute();
}
