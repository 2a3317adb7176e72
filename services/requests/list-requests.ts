import type { Selectable } from 'kysely';
import { readNumber, type Context, type Trx } from '../context/index.js';
import type { RequestsTable } from '../database/index.js';
import type { RequestRecord } from './request.js';
import type { Page, PersonName, RequestLine } from './views.js';

const pageSize = 8;

/** Requests that the acting person made or is the subject of, newest first. Pages count from 1. */
export async function listMyRequests(context: Context, page: number): Promise<Page<RequestLine>> {
  const me = context.actor.id;
  const { total } = await context.trx
    .selectFrom('requests')
    .select((select) => select.fn.countAll<number>().as('total'))
    .where((where) => where.or([where('requester_id', '=', me), where('subject_id', '=', me)]))
    .executeTakeFirstOrThrow();
  const at = pageOf(page, total);
  const rows = await context.trx
    .selectFrom('requests')
    .selectAll()
    .where((where) => where.or([where('requester_id', '=', me), where('subject_id', '=', me)]))
    .orderBy('id', 'desc')
    .offset((at.page - 1) * pageSize)
    .limit(pageSize)
    .execute();
  return { ...at, items: await loadLines(context.trx, rows) };
}

/** What waits for the acting person's decision, oldest first: one partial index answers it. Pages count from 1. */
export async function listApprovals(context: Context, page: number): Promise<Page<RequestLine>> {
  const total = await countApprovals(context);
  const at = pageOf(page, total);
  const pending = await context.trx
    .selectFrom('seat_holders')
    .select(['request_id', 'asked_at'])
    .distinct()
    .where('person_id', '=', context.actor.id)
    .where('pending', '=', true)
    .orderBy('asked_at')
    .orderBy('request_id')
    .offset((at.page - 1) * pageSize)
    .limit(pageSize)
    .execute();
  const ids = pending.map(({ request_id }) => request_id);
  if (ids.length === 0) return { ...at, items: [] };
  const rows = await context.trx.selectFrom('requests').selectAll().where('id', 'in', ids).execute();
  const lines = await loadLines(context.trx, rows);
  return { ...at, items: ids.flatMap((id) => lines.filter((line) => line.id === id)) };
}

/** How many requests wait for the acting person. */
export async function countApprovals(context: Pick<Context, 'trx' | 'actor'>): Promise<number> {
  const { total } = await context.trx
    .selectFrom('seat_holders')
    .select((select) => select.fn.count<number>('request_id').distinct().as('total'))
    .where('person_id', '=', context.actor.id)
    .where('pending', '=', true)
    .executeTakeFirstOrThrow();
  return total;
}

/** Requests of the acting person whose number is `words`, or whose workspace, dataset or purpose holds them; newest first, at most 25. */
export async function findMyRequests(context: Context, words: string): Promise<readonly RequestLine[]> {
  const me = context.actor.id;
  const wanted = words.trim();
  const number = readNumber('request', wanted) ?? (/^\d{1,9}$/.test(wanted) ? Number(wanted) : undefined);
  const holds = `%${wanted.replace(/[\\%_]/g, '\\$&')}%`;
  const rows = await context.trx
    .selectFrom('requests as r')
    .innerJoin('workspaces as w', 'w.id', 'r.workspace_id')
    .leftJoin('datasets as d', 'd.id', 'r.dataset_id')
    .selectAll('r')
    .where((where) => where.or([where('r.requester_id', '=', me), where('r.subject_id', '=', me)]))
    .$if(wanted !== '' && number !== undefined, (query) => query.where('r.id', '=', number ?? 0))
    .$if(wanted !== '' && number === undefined, (query) => query.where((where) => where.or([where('w.name', 'ilike', holds), where('d.name', 'ilike', holds), where('r.purpose', 'ilike', holds)])))
    .orderBy('r.id', 'desc')
    .limit(25)
    .execute();
  return loadLines(context.trx, rows);
}

/** Rows with the names of people, workspaces and datasets, in the order given. */
export async function loadLines(trx: Trx, rows: readonly (Selectable<RequestsTable> | RequestRecord)[]): Promise<readonly RequestLine[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const workspaces = await trx.selectFrom('workspaces').select(['id', 'name']).where('id', 'in', rows.map(({ workspace_id }) => workspace_id)).execute();
  const datasetIds = rows.map(({ dataset_id }) => dataset_id).filter((id) => id !== null);
  const datasets = datasetIds.length === 0 ? [] : await trx.selectFrom('datasets').select(['id', 'name']).where('id', 'in', datasetIds).execute();
  const waiting = await trx.selectFrom('seat_holders').select(['request_id', 'person_id']).distinct().where('request_id', 'in', ids).where('pending', '=', true).execute();
  const names = await namesOf(trx, rows.flatMap((row) => [row.requester_id, row.subject_id]).concat(waiting.map(({ person_id }) => person_id)));
  return rows.map((untyped): RequestLine => {
    const row = untyped as RequestRecord;
    return {
      id: row.id,
      type: row.type,
      state: row.state,
      requester: names(row.requester_id),
      subject: names(row.subject_id),
      workspace: { id: row.workspace_id, name: workspaces.find(({ id }) => id === row.workspace_id)?.name ?? '' },
      dataset: row.dataset_id === null ? null : { id: row.dataset_id, name: datasets.find(({ id }) => id === row.dataset_id)?.name ?? '' },
      tier: row.tier,
      createdAt: row.created_at,
      dueAt: row.due_at,
      untilOn: row.until_on,
      waitingFor: waiting.filter(({ request_id }) => request_id === row.id).map(({ person_id }) => names(person_id)),
    };
  });
}

/** Looks people's names up once; the function answers with an empty name for somebody unknown. */
export async function namesOf(trx: Trx, ids: readonly string[]): Promise<(id: string) => PersonName> {
  const wanted = [...new Set(ids)];
  const rows = wanted.length === 0 ? [] : await trx.selectFrom('people').select(['id', 'name']).where('id', 'in', wanted).execute();
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  return (id) => ({ id, name: names.get(id) ?? '' });
}

function pageOf(wanted: number, total: number): { readonly page: number; readonly pages: number; readonly total: number } {
  const pages = Math.max(1, Math.ceil(total / pageSize));
  return { page: Math.min(Math.max(1, wanted), pages), pages, total };
}
