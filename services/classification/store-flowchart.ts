import type { Context, Trx } from '../context/index.js';
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

/** Stored flowcharts by version. One that this version of the product cannot read any more is left out. */
export async function loadStoredFlowcharts(trx: Trx, versions: readonly string[]): Promise<ReadonlyMap<string, Flowchart>> {
  const wanted = [...new Set(versions)];
  const rows = wanted.length === 0 ? [] : await trx.selectFrom('flowchart_versions').select(['version', 'content']).where('version', 'in', wanted).execute();
  return new Map(
    rows.flatMap(({ version, content }): readonly (readonly [string, Flowchart])[] => {
      const checked = checkFlowchart(content);
      return checked.ok ? [[version, checked.flowchart]] : [];
    }),
  );
}
