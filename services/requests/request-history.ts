import { numberOf, type Context } from '../context/index.js';
import { namesOf } from './list-requests.js';
import { maySee } from './permissions.js';
import { done, refuse, type Result } from './results.js';
import { standingOf } from './standing.js';
import { findRequest, loadSeatFacts } from './store.js';

/** One line of a request's history, from the audit trail. */
export interface HistoryLine {
  readonly at: Date;
  /** A person's name, or the key of a process. */
  readonly actor: string;
  readonly action: string;
  readonly outcome: string;
}

const most = 40;

/**
 * What the audit trail holds about one request, oldest first, at most 40. Who may read it: System and Programme Managers all; Project
 * Manager and Investigator their project's; everyone else their own entries ("read the audit trail"). Reading is itself an entry.
 */
export async function requestHistory(context: Context, requestId: number): Promise<Result<readonly HistoryLine[]>> {
  const note = { action: 'audit.read', objectType: 'audit' as const, objectId: numberOf('request', requestId) };
  const request = await findRequest(context.trx, requestId);
  if (!request || context.actor.kind !== 'person') return refuse(context, note, 'not-found');
  const standing = await standingOf(context, request, await loadSeatFacts(context.trx, request));
  const all = context.actor.systemRoles.has('system-manager') || ['programme-manager', 'project-manager', 'investigator'].some((role) => standing.has(role as 'investigator'));
  if (!all && !maySee(standing)) return refuse(context, note, 'not-found');
  const me = context.actor.id;
  const rows = await context.trx
    .selectFrom('audit_entries')
    .select(['at', 'actor_id', 'action', 'outcome'])
    .where('request_id', '=', requestId)
    .$if(!all, (query) => query.where((where) => where.or([where('actor_id', '=', me), where('subject_id', '=', me)])))
    .orderBy('seq')
    .limit(most)
    .execute();
  const names = await namesOf(context.trx, rows.map(({ actor_id }) => actor_id));
  context.audit.push({ ...note, outcome: 'done', projectId: request.project_id, facts: { entries: rows.length } });
  return done(rows.map((row) => ({ at: row.at, actor: names(row.actor_id).name || row.actor_id, action: row.action, outcome: row.outcome })));
}
