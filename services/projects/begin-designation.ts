import { numberOf, type Context } from '../context/index.js';
import { done, refuse, type Done, type Refused } from './results.js';

/** The dataset whose Representatives a Programme Manager may put on record. */
export async function beginDesignation(context: Context, datasetId: number): Promise<Done<{ readonly id: number; readonly name: string; readonly provider: string }> | Refused> {
  const { trx, actor } = context;
  const note = { action: 'designation.record', objectType: 'dataset', objectId: numberOf('dataset', datasetId) } as const;
  if (actor.kind !== 'person' || !actor.systemRoles.has('programme-manager')) return refuse(context, note, 'not-allowed');
  const row = await trx.selectFrom('datasets as d').innerJoin('providers as v', 'v.id', 'd.provider_id').select(['d.id', 'd.name', 'v.name as provider']).where('d.id', '=', datasetId).executeTakeFirst();
  return row ? done(row) : refuse(context, note, 'not-found');
}
