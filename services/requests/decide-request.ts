import type { Context } from '../context/index.js';
import { changeState, subjectOf } from './change-state.js';
import { maySee } from './permissions.js';
import type { Answer, RequestRecord } from './request.js';
import { done, refuse, type Refusal, type Result } from './results.js';
import { advance } from './review.js';
import type { SeatFacts } from './seats.js';
import { currentSeats, standingOf } from './standing.js';
import { closeSeats, loadSeatFacts, loadSeats, lockRequest, type StoredSeat } from './store.js';

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
  if (standing.has('requester') || standing.has('subject')) return refuse(context, note, 'own-request');

  const earlier = await voteOf(context, request, command.version);
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
  const vote = { facts: { seat: seat.role, stage: request.stage }, ...texts };
  switch (answer) {
    case 'approve': {
      if (seat.principalId !== null) await coverPackage(context, request, seat.principalId, facts);
      return advance(context, await changeState(context, request, { action: 'approve', timers: 'keep', ...vote }));
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

/** A data access that waited for this request can no longer be granted: it ends the same way. */
export async function followOuter(context: Context, outer: RequestRecord): Promise<void> {
  const rows = await context.trx.selectFrom('requests').selectAll().where('outer_id', '=', outer.id).forUpdate().execute();
  for (const row of rows as RequestRecord[]) {
    if (!['in-review', 'returned', 'blocked', 'approved', 'awaiting-sign-in', 'failed'].includes(row.state)) continue;
    const event = outer.state === 'denied' || outer.state === 'withdrawn' || outer.state === 'lapsed' || outer.state === 'abandoned' ? outer.state : 'ended';
    await changeState(context, row, { action: 'follow-outer', to: event, patch: { cause: 'outer-not-granted', due_at: null }, event, reason: 'outer-not-granted' });
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
  const mine = currentSeats(request, facts).filter((seat) => seat.holders.includes(context.actor.id));
  if (mine.length === 0) return 'not-allowed';
  const stored = await loadSeats(context.trx, request);
  const seats = stored.filter((seat) => seat.stage === request.stage && mine.some((own) => own.role === seat.role && own.principalId === seat.principalId));
  return seats.find((seat) => seat.state === 'pending') ?? 'already-decided';
}

/** One act of a Representative covers the person on the package for all of that Representative's datasets in it. */
async function coverPackage(context: Context, request: RequestRecord, principalId: string, facts: SeatFacts): Promise<void> {
  const own = await context.trx
    .selectFrom('work_package_datasets as d')
    .innerJoin('dataset_representatives as r', 'r.dataset_id', 'd.dataset_id')
    .select('d.dataset_id')
    .where('d.work_package_id', '=', request.work_package_id)
    .where('r.person_id', '=', principalId)
    .where('r.until', 'is', null)
    .where('r.deputy', '=', false)
    .execute();
  const covered = own.map((row) => row.dataset_id).filter((id) => !facts.approvedDatasetIds.has(id));
  if (covered.length === 0) return;
  const now = context.clock.now();
  await context.trx
    .insertInto('package_approvals')
    .values(
      covered.map((dataset_id) => ({
        work_package_id: request.work_package_id,
        subject_id: request.subject_id,
        dataset_id,
        representative_id: context.actor.id,
        request_id: request.id,
        approved_at: now,
      })),
    )
    .execute();
}
