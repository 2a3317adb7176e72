import type { AccessType, RequestState } from '../../../services/requests/index.js';
import type { PersonKey, Tier } from '../../support/hospital-builder.js';
import type { RequestWorld } from '../../support/request-world.js';
import type { Past, Situation, Way } from './table-rules.js';

/*
 * The journeys: each brings a request from one situation to the next by the use cases and looks at it there. Only `draft`, `submitted`
 * and `done`, which none of them leaves behind, are written.
 */
export interface Journey {
  readonly type: AccessType;
  readonly way: Way;
  readonly tier: Tier;
  readonly see: (world: RequestWorld, id: number, situation: Situation, past: Past) => Promise<void>;
}

interface Asked {
  readonly id: number;
  /** The request to join that a data access from outside the workspace comes with. */
  readonly outer: number | null;
}

async function ask(world: RequestWorld, { type, way, tier }: Journey, accepted: boolean): Promise<Asked> {
  if (accepted) await world.hospital.accept('researcher', tier);
  const data = type === 'data-access' ? { dataset: 'admissions' as const, alsoJoin: true } : {};
  const { id, outer_id } = await world.asked(requesterOf(way), { tier, subject: 'researcher', accepted, ...data });
  return { id, outer: outer_id };
}

const requesterOf = (way: Way): PersonKey => (way === 'own' ? 'researcher' : 'investigator');
const write = (world: RequestWorld, id: number, state: RequestState): Promise<unknown> => world.database.db.updateTable('requests').set({ state }).where('id', '=', id).execute();
const voted = (...votes: readonly (readonly [PersonKey, string])[]): Past['votes'] => new Map(votes);

/** Who adds somebody has decided the first stage at once; below tier 3 nothing is left then, unless the subject has yet to accept. */
const decidesAtOnce = ({ way, tier }: Journey): boolean => way === 'added' && tier === 3;

/** A request in review with no more votes than that, whom it waits for, and how many stages are open. */
async function inReview(world: RequestWorld, journey: Journey): Promise<Asked & { readonly voter: PersonKey; readonly opened: 1 | 2; readonly before: readonly (readonly [PersonKey, string])[] }> {
  if (decidesAtOnce(journey)) return { ...(await ask(world, journey, true)), voter: 'representative', opened: 2, before: [['investigator', 'approve']] };
  const first = { voter: 'investigator' as const, opened: 1 as const, before: [] };
  if (journey.way === 'own') return { ...(await ask(world, journey, true)), ...first };
  await world.database.db.deleteFrom('commitments_accepted').execute();
  const asked = await ask(world, journey, false);
  await world.acceptCommitments('researcher', asked.id);
  return { ...asked, ...first };
}

/** A request that is asked for again and again: each ends in review. */
export async function throughReview(world: RequestWorld, journey: Journey): Promise<void> {
  const requester = requesterOf(journey.way);
  const returned = await inReview(world, journey);
  await world.decide(returned.voter, returned.id, 'return');
  const past = (answer: string): Past => ({ votes: voted(...returned.before, [returned.voter, answer]), opened: returned.opened });
  await journey.see(world, returned.id, 'returned', past('return'));
  await world.withdraw(requester, returned.id);
  await journey.see(world, returned.id, 'withdrawn', past('return'));
  if (returned.outer !== null) await world.withdraw(requester, returned.outer);
  const denied = await inReview(world, journey);
  await world.decide(denied.voter, denied.id, 'deny');
  await journey.see(world, denied.id, 'denied', past('deny'));
  if (denied.outer !== null) await world.withdraw(requester, denied.outer);
  const lapsed = await inReview(world, journey);
  await world.pass({ days: 28 }, 28 * 24);
  await journey.see(world, lapsed.id, 'lapsed', { votes: voted(...lapsed.before), opened: lapsed.opened });
}

export async function throughGates(world: RequestWorld, journey: Journey): Promise<void> {
  const unasked: Past = { votes: voted(), opened: 0 };
  await world.hospital.trainUntil('researcher', '2026-11-22');
  const { id } = await ask(world, journey, false);
  await journey.see(world, id, 'blocked by training', unasked);
  await world.hospital.trainUntil('researcher', '2027-12-31');
  await world.sweep();
  await journey.see(world, id, 'blocked by commitments', unasked);
  await world.acceptCommitments('researcher', id);
  await journey.see(world, id, 'in-review, first stage', { votes: voted(), opened: 1 });
  for (const table of ['seat_holders', 'request_seats', 'request_timers'] as const) await world.database.db.deleteFrom(table).where('request_id', '=', id).execute();
  for (const state of ['draft', 'submitted'] as const) {
    await write(world, id, state);
    await journey.see(world, id, state, unasked);
  }
}

/** What everyone has said of a request that is approved. */
function approvals({ type, tier }: Journey): Past {
  const representatives: readonly PersonKey[] = tier < 3 ? [] : type === 'data-access' ? ['representative'] : ['representative', 'otherRepresentative'];
  return { votes: voted(...(['investigator', ...representatives] as const).map((person) => [person, 'approve'] as const)), opened: tier < 3 ? 1 : 2 };
}

/** Approved by everyone, and its workspace is there. */
async function approved(world: RequestWorld, journey: Journey): Promise<number> {
  const { id, outer } = await ask(world, journey, true);
  if (journey.way === 'own') await world.approved(id, 'investigator');
  if (journey.tier === 3) await journey.see(world, id, 'in-review, Representatives', { votes: voted(['investigator', 'approve']), opened: 2 });
  await world.approveAll(id);
  if (outer !== null) {
    await world.approveAll(outer);
    await world.fulfil(outer);
  }
  world.sent.length = 0;
  return id;
}

export async function toRevocation(world: RequestWorld, journey: Journey): Promise<void> {
  const id = await approved(world, journey);
  await world.fulfil(id);
  await world.revoke('manager', id);
  await world.runJobs();
  await journey.see(world, id, 'revoked', approvals(journey));
}

export async function toAbandonment(world: RequestWorld, journey: Journey): Promise<void> {
  const id = await approved(world, journey);
  world.directory.failNext('addMember', 'refused');
  await world.fulfil(id);
  await journey.see(world, id, 'failed', approvals(journey));
  await world.abandon('manager', id);
  await journey.see(world, id, 'abandoned', approvals(journey));
}

export async function toTheEnd(world: RequestWorld, journey: Journey): Promise<void> {
  const { directory, hospital } = world;
  const id = await approved(world, journey);
  const see = (situation: Situation): Promise<void> => journey.see(world, id, situation, approvals(journey));
  await see('approved');
  directory.signedIn.clear();
  await world.fulfil(id);
  await see('awaiting-sign-in');
  for (const owner of ['investigator', 'manager'] as const) await world.signIn(owner);
  directory.failNext('addMember', 'unavailable');
  await world.fulfil(id);
  await see('fulfilling');
  await world.fulfil(id);
  await see('active');
  await hospital.trainUntil('researcher', '2026-11-22');
  await world.sweep();
  await see('suspended');
  await hospital.trainUntil('researcher', '2027-12-31');
  await world.sweep();
  await world.runJobs();
  await world.leave('researcher', id);
  await see('ending');
  directory.failNext('removeMember', 'refused');
  await world.runJobs();
  await see('ending, removal given up');
  await world.retry('manager', id);
  await world.runJobs();
  await see('ended');
  await write(world, id, 'done');
  await see('done');
}
