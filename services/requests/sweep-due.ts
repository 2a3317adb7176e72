import { localDate, sweep, type Context } from '../context/index.js';
import { transact, type Surroundings } from '../audit/index.js';
import { agreementEnd } from './agreement-end.js';
import { carryOut, failCarryingOut } from './carry-out.js';
import { announce, changeState } from './change-state.js';
import { followOuter } from './decide-request.js';
import { beginEnding } from './end-access.js';
import { sweepGranting } from './granting/sweep-granting.js';
import { packageLapse } from './package-lapse.js';
import { sweepRemovals } from './removing/sweep-removals.js';
import { accessTypes, type RequestRecord, type Suspension } from './request.js';
import { isStoppedRow, openRecords } from './request-gates.js';
import { enterReview } from './review.js';
import { closeSeats, lockRequest } from './store.js';
import { suspendAccess } from './suspend-access.js';
import { sweepEndedRoles } from './sweep-ended-roles.js';
import type { TimerKind } from './timers.js';
import { nextState } from './transitions.js';

const batch = 200;

/** What a sweep did: how many timers it handled and how many requests lapsed or renewed records moved. */
export interface Swept {
  readonly timers: number;
  readonly suspended: number;
  readonly resumed: number;
  readonly unblocked: number;
  /** People whose role in a project had ended. */
  readonly rolesEnded: number;
}

/**
 * Handles what is due by the clock port, each thing in a transaction of its own; several instances may sweep at once.
 * @throws AggregateError when handling something failed, after everything else was handled; the next sweep tries it again
 */
export async function sweepDue(world: Surroundings): Promise<Swept> {
  const faults: unknown[] = [];
  let timers = 0;
  for (;;) {
    const due = await world.db
      .selectFrom('request_timers')
      .select(['request_id', 'kind'])
      .where('due_at', '<=', world.clock.now())
      .orderBy('due_at')
      .orderBy('request_id')
      .orderBy('kind')
      .limit(batch)
      .offset(faults.length)
      .execute();
    for (const timer of due) await transact(world, sweep, (context) => handleTimer(context, timer.request_id, timer.kind as TimerKind)).catch((error: unknown) => faults.push(error));
    timers += due.length;
    if (due.length < batch) break;
  }
  const rolesEnded = await sweepEndedRoles(world, faults);
  const suspended = await each(world, faults, 'active', async (context, request) => {
    const cause = await lapseOf(context, request);
    if (cause === undefined) return false;
    await suspendAccess(context, request, cause);
    return true;
  });
  const resumed = await each(world, faults, 'suspended', async (context, request) => {
    if ((await lapseOf(context, request)) !== undefined) return false;
    await carryOut(context, await changeState(context, request, { action: 'resume' }));
    return true;
  });
  const unblocked = await each(world, faults, 'blocked', async (context, request) => {
    // Commitments are accepted by the person, which submits the request by itself.
    if (request.gate === 'commitments' || (await openRecords(context, request)).length > 0) return false;
    await enterReview(context, await changeState(context, request, { action: 'submit', patch: { gate: null } }));
    return true;
  });
  await sweepGranting(world, faults);
  await sweepRemovals(world, faults);
  await resendDelivery(world);
  if (faults.length > 0) throw new AggregateError(faults, `${String(faults.length)} things that were due could not be handled`);
  return { timers, suspended, resumed, unblocked, rolesEnded };
}

/** What suspends access until it is renewed: training of the subject, an agreement of the workspace's data, the package itself, or anything else that has to be on record. */
async function lapseOf(context: Context, request: RequestRecord): Promise<Suspension | undefined> {
  const open = await openRecords(context, request);
  if (open.includes('training')) return 'training-lapsed';
  return (await packageLapse(context, request.work_package_id)) ?? (open.length > 0 ? 'gate-lapsed' : undefined);
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
      return failCarryingOut(context, request, 'nobody-signed-in');
    case 'end':
      if (nextState(request.state, 'end') !== undefined) await beginEnding(context, request, 'end', 'reached-end-date');
      // Approved, and its day came before it could be carried out.
      else await failCarryingOut(context, request, 'reached-end-date');
      return;
    default:
      return kind satisfies never;
  }
}

/** Requests in `state` that something which lapsed, or came on record, may move, one transaction each; answers how many `act` changed. */
async function each(world: Surroundings, faults: unknown[], state: 'active' | 'suspended' | 'blocked', act: (context: Context, request: RequestRecord) => Promise<boolean>): Promise<number> {
  const today = localDate(world.organisation, world.clock.now());
  const candidates = await world.db
    .selectFrom('requests as r')
    .select('r.id')
    .where('r.state', '=', state)
    // What was built stays as it is while something lapses; nobody gets into it.
    .$if(state !== 'blocked', (query) => query.where('r.type', 'in', [...accessTypes]))
    .where(({ and, or, exists, not, selectFrom }) => {
      const stopped = isStoppedRow(world);
      const lapsed = exists(
        selectFrom('work_package_datasets as d')
          .select('d.dataset_id')
          .whereRef('d.work_package_id', '=', 'r.work_package_id')
          .where(agreementEnd('d.dataset_id', 'r.project_id'), '<', today),
      );
      const packageSuspended = exists(selectFrom('work_packages as k').select('k.id').whereRef('k.id', '=', 'r.work_package_id').where('k.suspended_at', 'is not', null));
      if (state === 'active') return or([stopped, lapsed, packageSuspended]);
      return state === 'suspended' ? and([not(stopped), not(lapsed), not(packageSuspended)]) : not(stopped);
    })
    .orderBy('r.id')
    .execute();
  let changed = 0;
  for (const { id } of candidates) {
    const acted = await transact(world, sweep, async (context) => {
      const request = await lockRequest(context.trx, id);
      return request?.state === state && (await act(context, request));
    }).catch((error: unknown) => {
      faults.push(error);
      return false;
    });
    if (acted) changed += 1;
  }
  return changed;
}

/** What waits to be handed out and has lost its job. */
async function resendDelivery(world: Surroundings): Promise<void> {
  await world.db.transaction().execute(async (trx) => {
    const waiting = await trx.selectFrom('outbox').select('id').where('state', '=', 'pending').where('available_at', '<=', world.clock.now()).limit(1).executeTakeFirst();
    if (waiting) await world.jobs.send(trx, 'deliver', {});
  });
}
