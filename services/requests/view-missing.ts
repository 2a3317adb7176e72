import type { Context } from '../context/index.js';
import { missingRecords, type Act, type GatePlace } from '../records/index.js';
import { namesOf } from './list-requests.js';
import type { MissingView } from './views.js';

/** What is not on record and stops an act in a place today, with the names of those who can put it there. */
export async function viewMissing(context: Context, act: Act, place: GatePlace): Promise<readonly MissingView[]> {
  const missing = await missingRecords(context, act, place);
  const names = await namesOf(context.trx, missing.flatMap(({ filers }) => filers));
  return missing.map((one) => ({ ...one, filers: one.filers.map(names) }));
}
