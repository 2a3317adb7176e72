import { sql } from 'kysely';
import type { Trx } from '../context/index.js';
import type { Tier } from './flowcharts/flowchart.js';
import { storedTier } from './stored-tier.js';

/**
 * The highest tier at which a part of the package is classified in the same project: a package that holds some of its datasets, not all, and
 * no others. A union is never below the highest of its parts (classification.md, "Combining"; paper 4.1.3). Null where there is none.
 */
export async function loadFloor(trx: Trx, packageId: number, projectId: number): Promise<Tier | null> {
  const { rows } = await sql<{ tier: number | null }>`
    with own as (select dataset_id from work_package_datasets where work_package_id = ${packageId})
    select max(w.tier) as tier
    from work_packages w
    where w.project_id = ${projectId} and w.state = 'classified' and w.id <> ${packageId}
      and exists (select from work_package_datasets d where d.work_package_id = w.id)
      and not exists (select from work_package_datasets d where d.work_package_id = w.id and d.dataset_id not in (select dataset_id from own))
      and exists (select from own where dataset_id not in (select d.dataset_id from work_package_datasets d where d.work_package_id = w.id))`.execute(trx);
  const tier = rows[0]?.tier ?? null;
  return tier === null ? null : storedTier(tier);
}
