import assert from 'node:assert/strict';
import type { PersonAction, RequestState, RequestType } from '../../../services/requests/index.js';
import { testDatabase } from '../../support/database.js';
import type { PersonKey } from '../../support/hospital-builder.js';
import { probe, type Tried } from '../../support/request-probe.js';
import { RequestWorld } from '../../support/request-world.js';

/*
 * Every state × person × act, at tier 3 where there are most stages. What is expected is written here from people-and-requests
 * ("Roles", "States", "One request engine"), not taken from the tables under test.
 */

/** How a person stands to the request. `seat`: asked to vote now; `asked`: now or before. `representative`: of its data. */
type Hat = 'requester' | 'subject' | 'seat' | 'asked' | 'investigator' | 'project-manager' | 'programme-manager' | 'representative' | 'grantor';

/** A state, where need be with what else tells it apart. */
type Situation =
  | Exclude<RequestState, 'in-review' | 'blocked' | 'ending'>
  | 'in-review, first stage'
  | 'in-review, Representatives'
  | 'blocked by training'
  | 'blocked by commitments'
  | 'ending'
  | 'ending, removal given up';

type Allowed = Partial<Record<Hat, Partial<Record<PersonAction, RequestState>>>>;

const revoke = { revoke: 'ending' } as const;
const takenAway: Allowed = { subject: { leave: 'ending' }, investigator: revoke, 'project-manager': revoke, 'programme-manager': revoke, representative: revoke };
const managersRetry = (next: RequestState, more: Partial<Record<PersonAction, RequestState>> = {}): Allowed => ({
  'project-manager': { retry: next, ...more },
  'programme-manager': { retry: next, ...more },
});
const nothing: Allowed = {};

/** What is allowed, to whom, and where it leads. Everything else is refused. */
const allowed: Readonly<Record<Situation, Allowed>> = {
  draft: nothing,
  submitted: nothing,
  'in-review, first stage': { seat: { approve: 'in-review', deny: 'denied', return: 'returned' }, requester: { withdraw: 'withdrawn' } },
  'in-review, Representatives': { seat: { approve: 'approved', deny: 'denied', return: 'returned' }, requester: { withdraw: 'withdrawn' } },
  returned: { requester: { resubmit: 'in-review', withdraw: 'withdrawn' } },
  'blocked by training': { requester: { withdraw: 'withdrawn' } },
  'blocked by commitments': { requester: { withdraw: 'withdrawn' }, subject: { 'accept-commitments': 'in-review' } },
  approved: takenAway,
  'awaiting-sign-in': { ...takenAway, grantor: { 'sign-in': 'awaiting-sign-in' } },
  fulfilling: takenAway,
  active: takenAway,
  suspended: takenAway,
  ending: nothing,
  'ending, removal given up': managersRetry('ending'),
  failed: { ...takenAway, 'project-manager': { ...revoke, retry: 'approved', abandon: 'abandoned' }, 'programme-manager': { ...revoke, retry: 'approved', abandon: 'abandoned' } },
  done: nothing,
  ended: nothing,
  revoked: nothing,
  denied: nothing,
  withdrawn: nothing,
  lapsed: nothing,
  abandoned: nothing,
};

/** Who may ever do it, whatever the state: a person without the right is told so before the state is looked at. */
const rights: Readonly<Record<Exclude<PersonAction, 'approve' | 'deny' | 'return' | 'sign-in'>, readonly Hat[]>> = {
  resubmit: ['requester'],
  'accept-commitments': ['subject'],
  withdraw: ['requester'],
  leave: ['subject'],
  revoke: ['investigator', 'project-manager', 'programme-manager', 'representative'],
  retry: ['project-manager', 'programme-manager'],
  abandon: ['project-manager', 'programme-manager'],
};

/** `own`: the researcher asks for themselves. `added`: the Investigator adds the researcher. */
type Way = 'own' | 'added';

/** From here on a Representative of the data may take access away. Before, they see a request only where they are asked. */
const approvedOnce: ReadonlySet<Situation> = new Set<Situation>([
  'approved',
  'awaiting-sign-in',
  'fulfilling',
  'active',
  'suspended',
  'ending',
  'ending, removal given up',
  'failed',
  'done',
  'ended',
  'revoked',
]);

