import { z } from 'zod';
import { numberOf, type Context } from '../context/index.js';
import { namesOf } from './list-requests.js';
import { maySee } from './permissions.js';
import { done, refuse, type Result } from './results.js';
import { standingOf } from './standing.js';
import { loadSeatFacts } from './load-seat-facts.js';
import { findRequest } from './store.js';

/** One line of a request's history, from the audit trail. */
export interface HistoryLine {
  readonly at: Date;
  /** A person's name, or the key of a process. */
  readonly actor: string;
  readonly action: string;
  readonly outcome: string;
  /** A key, where one was recorded. */
  readonly reason: string | null;
}

/** A page of a history. */
export interface History {
  readonly entries: readonly HistoryLine[];
  readonly page: number;
  readonly pages: number;
}

const pageSize = 20;

/**
 * What the audit trail holds about one request, oldest first. Who may read it: System and Programme Managers all; Project
 * Manager and Investigator their project's; everyone else their own entries ("read the audit trail"). Reading is itself an entry.
 */
export async function requestHistory(context: Context, requestId: number, page: number): Promise<Result<History>> {
  const note = { action: 'audit.read', objectType: 'audit' as const, objectId: numberOf('request', requestId) };
  const request = await findRequest(context.trx, requestId);
  if (!request || context.actor.kind !== 'person') return refuse(context, note, 'not-found');
  const facts = await loadSeatFacts(context.trx, request);
  const standing = await standingOf(context, request, facts);
  const me = context.actor.id;
  const ofTheirDataset = maySee(standing) && request.dataset_id !== null && facts.representatives.some(({ principalId }) => principalId === me);
  const all =
    ofTheirDataset || context.actor.systemRoles.has('system-manager') || ['programme-manager', 'project-manager', 'investigator'].some((role) => standing.has(role as 'investigator'));
  if (!all && !maySee(standing)) return refuse(context, note, 'not-found');
  const entries = context.trx
    .selectFrom('audit_entries')
    .where('request_id', '=', requestId)
    .$if(!all, (query) => query.where((where) => where.or([where('actor_id', '=', me), where('subject_id', '=', me)])));
  const { total } = await entries.select((select) => select.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const pages = Math.max(1, Math.ceil(total / pageSize));
  const at = Math.min(Math.max(1, page), pages);
  const rows = await entries
    .select(['at', 'actor_id', 'action', 'outcome', 'entry'])
    .orderBy('seq')
    .offset((at - 1) * pageSize)
    .limit(pageSize)
    .execute();
  const names = await namesOf(context.trx, rows.map(({ actor_id }) => actor_id));
  context.audit.push({ ...note, outcome: 'done', projectId: request.project_id, facts: { page: at } });
  return done({
    page: at,
    pages,
    entries: rows.map((row) => ({ at: row.at, actor: names(row.actor_id).name || row.actor_id, action: row.action, outcome: row.outcome, reason: reasonIn(row.entry) })),
  });
}

const recorded = z.looseObject({ reason: z.string().optional() });

function reasonIn(entry: string): string | null {
  return recorded.parse(JSON.parse(entry)).reason ?? null;
}
