import { sql, type RawBuilder } from 'kysely';
import { localDate, type Context } from '../context/index.js';
import { gates, gatesOf, type Act, type RecordKind } from './gates.js';
import { isInForce } from './in-force.js';
import { holdsPersonalData } from './personal-data.js';
import type { Ids } from './record-object.js';

/** Where somebody wants to do something; without a person or dataset where the act concerns none. */
export interface GatePlace {
  readonly personId?: string;
  readonly datasetId?: number | null;
  readonly packageId: number;
  readonly projectId: number;
}

/** The gates that stop an act in a place today, in the order of the table; none when it may go on. */
export async function openGates({ trx, clock, organisation }: Context, act: Act, { personId, datasetId, packageId, projectId }: GatePlace): Promise<readonly RecordKind[]> {
  const ids: Ids = {
    ...(personId === undefined ? {} : { person: sql`${personId}::text` }),
    ...(datasetId === undefined || datasetId === null ? {} : { dataset: sql`${datasetId}::integer` }),
    package: sql`${packageId}::integer`,
    project: sql`${projectId}::integer`,
  };
  const today = localDate(organisation, clock.now());
  const asked = gatesOf(act).map((gate, place) => sql`select ${gate}::text as gate, ${place}::integer as place where ${isOpen(gate, ids, today)}`);
  const { rows } = await sql<{ gate: RecordKind }>`select gate from (${sql.join(asked, sql` union all `)}) as open order by place`.execute(trx);
  return rows.map(({ gate }) => gate);
}

/** SQL that is true while any gate stops an act in the place that a row's ids name. */
export const isStopped = (act: Act, ids: Ids, today: string): RawBuilder<boolean> => sql<boolean>`(${sql.join(gatesOf(act).map((gate) => isOpen(gate, ids, today)), sql` or `)})`;

/** What is asked for personal data alone is not asked of a package that holds none. */
function isOpen(gate: RecordKind, ids: Ids, today: string): RawBuilder<boolean> {
  const missing = sql<boolean>`not ${isInForce(gate, ids, today)}`;
  if (gates[gate].blocks !== 'analysis-of-personal-data' || ids.package === undefined) return missing;
  return sql<boolean>`(${missing} and ${holdsPersonalData(ids.package)})`;
}
