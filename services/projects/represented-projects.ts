import type { Trx } from '../context/index.js';

/** Open projects in whose work packages the dataset is, each once, in the order of their numbers. */
export async function projectsUsing(trx: Trx, datasetId: number): Promise<readonly number[]> {
  const rows = await trx
    .selectFrom('work_package_datasets as d')
    .innerJoin('work_packages as k', 'k.id', 'd.work_package_id')
    .innerJoin('projects as p', 'p.id', 'k.project_id')
    .select('p.id')
    .distinct()
    .where('d.dataset_id', '=', datasetId)
    .where('p.state', '=', 'open')
    .orderBy('p.id')
    .execute();
  return rows.map(({ id }) => id);
}

/** True while the person is a Representative, not as a deputy, of some dataset in the project's work packages. */
export const representsIn = (trx: Trx, projectId: number, personId: string): Promise<boolean> => standsIn(trx, projectId, personId, [false]);

/** True while the person stands, also as a deputy, for some dataset in the project's work packages. */
export const standsForDataIn = (trx: Trx, projectId: number, personId: string): Promise<boolean> => standsIn(trx, projectId, personId, [false, true]);

async function standsIn(trx: Trx, projectId: number, personId: string, deputy: readonly boolean[]): Promise<boolean> {
  const row = await trx
    .selectFrom('work_package_datasets as d')
    .innerJoin('work_packages as k', 'k.id', 'd.work_package_id')
    .innerJoin('dataset_representatives as r', 'r.dataset_id', 'd.dataset_id')
    .select('r.dataset_id')
    .where('k.project_id', '=', projectId)
    .where('r.person_id', '=', personId)
    .where('r.until', 'is', null)
    .where('r.deputy', 'in', [...deputy])
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** In which capacity the person stands for the dataset now; undefined when in none. */
export async function capacityOf(trx: Trx, datasetId: number, personId: string): Promise<'principal' | 'deputy' | undefined> {
  const row = await trx.selectFrom('dataset_representatives').select('deputy').where('dataset_id', '=', datasetId).where('person_id', '=', personId).where('until', 'is', null).executeTakeFirst();
  return row && (row.deputy ? 'deputy' : 'principal');
}
