import { localDate, plusMonths, type Context } from '../context/index.js';

/** An agreement for a dataset of the workspace that lapses soon. */
export interface Lapse {
  readonly datasetId: number;
  readonly datasetName: string;
  /** ISO date, its last day. */
  readonly endsOn: string;
}

/** Agreements of the project for these datasets that lapse within three months, the soonest first. */
export async function loadLapses(context: Pick<Context, 'trx' | 'clock' | 'organisation'>, projectId: number, datasetIds: readonly number[]): Promise<readonly Lapse[]> {
  if (datasetIds.length === 0) return [];
  const rows = await context.trx
    .selectFrom('gate_records as g')
    .innerJoin('datasets as s', 's.id', 'g.dataset_id')
    .select(['s.id', 's.name', 'g.ends_on'])
    .where('g.kind', '=', 'agreement')
    .where('g.state', '=', 'confirmed')
    .where('g.project_id', '=', projectId)
    .where('g.dataset_id', 'in', [...datasetIds])
    .where('g.ends_on', '<=', plusMonths(localDate(context.organisation, context.clock.now()), 3))
    .orderBy('g.ends_on')
    .execute();
  return rows.flatMap(({ id, name, ends_on }) => (ends_on === null ? [] : [{ datasetId: id, datasetName: name, endsOn: ends_on }]));
}
