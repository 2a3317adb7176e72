import type { Context } from '../context/index.js';
import { loadLines } from './list-requests.js';
import type { RequestState } from './request.js';
import type { RequestLine } from './views.js';

const most = 200;

/** Every request, newest first, at most 200, for the operators' command; those of one state where it is given. Looking is on record. */
export async function listAllRequests(context: Context, state?: RequestState): Promise<{ readonly items: readonly RequestLine[]; readonly more: boolean }> {
  const found = await context.trx
    .selectFrom('requests')
    .selectAll()
    .$if(state !== undefined, (query) => query.where('state', '=', state ?? ''))
    .orderBy('id', 'desc')
    .limit(most + 1)
    .execute();
  const rows = found.slice(0, most);
  context.audit.push({ action: 'requests.list', outcome: 'done', objectType: 'configuration', objectId: 'requests', facts: { rows: rows.length } });
  return { items: await loadLines(context.trx, rows), more: found.length > most };
}
