import { numberOf, type Context } from '../context/index.js';
import { changeState, subjectOf } from './change-state.js';
import { stopCarryingOut } from './carry-out.js';
import { coverPackage } from './cover-package.js';
import { isOwnRequest, maySee } from './permissions.js';
import type { Answer, RequestRecord } from './request.js';
import { done, refuse, type Refusal, type Result } from './results.js';
import { advance } from './review.js';
import { sameSeat, type SeatFacts } from './seats.js';
import { currentSeats, standingOf } from './standing.js';
import { loadSeatFacts } from './load-seat-facts.js';
import { closeSeats, lockRequest, type StoredSeat } from './store.js';
import { syncSeats } from './sync-seats.js';
import type { SeatRole } from './views.js';
import { membershipOf } from './workspace-membership.js';

export interface DecideRequest {
  readonly requestId: number;
  /** The version that the person saw. */
  readonly version: number;
  readonly answer: Answer;
  /** Reason of a denial, comment of a return; both are needed. At most 2,000 characters. */
  readonly comment: string;
}

/**
 * A seat's vote. One vote per request, version, seat and person: the same answer again changes nothing, another one is refused.
 * Denying ends the request; returning hands it back; the last approval concludes it (people-and-requests, "One request engine").
 */
export async function decideRequest(context: Context, command: DecideRequest): Promise<Result<RequestRecord>> {
  const action = `request.${command.answer}`;
  const request = await lockRequest(context.trx, command.requestId);
  if (!request) return refuse(context, { action, objectType: 'request', objectId: String(command.requestId) }, 'not-found');
  const note = { action, ...subjectOf(request), facts: { state: request.state, version: command.version } };
  const facts = await loadSeatFacts(context.trx, request);
  const standing = await standingOf(context, request, facts);
  if (!maySee(standing)) return refuse(context, note, 'not-found');
  const earlier = await voteOf(context, request, command.version);
  if (isOwnRequest(standing) && earlier === undefined) return refuse(context, note, 'own-request');
  if (earlier && command.version === request.version) {
    if (earlier !== command.answer) return refuse(context, note, 'already-decided');
    context.audit.push({ ...note, outcome: 'unchanged' });
    return { kind: 'unchanged', value: request };
  }
  if (command.version !== request.version) return refuse(context, note, 'outdated');
  if (request.state !== 'in-review') return refuse(context, note, standing.has('concerned') ? 'already-decided' : 'not-possible');

  const seat = await seatFor(context, request, facts);
  if (typeof seat === 'string') return refuse(context, note, seat);
  if (command.answer !== 'approve' && command.comment.trim() === '') return refuse(context, note, 'comment-needed');
  return done(await castVote(context, request, seat, command.answer, command.comment.trim(), facts));
}

/** Records the vote of the acting person in `seat` and what follows from it. */
export async function castVote(context: Context, request: RequestRecord, seat: StoredSeat, answer: Answer, comment: string, facts: SeatFacts): Promise<RequestRecord> {
  const { trx } = context;
  const now = context.clock.now();
  const texts = comment === '' ? {} : { texts: { comment } };
  await trx
    .insertInto('votes')
    .values({ request_id: request.id, version: request.version, stage: request.stage, seat_id: seat.id, person_id: context.actor.id, answer, comment, voted_at: now })
    .execute();
  await trx.updateTable('request_seats').set({ state: 'filled' }).where('id', '=', seat.id).execute();
  await trx.updateTable('seat_holders').set({ pending: false }).where('seat_id', '=', seat.id).execute();
  const vote = { facts: { seat: seat.role, stage: request.stage, ...(seat.principalId === null || seat.principalId === context.actor.id ? {} : { for: seat.principalId }) }, ...texts };
  switch (answer) {
    case 'approve': {
      const covered = seat.role === 'representative' ? await coverPackage(context, request, seat.principalId) : [];
      const covers = covered.length === 0 ? {} : { covers: covered.map(({ datasetId }) => numberOf('dataset', datasetId)).join(' ') };
      const approved = await changeState(context, request, { action: 'approve', timers: 'keep', ...vote, facts: { ...vote.facts, ...covers } });
      const sits = { stage: seat.stage, role: seat.role as SeatRole, principalId: seat.principalId, personId: context.actor.id };
      return advance(context, approved, { ...facts, sitting: [...(facts.sitting ?? []), sits], approvals: [...facts.approvals, ...covered] });
    }
    case 'deny': {
      const denied = await changeState(context, request, { action: 'deny', patch: { due_at: null }, event: 'denied', ...vote });
      await closeSeats(trx, request.id);
      await followOuter(context, denied);
      return denied;
    }
    case 'return': {
      const returned = await changeState(context, request, { action: 'return', patch: { due_at: null }, event: 'returned', ...vote });
      await closeSeats(trx, request.id);
      return returned;
    }
    default:
      return answer satisfies never;
  }
}

