import type { Context } from '../context/index.js';
import type { Standing } from './permissions.js';
import type { RequestRecord } from './request.js';
import { seatsOf, type Seat, type SeatFacts } from './seats.js';

/** How the acting person stands to the request, from current roles; a process stands nowhere. */
export async function standingOf(context: Context, request: RequestRecord, facts: SeatFacts): Promise<ReadonlySet<Standing>> {
  const standing = new Set<Standing>();
  if (context.actor.kind !== 'person') return standing;
  const me = context.actor.id;
  if (request.requester_id === me) standing.add('requester');
  if (request.subject_id === me) standing.add('subject');
  if (facts.investigatorId === me) standing.add('investigator');
  if (facts.projectManagerIds.includes(me)) standing.add('project-manager');
  if (context.actor.systemRoles.has('programme-manager')) standing.add('programme-manager');
  if (wasApproved(request) && facts.representatives.some(({ principalId }) => principalId === me)) standing.add('representative');
  if (request.grantor_id === me) standing.add('grantor');
  if (request.state === 'in-review' && currentSeats(request, facts).some((seat) => seat.holders.includes(me))) standing.add('seat-holder');
  const asked = await context.trx.selectFrom('seat_holders').select('seat_id').where('request_id', '=', request.id).where('person_id', '=', me).limit(1).executeTakeFirst();
  if (asked) standing.add('concerned');
  return standing;
}

const approvedStates: ReadonlySet<RequestRecord['state']> = new Set<RequestRecord['state']>(['approved', 'awaiting-sign-in', 'fulfilling', 'failed', 'ending']);

/** Access that was granted, or was approved and is on its way. */
const wasApproved = (request: RequestRecord): boolean => request.activated_at !== null || approvedStates.has(request.state);

/** The seats of the request's present stage as the rules give them now. */
export const currentSeats = (request: RequestRecord, facts: SeatFacts): readonly Seat[] => seatsOf(request, facts).filter((seat) => seat.stage === request.stage);
