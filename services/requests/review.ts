import { localDate, type Context } from '../context/index.js';
import { gates } from '../records/index.js';
import { carryOut } from './carry-out.js';
import { announce, changeState, post } from './change-state.js';
import { isDirectAddition, seatsOf, type SeatFacts } from './seats.js';
import { loadSeatFacts } from './load-seat-facts.js';
import { missingGate } from './request-gates.js';
import { closeSeats, insertSeats } from './store.js';
import { syncSeats } from './sync-seats.js';
import { stageDueAt } from './timers.js';
import type { RequestRecord } from './request.js';

/** A submitted request meets its gates: it is blocked at the first that is not passed, else its seats are asked. */
export async function enterReview(context: Context, submitted: RequestRecord): Promise<RequestRecord> {
  const gate = await missingGate(context, submitted);
  if (gate) return changeState(context, submitted, { action: 'block', patch: { gate, due_at: null }, event: gates[gate].filedBy.includes('self') ? 'blocked' : 'record-missing', facts: { gate } });
  const facts = await loadSeatFacts(context.trx, submitted);
  const seats = seatsOf(submitted, facts);
  const openStage = seats.find((seat) => !seat.satisfied)?.stage ?? seats.length;
  const now = context.clock.now();
  const request = await changeState(context, submitted, {
    action: 'review',
    patch: { stage: openStage, due_at: stageDueAt(context.organisation, submitted, now), gate: null },
    facts: { stage: openStage },
  });
  await insertSeats(context.trx, request, seats, openStage, now);
  if (openStage === seats.length) return conclude(context, request);
  // Who adds somebody directly decides in the same breath. Where a gate had to be passed first they are asked like anyone else.
  if (isDirectAddition(request) && context.actor.id === request.requester_id && openStage === 0 && seats[0]?.holders.includes(request.requester_id)) return request;
  await askStage(context, request, facts);
  return request;
}

/** Asks whoever sits in the present stage's pending seats; a vacant one is said aloud. */
async function askStage(context: Context, request: RequestRecord, facts: SeatFacts): Promise<void> {
  const pending = await pendingHolders(context, request);
  await post(context, request, 'ask', pending);
  const vacant = seatsOf(request, facts).some((seat) => seat.stage === request.stage && !seat.satisfied && seat.holders.length === 0);
  if (vacant) await announce(context, request, 'vacant');
}

async function pendingHolders(context: Context, request: RequestRecord): Promise<readonly string[]> {
  const rows = await context.trx.selectFrom('seat_holders').select('person_id').distinct().where('request_id', '=', request.id).where('pending', '=', true).execute();
  return rows.map(({ person_id }) => person_id);
}

/**
 * After a vote that approves: the stage goes on waiting, the next one is asked, or the request is approved.
 * @param facts as they are after that vote, where the caller knows them; loaded otherwise
 */
export async function advance(context: Context, request: RequestRecord, facts?: SeatFacts): Promise<RequestRecord> {
  const seats = await syncSeats(context, request, facts);
  if (seats.some((seat) => seat.state === 'pending')) return request;
  const next = seats.find((seat) => seat.state === 'waiting')?.stage;
  if (next === undefined) return conclude(context, request);
  const now = context.clock.now();
  const moved = await changeState(context, request, {
    action: 'advance',
    patch: { stage: next, due_at: stageDueAt(context.organisation, request, now) },
    event: 'stage-approved',
    facts: { stage: next },
  });
  await syncSeats(context, moved, facts);
  return moved;
}

/** All stages are in: approved. Carried out at once, or when the outer request is active. */
async function conclude(context: Context, request: RequestRecord): Promise<RequestRecord> {
  const approved = await changeState(context, request, { action: 'conclude', patch: { due_at: null }, event: 'approved' });
  await closeSeats(context.trx, request.id);
  await carryOut(context, approved);
  return approved;
}

/** Today, in the organisation's time zone (ISO). */
export const today = (context: Context): string => localDate(context.organisation, context.clock.now());
