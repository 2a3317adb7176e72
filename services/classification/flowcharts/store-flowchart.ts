import { LRUCache } from 'lru-cache';
import type { Context, Trx } from '../../context/index.js';
import { checkFlowchart } from './check-flowchart.js';
import type { Flowchart } from './flowchart.js';

/** Keeps a flowchart's content by its version, so that an opinion can be read with the texts of its time whatever becomes of the file. */
export async function storeFlowchart({ trx, clock }: Context, { version, name, content }: Flowchart): Promise<void> {
  await trx
    .insertInto('flowchart_versions')
    .values({ version, name, content, stored_at: clock.now() })
    .onConflict((conflict) => conflict.column('version').doNothing())
    .execute();
}

/** What was read and checked before: a version is the digest of its content, so that it never becomes another. */
const known = new LRUCache<string, Flowchart>({ max: 20 });

/** Stored flowcharts by version. One that this version of the product cannot read any more is left out. */
export async function loadStoredFlowcharts(trx: Trx, versions: readonly string[]): Promise<ReadonlyMap<string, Flowchart>> {
  const wanted = [...new Set(versions)];
  const found = new Map(wanted.flatMap((version) => known.get(version) ?? []).map((flowchart): [string, Flowchart] => [flowchart.version, flowchart]));
  const unknown = wanted.filter((version) => !found.has(version));
  const rows = unknown.length === 0 ? [] : await trx.selectFrom('flowchart_versions').select('content').where('version', 'in', unknown).execute();
  for (const { content } of rows) {
    const checked = checkFlowchart(content);
    if (!checked.ok) continue;
    known.set(checked.flowchart.version, checked.flowchart);
    found.set(checked.flowchart.version, checked.flowchart);
  }
  return found;
}