/**
 * A membership is not to be, or is over: what waits inside the workspace for it ends the same way, unless the subject has another
 * membership there, active or on its way.
 */
export async function followOuter(context: Context, outer: RequestRecord): Promise<void> {
  if (outer.type !== 'join-workspace' || (await membershipOf(context.trx, outer.subject_id, outer.workspace_id))) return;
  const rows = await context.trx
    .selectFrom('requests')
    .selectAll()
    .where('type', '=', 'data-access')
    .where('subject_id', '=', outer.subject_id)
    .where('workspace_id', '=', outer.workspace_id)
    .where('state', 'in', ['in-review', 'returned', 'blocked', 'approved', 'awaiting-sign-in', 'failed'])
    .orderBy('id')
    .forUpdate()
    .execute();
  const cause = outer.state === 'ending' ? 'outer-ended' : 'outer-not-granted';
  for (const row of rows as RequestRecord[]) {
    const event = outer.state === 'denied' || outer.state === 'withdrawn' || outer.state === 'lapsed' || outer.state === 'abandoned' ? outer.state : 'ended';
    await changeState(context, row, { action: 'follow-outer', to: event, patch: { cause, due_at: null }, event, reason: cause });
    await stopCarryingOut(context, row, cause);
    await closeSeats(context.trx, row.id);
  }
}

async function voteOf(context: Context, request: RequestRecord, version: number): Promise<Answer | undefined> {
  const vote = await context.trx
    .selectFrom('votes')
    .select('answer')
    .where('request_id', '=', request.id)
    .where('version', '=', version)
    .where('person_id', '=', context.actor.id)
    .orderBy('id', 'desc')
    .executeTakeFirst();
  return vote?.answer;
}

/** The pending seat that the acting person holds by the roles of this moment, or why there is none. */
async function seatFor(context: Context, request: RequestRecord, facts: SeatFacts): Promise<StoredSeat | Refusal> {
  // Where several seats are open to one person, they take the one that fewest others could.
  const mine = currentSeats(request, facts)
    .filter((seat) => seat.holders.includes(context.actor.id))
    .sort((one, other) => one.holders.length - other.holders.length);
  if (mine.length === 0) return (await satBefore(context, request)) ? 'already-decided' : 'not-allowed';
  const stored = await syncSeats(context, request, facts);
  for (const own of mine) {
    const seat = stored.find((candidate) => candidate.state === 'pending' && sameSeat(own, candidate));
    if (seat) return seat;
  }
  return 'already-decided';
}

/** A seat that the acting person was asked to fill in this version has been filled by somebody else. */
async function satBefore(context: Context, request: RequestRecord): Promise<boolean> {
  const seat = await context.trx
    .selectFrom('seat_holders as h')
    .innerJoin('request_seats as s', 's.id', 'h.seat_id')
    .select('s.id')
    .where('s.request_id', '=', request.id)
    .where('s.version', '=', request.version)
    .where('s.state', '=', 'filled')
    .where('h.person_id', '=', context.actor.id)
    .limit(1)
    .executeTakeFirst();
  return seat !== undefined;
}