interface Case {
  readonly type: RequestType;
  readonly way: Way;
  readonly situation: Situation;
}

const people = ({ type, way }: Case): readonly PersonKey[] => {
  if (way === 'added') return ['researcher', 'investigator', 'manager'];
  const all: readonly PersonKey[] = ['researcher', 'investigator', 'manager', 'programmeManager', 'otherRepresentative', 'colleague'];
  // On a data access the Representative of another dataset stands nowhere.
  return type === 'data-access' ? [...all, 'representative'] : all;
};

/** What is stored about who was asked and has voted: the table says what follows from it. */
interface Stored {
  readonly asked: ReadonlySet<PersonKey>;
  readonly pending: ReadonlySet<PersonKey>;
  readonly votes: ReadonlyMap<PersonKey, string>;
  readonly grantor: PersonKey | undefined;
}

function hatsOf(person: PersonKey, { way, situation }: Case, stored: Stored): ReadonlySet<Hat> {
  const hats = new Set<Hat>();
  if (person === (way === 'own' ? 'researcher' : 'investigator')) hats.add('requester');
  if (person === 'researcher') hats.add('subject');
  if (person === 'investigator') hats.add('investigator');
  if (person === 'manager') hats.add('project-manager');
  if (person === 'programmeManager') hats.add('programme-manager');
  if (person === 'otherRepresentative' && approvedOnce.has(situation)) hats.add('representative');
  if (stored.asked.has(person)) hats.add('asked');
  if (stored.pending.has(person)) hats.add('seat');
  if (stored.grantor === person && situation === 'awaiting-sign-in') hats.add('grantor');
  return hats;
}

/** `→ state` when it is allowed, else `done`'s opposite: the reason, or `unchanged`. */
function expected(person: PersonKey, action: PersonAction, at: Case, stored: Stored): string {
  const hats = hatsOf(person, at, stored);
  if (action === 'sign-in') return hats.has('grantor') ? '→ awaiting-sign-in' : 'unchanged';
  if (hats.size === 0) return 'not-found';
  for (const hat of hats) {
    // Nobody revokes their own access: they leave.
    if (action === 'revoke' && hats.has('subject')) break;
    const next = allowed[at.situation][hat]?.[action];
    // Joining has two Representatives at tier 3: the first of them does not conclude it.
    if (next === 'approved' && action === 'approve' && at.type === 'join-workspace') return '→ in-review';
    if (next) return `→ ${next}`;
  }
  if (action === 'approve' || action === 'deny' || action === 'return') return refusedVote(action, person, hats, at, stored);
  const right = rights[action].some((hat) => hats.has(hat)) && !(action === 'revoke' && hats.has('subject'));
  return right ? 'not-possible' : 'not-allowed';
}

function refusedVote(answer: string, person: PersonKey, hats: ReadonlySet<Hat>, { situation }: Case, { votes, asked }: Stored): string {
  const vote = votes.get(person);
  if (vote !== undefined) return vote === answer ? 'unchanged' : 'already-decided';
  if (hats.has('requester') || hats.has('subject')) return 'own-request';
  if (asked.has(person)) return 'already-decided';
  return situation.startsWith('in-review') ? 'not-allowed' : 'not-possible';
}

const situations = Object.keys(allowed) as Situation[];

const tables = (['data-access', 'join-workspace'] as const).flatMap((type) => (['own', 'added'] as const).map((way) => ({ type, way, seen: new Map<Situation, Seen>() })));

/** What was found in a situation: the state, and every act that did not come out as the table says. */
interface Seen {
  readonly state: RequestState;
  readonly wrong: readonly string[];
}

describe('the table of states, people and acts', () => {
  before(async function () {
    this.timeout(120_000);
    await Promise.all(tables.map(fill));
  });

  for (const { type, way, seen } of tables) {
    describe(`${type}, ${way === 'own' ? 'asked for oneself' : 'added by the Investigator'}`, () => {
      for (const situation of situations) {
        it(`${situation}: ${sentence(allowed[situation])}`, () => {
          assert.deepEqual(seen.get(situation), { state: situation.split(/,| by /)[0], wrong: [] });
        });
      }
    });
  }
});

