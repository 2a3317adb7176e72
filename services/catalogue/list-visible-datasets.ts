import { sql } from 'kysely';
import type { Context } from '../context/index.js';
import { isVisibleTo, viewerOf } from './viewer.js';

/** A dataset by name. */
export interface DatasetName {
  readonly id: number;
  readonly name: string;
  readonly provider: string;
}

/**
 * Datasets of the catalogue that the acting person may see, by name: those of `ids`, however many, and the first `most` of the others.
 * `total` counts all that they may see.
 */
export async function listVisibleDatasets(context: Context, { ids = [], most }: { readonly ids?: readonly number[]; readonly most: number }): Promise<{ readonly items: readonly DatasetName[]; readonly total: number }> {
  const viewer = await viewerOf(context);
  if (!viewer) return { items: [], total: 0 };
  const { rows } = await sql<DatasetName & { readonly total: number }>`
    select d.id, d.name, v.name as provider, (count(*) over ())::int as total
    from datasets d join providers v on v.id = d.provider_id
    where ${isVisibleTo(viewer)}
    order by d.id = any(${[...ids]}::int[]) desc, d.name, d.id
    limit ${most + ids.length}`.execute(context.trx);
  return { items: rows.map(({ id, name, provider }) => ({ id, name, provider })), total: rows[0]?.total ?? 0 };
}
