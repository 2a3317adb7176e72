import { sql } from 'kysely';
import type { AuditNote, Context } from '../context/index.js';
import { numberOf } from '../context/index.js';
import { enqueue, renewCopies } from '../notifications/index.js';
import { audiences, type MessageKind, type RequestEvent } from './announcements.js';
import type { RequestRecord, RequestState } from './request.js';
import { timersOf } from './timers.js';
import { nextState, type Action } from './transitions.js';

type Patch = Partial<Pick<RequestRecord, 'version' | 'stage' | 'due_at' | 'gate' | 'cause' | 'failure' | 'grantor_id' | 'grant_begun_at' | 'activated_at' | 'purpose' | 'until_on' | 'ends_at'>>;

export interface Change {
  readonly action: Action;
  /** Needed where the table says `by-cause`. */
  readonly to?: RequestState;
  readonly patch?: Patch;
  /** `keep`: a vote that is not the last leaves the deadlines alone. */
  readonly timers?: 'renew' | 'keep';
  readonly event?: RequestEvent;
  readonly reason?: string;
  readonly texts?: Readonly<Record<string, string>>;
  readonly facts?: AuditNote['facts'];
}

/**
 * The one way in which a request changes: new state, audit entry, timers, messages and the job that hands them out, in the
 * caller's transaction. Refuses what the table does not hold.
 * @throws Error when the table has no such transition: a fault of the caller, which loses nothing
 */
export async function changeState(context: Context, request: RequestRecord, change: Change): Promise<RequestRecord> {
  const { trx } = context;
  const now = context.clock.now();
  const state = resolve(request, change);
  const row = await trx
    .updateTable('requests')
    .set({ ...change.patch, state, updated_at: now })
    .where('id', '=', request.id)
    .returningAll()
    .executeTakeFirstOrThrow();
  const changed = row as RequestRecord;
  if (change.timers !== 'keep') {
    await trx.deleteFrom('request_timers').where('request_id', '=', request.id).execute();
    const timers = timersOf(context.organisation, changed, now);
    if (timers.length > 0) await trx.insertInto('request_timers').values(timers.map(({ kind, dueAt }) => ({ request_id: request.id, kind, due_at: dueAt }))).execute();
  }
  context.audit.push({
    ...subjectOf(changed),
    action: `request.${change.action}`,
    outcome: change.action === 'fail' ? 'failed' : 'done',
    ...(change.reason ? { reason: change.reason } : {}),
    ...(change.texts ? { texts: change.texts } : {}),
    facts: { from: request.state, to: state, version: changed.version, ...change.facts },
  });
  if (change.event) await announce(context, changed, change.event);
  await renewCopies(context, { type: 'request', id: changed.id });
  return changed;
}

/** What every audit entry about a request says of it. */
export function subjectOf(request: Pick<RequestRecord, 'id' | 'subject_id' | 'project_id' | 'dataset_id'>): Pick<AuditNote, 'objectType' | 'objectId' | 'requestId' | 'projectId' | 'subjectId' | 'datasetId'> {
  return {
    objectType: 'request',
    objectId: numberOf('request', request.id),
    requestId: request.id,
    projectId: request.project_id,
    subjectId: request.subject_id,
    ...(request.dataset_id === null ? {} : { datasetId: request.dataset_id }),
  };
}

function resolve(request: RequestRecord, change: Change): RequestState {
  const next = nextState(request.state, change.action);
  if (next === undefined) throw new Error(`${change.action} is not possible from ${request.state}`);
  if (next === 'same') return request.state;
  if (next !== 'by-cause') return next;
  if (change.to === undefined) throw new Error(`${change.action} needs the state it leads to`);
  return change.to;
}

/** Puts a message for each person of the event's audience into the outbox; the one who acts is not told what they did. */
export async function announce(context: Context, request: RequestRecord, event: RequestEvent): Promise<void> {
  const wanted = audiences[event];
  const people = await sql<{ id: string }>`
    select id from (
      select 'requester' as audience, requester_id as id from requests where id = ${request.id}
      union select 'subject', subject_id from requests where id = ${request.id}
      union select 'grantor', grantor_id from requests where id = ${request.id} and grantor_id is not null
      union select 'seat-holders', person_id from seat_holders where request_id = ${request.id}
      union select 'pending-seats', person_id from seat_holders where request_id = ${request.id} and pending
      union select 'project-manager', person_id from project_roles where project_id = ${request.project_id} and role = 'project-manager' and until is null
      union select 'programme-managers', person_id from system_role_holders where role = 'programme-manager'
    ) as around where audience in (${sql.join(wanted)}) and id <> ${context.actor.id} group by id`.execute(context.trx);
  await post(context, request, 'tell', people.rows.map(({ id }) => id), { event, actor: context.actor.kind === 'person' ? context.actor.id : null });
}

/** Messages about a request for people, in the outbox. */
export const post = (context: Context, request: RequestRecord, kind: MessageKind, recipients: readonly string[], payload: Readonly<Record<string, string | number | null>> = {}): Promise<void> =>
  enqueue(context, { about: { type: 'request', id: request.id }, kind, recipients, payload });