/** Goes every journey in a database of its own, and tries everything that anybody could do at each halt. */
async function fill({ type, way, seen }: (typeof tables)[number]): Promise<void> {
  const database = await testDatabase();
  const see = async (world: RequestWorld, id: number, situation: Situation): Promise<void> => {
    const at: Case = { type, way, situation };
    const { state } = await world.request(id);
    const stored = await storedOf(world, id);
    const wrong: string[] = [];
    await probe(world, id, people(at), (person, action, tried) => {
      const should = expected(person, action, at, stored);
      const fault = faultOf(action, should, tried, state);
      if (fault) wrong.push(`${person}: ${action} should be ${should}; ${fault}`);
    });
    seen.set(situation, { state, wrong });
  };
  try {
    for (const journey of [throughReview, throughGates, toRevocation, toAbandonment, toTheEnd]) await journey(await RequestWorld.build(database), { type, way, see });
  } finally {
    await database.drop();
  }
}

/** Compares outcome, state, what else changed, and the audit entries. */
function faultOf(action: PersonAction, should: string, tried: Tried, from: RequestState): string | undefined {
  const is = tried.outcome === 'done' ? `→ ${tried.state}` : tried.outcome;
  if (is !== should) return `it is ${is}`;
  if (action === 'sign-in') return tried.untouched && tried.jobs.length === (should === 'unchanged' ? 0 : 1) ? undefined : 'signing in changed the request';
  const own = tried.audit.filter((entry) => entry.action === `request.${action}`);
  if (own.length !== 1) return `it left ${String(own.length)} audit entries`;
  if (tried.outcome === 'done') {
    if (own[0]?.outcome !== 'done' || own[0].facts?.['from'] !== from) return 'its audit entry says something else';
    return tried.untouched ? 'nothing was stored' : undefined;
  }
  if (!tried.untouched) return 'something was stored';
  if (tried.jobs.length > 0) return 'a job was sent';
  if (tried.audit.length !== 1) return `it left ${String(tried.audit.length)} audit entries`;
  const outcome = should === 'unchanged' ? 'unchanged' : 'refused';
  return own[0]?.outcome === outcome && own[0].reason === (outcome === 'refused' ? should : undefined) ? undefined : 'its audit entry says something else';
}

async function storedOf(world: RequestWorld, id: number): Promise<Stored> {
  const rows = await world.database.db.selectFrom('seat_holders').select(['person_id', 'pending']).where('request_id', '=', id).execute();
  const { version, grantor_id } = await world.request(id);
  return {
    asked: new Set(rows.map(({ person_id }) => world.hospital.keyOf(person_id))),
    pending: new Set(await world.waitingFor(id)),
    votes: new Map((await world.votes(id)).filter((vote) => vote.version === version).map(({ person, answer }) => [person, answer])),
    grantor: grantor_id === null ? undefined : world.hospital.keyOf(grantor_id),
  };
}

/*
 * The journeys: each brings a request from one situation to the next by the use cases and looks at it there. Only `draft`, `submitted`
 * and `done`, which none of them leaves behind, are written.
 */
interface Journey {
  readonly type: RequestType;
  readonly way: Way;
  readonly see: (world: RequestWorld, id: number, situation: Situation) => Promise<void>;
}

async function ask(world: RequestWorld, { type, way }: Journey, accepted: boolean): Promise<{ readonly id: number; readonly outer: number | null }> {
  if (accepted) await world.hospital.accept('researcher', 3);
  const data = type === 'data-access' ? { dataset: 'imaging' as const, alsoJoin: true } : {};
  const { id, outer_id } = await world.asked(way === 'own' ? 'researcher' : 'investigator', { tier: 3, subject: 'researcher', accepted, ...data });
  return { id, outer: outer_id };
}

const write = (world: RequestWorld, id: number, state: RequestState): Promise<unknown> => world.database.db.updateTable('requests').set({ state }).where('id', '=', id).execute();

