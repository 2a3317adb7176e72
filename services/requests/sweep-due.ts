import type { Context, ProcessActor } from '../context/index.js';
import { localDate } from '../context/index.js';
import { transact, type Surroundings } from '../audit/index.js';
import { announce, changeState } from './change-state.js';
import { followOuter } from './decide-request.js';
import { beginEnding, queueRemoval } from './end-access.js';
import { fail } from './fulfil-request.js';
import type { RequestRecord } from './request.js';
import { enterReview, fulfilWhenPossible } from './review.js';
import { closeSeats, hasCurrentTraining, lockRequest } from './store.js';
import type { TimerKind } from './timers.js';
import { nextState } from './transitions.js';

const sweep: ProcessActor = { kind: 'process', id: 'sweep' };
const batch = 200;

/** What a sweep did: how many timers it handled and how many requests lapsed or renewed records moved. */
export interface Swept {
  readonly timers: number;
  readonly suspended: number;
  readonly resumed: number;
  readonly unblocked: number;
}

/** Handles what is due by the clock port, each thing in a transaction of its own; several instances may sweep at once. */
export async function sweepDue(world: Surroundings): Promise<Swept> {
  let timers = 0;
  for (;;) {
    const due = await world.db.selectFrom('request_timers').select(['request_id', 'kind']).where('due_at', '<=', world.clock.now()).orderBy('due_at').limit(batch).execute();
    for (const timer of due) await transact(world, sweep, (context) => handleTimer(context, timer.request_id, timer.kind as TimerKind));
    timers += due.length;
    if (due.length < batch) break;
  }
  const suspended = await each(world, 'active', async (context, request) => {
    if (await hasCurrentTraining(context, request.subject_id)) return false;
    const lapsed = await changeState(context, request, { action: 'suspend', patch: { cause: 'training-lapsed' }, event: 'suspended', reason: 'training-lapsed' });
    await queueRemoval(context, lapsed);
    return true;
  });
  const resumed = await each(world, 'suspended', async (context, request) => {
    if (request.cause !== 'training-lapsed' || !(await hasCurrentTraining(context, request.subject_id))) return false;
    await fulfilWhenPossible(context, await changeState(context, request, { action: 'resume' }));
    return true;
  });
  const unblocked = await each(world, 'blocked', async (context, request) => {
    if (request.gate !== 'training' || !(await hasCurrentTraining(context, request.subject_id))) return false;
    await enterReview(context, await changeState(context, request, { action: 'submit', patch: { gate: null } }));
    return true;
  });
  await resendLostJobs(world);
  return { timers, suspended, resumed, unblocked };
}

async function handleTimer(context: Context, requestId: number, kind: TimerKind): Promise<void> {
  const { trx } = context;
  const request = await lockRequest(trx, requestId);
  const taken = await trx.deleteFrom('request_timers').where('request_id', '=', requestId).where('kind', '=', kind).where('due_at', '<=', context.clock.now()).executeTakeFirst();
  if (!request || taken.numDeletedRows === 0n) return;
  switch (kind) {
    case 'reminder-half':
    case 'reminder-most':
    case 'overdue':
    case 'sign-in-overdue':
    case 'ends-14':
    case 'ends-3':
      return announce(context, request, kind);
    case 'lapse': {
      const lapsed = await changeState(context, request, { action: 'lapse', patch: { cause: 'nobody-decided', due_at: null }, event: 'lapsed', reason: 'nobody-decided' });
      await closeSeats(trx, request.id);
      return followOuter(context, lapsed);
    }
    case 'sign-in-failed':
      return fail(context, requestId, 'nobody-signed-in');
    case 'end':
      if (nextState(request.state, 'end') !== undefined) await beginEnding(context, request, 'end', 'reached-end-date');
      return;
    default:
      return kind satisfies never;
  }
}

/** Requests in `state` whose subject's training decides about them, one transaction each; answers how many `act` changed. */
async function each(world: Surroundings, state: 'active' | 'suspended' | 'blocked', act: (context: Context, request: RequestRecord) => Promise<boolean>): Promise<number> {
  const today = localDate(world.organisation, world.clock.now());
  const candidates = await world.db
    .selectFrom('requests as r')
    .select('r.id')
    .where('r.state', '=', state)
    .where(({ exists, not, selectFrom }) => {
      const current = exists(selectFrom('training_records as t').select('t.id').whereRef('t.person_id', '=', 'r.subject_id').where('t.expires_on', '>=', today));
      return state === 'active' ? not(current) : current;
    })
    .orderBy('r.id')
    .execute();
  let changed = 0;
  for (const { id } of candidates) {
    const acted = await transact(world, sweep, async (context) => {
      const request = await lockRequest(context.trx, id);
      return request?.state === state && (await act(context, request));
    });
    if (acted) changed += 1;
  }
  return changed;
}

/** A job that was used up without a word (its process died on the last attempt) is sent again after a quarter of an hour. */
async function resendLostJobs(world: Surroundings): Promise<void> {
  const before = new Date(world.clock.now().getTime() - 15 * 60_000);
  await world.db.transaction().execute(async (trx) => {
    const requests = await trx
      .selectFrom('requests as r')
      .leftJoin('requests as o', 'o.id', 'r.outer_id')
      .select('r.id')
      .where('r.state', 'in', ['approved', 'fulfilling'])
      .where('r.updated_at', '<', before)
      .where((where) => where.or([where('r.outer_id', 'is', null), where('o.state', '=', 'active')]))
      .execute();
    for (const { id } of requests) await world.jobs.send(trx, 'fulfil', { requestId: id });
    const removals = await trx.selectFrom('removals').select('id').where('state', '=', 'queued').where('created_at', '<', before).execute();
    for (const { id } of removals) await world.jobs.send(trx, 'remove', { removalId: id });
    const waiting = await trx.selectFrom('outbox').select('id').where('state', '=', 'pending').where('available_at', '<=', world.clock.now()).limit(1).executeTakeFirst();
    if (waiting) await world.jobs.send(trx, 'deliver', {});
  });
}
