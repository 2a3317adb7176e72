import type { Context } from '../context/index.js';
import { announce, post, subjectOf } from './change-state.js';
import type { RequestRecord } from './request.js';
import { sameSeat, seatsOf, type Seat, type SeatFacts } from './seats.js';
import { loadSeatFacts } from './load-seat-facts.js';
import { insertSeats, loadHolders, loadSeats, setHolders, type StoredSeat } from './store.js';

/**
 * Brings the stored seats of a request in review in line with the rules as they are now: roles change, Representatives hand over,
 * an approval elsewhere satisfies a seat. Votes given stand; whoever sits now is asked, whoever no longer sits is not
 * ("When people change"). Answers with the seats as they then are.
 * @param facts where they were loaded under the request's lock and nothing has changed since; loaded otherwise
 */
export async function syncSeats(context: Context, request: RequestRecord, facts?: SeatFacts): Promise<readonly StoredSeat[]> {
  const fresh = seatsOf(request, facts ?? (await loadSeatFacts(context.trx, request)));
  const stored = await loadSeats(context.trx, request);
  const asked = await loadHolders(context.trx, request.id);
  const missing = fresh.filter((seat) => !stored.some((old) => sameSeat(seat, old)));
  await insertSeats(context.trx, request, missing, request.stage, context.clock.now());
  const vacated: boolean[] = [];
  for (const seat of missing) {
    if (seat.satisfied || seat.stage > request.stage) continue;
    await post(context, request, 'ask', seat.holders);
    noteReassignment(context, request, seat, seat.holders, []);
    vacated.push(seat.holders.length === 0);
  }
  for (const seat of stored) {
    if (seat.state === 'filled') continue;
    const now = fresh.find((candidate) => sameSeat(candidate, seat));
    vacated.push(await syncSeat(context, request, { seat, now, state: stateOf(now, request), known: asked.get(seat.id) ?? [] }));
  }
  if (vacated.includes(true)) await announce(context, request, 'vacant');
  if (missing.length > 0) return loadSeats(context.trx, request);
  return stored.map((seat) => (seat.state === 'filled' ? seat : { ...seat, state: stateOf(fresh.find((candidate) => sameSeat(candidate, seat)), request) }));
}

/** What a seat without a vote comes to by the rules of this moment. */
function stateOf(now: Seat | undefined, request: RequestRecord): Exclude<StoredSeat['state'], 'filled'> {
  if (now === undefined) return 'closed';
  if (now.satisfied) return 'satisfied';
  return now.stage > request.stage ? 'waiting' : 'pending';
}

interface SeatChange {
  readonly seat: StoredSeat;
  /** The seat as it should stand now; undefined when there is no such seat any more. */
  readonly now: Seat | undefined;
  readonly state: StoredSeat['state'];
  /** Who has been asked so far. */
  readonly known: readonly string[];
}

/** Answers whether the seat has become vacant. */
async function syncSeat(context: Context, request: RequestRecord, { seat, now, state, known }: SeatChange): Promise<boolean> {
  const { trx } = context;
  if (state !== seat.state) await trx.updateTable('request_seats').set({ state }).where('id', '=', seat.id).execute();
  if (state === 'satisfied') {
    await trx.updateTable('seat_holders').set({ pending: false }).where('seat_id', '=', seat.id).execute();
    return false;
  }
  const holders = state === 'pending' && now ? now.holders : [];
  const added = holders.filter((id) => !known.includes(id));
  const dropped = known.filter((id) => !holders.includes(id));
  if (added.length > 0 || dropped.length > 0) {
    await setHolders(trx, request.id, seat.id, holders, context.clock.now());
    await post(context, request, 'ask', added);
    if (seat.state === 'pending') noteReassignment(context, request, seat, added, dropped);
  }
  return state === 'pending' && holders.length === 0 && (dropped.length > 0 || seat.state !== 'pending');
}

function noteReassignment(context: Context, request: RequestRecord, seat: { readonly role: string; readonly stage: number }, added: readonly string[], dropped: readonly string[]): void {
  context.audit.push({
    ...subjectOf(request),
    action: 'request.reassign',
    outcome: 'done',
    facts: { seat: seat.role, stage: seat.stage, added: added.join(' '), dropped: dropped.join(' ') },
  });
}