/** A request that is asked for again and again: each ends in review. */
async function throughReview(world: RequestWorld, journey: Journey): Promise<void> {
  const requester = journey.way === 'own' ? 'researcher' : 'investigator';
  const voter = journey.way === 'own' ? 'investigator' : 'otherRepresentative';
  const { id, outer } = await ask(world, journey, true);
  await world.decide(voter, id, 'return');
  await journey.see(world, id, 'returned');
  await world.withdraw(requester, id);
  await journey.see(world, id, 'withdrawn');
  if (outer !== null) await world.withdraw(requester, outer);
  const denied = await ask(world, journey, true);
  await world.decide(voter, denied.id, 'deny');
  await journey.see(world, denied.id, 'denied');
  if (denied.outer !== null) await world.withdraw(requester, denied.outer);
  const lapsed = await ask(world, journey, true);
  await world.pass({ days: 28 }, 28 * 24);
  await journey.see(world, lapsed.id, 'lapsed');
}

async function throughGates(world: RequestWorld, journey: Journey): Promise<void> {
  await world.hospital.trainUntil('researcher', '2026-11-22');
  const { id } = await ask(world, journey, false);
  await journey.see(world, id, 'blocked by training');
  await world.hospital.trainUntil('researcher', '2027-12-31');
  await world.sweep();
  await journey.see(world, id, 'blocked by commitments');
  await world.acceptCommitments('researcher', id);
  await journey.see(world, id, 'in-review, first stage');
  for (const table of ['seat_holders', 'request_seats', 'request_timers'] as const) await world.database.db.deleteFrom(table).where('request_id', '=', id).execute();
  for (const state of ['draft', 'submitted'] as const) {
    await write(world, id, state);
    await journey.see(world, id, state);
  }
}

/** Approved by everyone, and its workspace is there. */
async function approved(world: RequestWorld, journey: Journey): Promise<number> {
  const { id, outer } = await ask(world, journey, true);
  if (journey.way === 'own') await world.approved(id, 'investigator');
  await journey.see(world, id, 'in-review, Representatives');
  await world.approveAll(id);
  if (outer !== null) {
    await world.approveAll(outer);
    await world.fulfil(outer);
  }
  world.sent.length = 0;
  return id;
}

async function toRevocation(world: RequestWorld, journey: Journey): Promise<void> {
  const id = await approved(world, journey);
  await world.fulfil(id);
  await world.revoke('manager', id);
  await world.runJobs();
  await journey.see(world, id, 'revoked');
}

async function toAbandonment(world: RequestWorld, journey: Journey): Promise<void> {
  const id = await approved(world, journey);
  world.directory.failNext('addMember', 'refused');
  await world.fulfil(id);
  await journey.see(world, id, 'failed');
  await world.abandon('manager', id);
  await journey.see(world, id, 'abandoned');
}

async function toTheEnd(world: RequestWorld, journey: Journey): Promise<void> {
  const { directory, hospital } = world;
  const id = await approved(world, journey);
  await journey.see(world, id, 'approved');
  directory.signedIn.clear();
  await world.fulfil(id);
  await journey.see(world, id, 'awaiting-sign-in');
  for (const owner of ['investigator', 'manager'] as const) await world.signIn(owner);
  directory.failNext('addMember', 'unavailable');
  await assert.rejects(world.fulfil(id, false));
  await journey.see(world, id, 'fulfilling');
  await world.fulfil(id);
  await journey.see(world, id, 'active');
  await hospital.trainUntil('researcher', '2026-11-22');
  await world.sweep();
  await journey.see(world, id, 'suspended');
  await hospital.trainUntil('researcher', '2027-12-31');
  await world.sweep();
  await world.runJobs();
  await world.leave('researcher', id);
  await journey.see(world, id, 'ending');
  directory.failNext('removeMember', 'refused');
  await world.runJobs();
  await journey.see(world, id, 'ending, removal given up');
  await world.retry('manager', id);
  await world.runJobs();
  await journey.see(world, id, 'ended');
  await write(world, id, 'done');
  await journey.see(world, id, 'done');
}

/** The row in words: who may what, and where it leads. */
function sentence(row: Allowed): string {
  const parts = Object.entries(row).map(
    ([hat, acts]) => `the ${hat} may ${Object.entries(acts).map(([action, next]) => `${action} → ${next}`).join(', ')}`,
  );
  return parts.length === 0 ? 'every act of everyone is refused' : parts.join('; ');
}
