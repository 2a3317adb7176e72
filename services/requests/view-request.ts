import type { Context } from '../context/index.js';
import { hasFailedRemoval } from './authorise.js';
import { loadLines, namesOf } from './list-requests.js';
import { actionsOf, maySee } from './permissions.js';
import { stateAllows } from './policies.js';
import { finalStates, type RequestRecord } from './request.js';
import { gatePlaceOf } from './request-gates.js';
import { stagesOf } from './request-types.js';
import { standingOf } from './standing.js';
import { loadSeatFacts } from './load-seat-facts.js';
import { sameSeat, seatsOf } from './seats.js';
import { findRequest, loadSeats, type StoredSeat } from './store.js';
import { viewMissing } from './view-missing.js';
import type { MissingView, RequestLine, RequestView, SeatRole } from './views.js';

/** A request with everything that a person concerned may see and do; undefined when it does not exist or is not theirs to see. */
export async function viewRequest(context: Context, requestId: number): Promise<RequestView | undefined> {
  const { trx } = context;
  const request = await findRequest(trx, requestId);
  if (!request) return undefined;
  const facts = await loadSeatFacts(trx, request);
  const standing = await standingOf(context, request, facts);
  if (!maySee(standing)) return undefined;
  const [line] = await loadLines(trx, [request]);
  if (!line) return undefined;

  const seats = await loadSeats(trx, request);
  const holders = await trx.selectFrom('seat_holders').select(['seat_id', 'person_id']).where('request_id', '=', request.id).execute();
  const votes = await trx
    .selectFrom('votes as v')
    .innerJoin('request_seats as s', 's.id', 'v.seat_id')
    .select(['v.person_id', 'v.answer', 'v.comment', 'v.voted_at', 's.role'])
    .where('v.request_id', '=', request.id)
    .orderBy('v.id')
    .execute();
  const fresh = seatsOf(request, facts);
  const holdersOf = (seat: StoredSeat): readonly string[] => {
    const own = fresh.find((candidate) => sameSeat(candidate, seat));
    if (seat.state === 'waiting') return own?.holders ?? [];
    if (seat.state === 'satisfied') return seat.principalId === null ? [] : [seat.principalId];
    return holders.filter(({ seat_id }) => seat_id === seat.id).map(({ person_id }) => person_id);
  };
  const names = await namesOf(trx, [...seats.flatMap(holdersOf), ...votes.map(({ person_id }) => person_id), ...(request.grantor_id === null ? [] : [request.grantor_id])]);
  const place = await trx
    .selectFrom('work_packages as k')
    .innerJoin('projects as p', 'p.id', 'k.project_id')
    .select(['k.id as packageId', 'k.title as packageTitle', 'p.id as projectId', 'p.title as projectTitle'])
    .where('k.id', '=', request.work_package_id)
    .executeTakeFirstOrThrow();
  const outer = request.outer_id === null ? undefined : await findRequest(trx, request.outer_id);
  const removalFailed = await hasFailedRemoval(context, request.id);
  return {
    ...line,
    version: request.version,
    purpose: request.purpose,
    project: { id: place.projectId, title: place.projectTitle },
    workPackage: { id: place.packageId, title: place.packageTitle },
    gate: request.gate,
    missing: await missingOf(context, request),
    cause: request.cause,
    failure: request.failure,
    endsAt: request.ends_at,
    stage: request.stage,
    stages: stagesOf(request, facts.investigatorId).length,
    seats: seats.map((seat) => ({
      stage: seat.stage,
      role: seat.role as SeatRole,
      state: seat.state,
      holders: holdersOf(seat).map(names),
    })),
    votes: votes.map((vote) => ({ person: names(vote.person_id), seatRole: vote.role as SeatRole, answer: vote.answer, comment: vote.comment, at: vote.voted_at })),
    grantor: request.grantor_id === null ? null : names(request.grantor_id),
    outer: outer ? { id: outer.id, state: outer.state } : null,
    inner: await innerOf(context, request),
    related: await relatedTo(context, request),
    allowed: actionsOf(standing).filter((action) => stateAllows(request, action, { removalFailed })),
  };
}

/** A gate is no concern of a request that goes on, or is over. */
async function missingOf(context: Context, request: RequestRecord): Promise<readonly MissingView[]> {
  if (request.state !== 'blocked' && request.state !== 'suspended' && request.cause !== 'gate-lapsed') return [];
  return viewMissing(context, request.type, gatePlaceOf(request));
}

/** What hangs on a membership: requests for data of the same subject in the workspace that are not over. */
async function innerOf(context: Context, request: RequestRecord): Promise<readonly RequestLine[]> {
  if (request.type !== 'join-workspace') return [];
  const rows = await context.trx
    .selectFrom('requests')
    .selectAll()
    .where('type', '=', 'data-access')
    .where('subject_id', '=', request.subject_id)
    .where('workspace_id', '=', request.workspace_id)
    .where('state', 'not in', [...finalStates])
    .orderBy('id')
    .execute();
  return loadLines(context.trx, rows);
}

/** Earlier requests of the same subject for the same thing, newest first, at most five. */
async function relatedTo(context: Context, request: { readonly id: number; readonly subject_id: string; readonly workspace_id: number; readonly dataset_id: number | null }): Promise<readonly RequestLine[]> {
  const rows = await context.trx
    .selectFrom('requests')
    .selectAll()
    .where('subject_id', '=', request.subject_id)
    .where('workspace_id', '=', request.workspace_id)
    .where('dataset_id', request.dataset_id === null ? 'is' : '=', request.dataset_id)
    .where('id', '<', request.id)
    .orderBy('id', 'desc')
    .limit(5)
    .execute();
  return loadLines(context.trx, rows);
}
