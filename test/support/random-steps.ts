import fc from 'fast-check';
import { personActions, viewRequest, type Answer, type PersonAction } from '../../services/requests/index.js';
import type { Fault } from './fake-directory.js';
import { datasetKeys, keptRecords, type DatasetKey, type KeptRecord, type PersonKey, type Tier } from './hospital-builder.js';
import { useCases } from './use-cases.js';
import type { RequestWorld } from './request-world.js';

/** One thing that happens. Requests are counted from the newest, modulo their number. */
export type Step =
  | { readonly kind: 'ask'; readonly person: PersonKey; readonly subject: PersonKey; readonly tier: Tier; readonly dataset: DatasetKey | null; readonly until: string; readonly accepted: boolean }
  | { readonly kind: 'act'; readonly person: PersonKey; readonly action: PersonAction; readonly nth: number; readonly version: 'current' | 'stale' }
  /** Somebody does what they are offered: the nth thing that their view of the nth request allows. */
  | { readonly kind: 'offered'; readonly person: PersonKey; readonly nth: number; readonly pick: number }
  /** Everybody who is asked approves the nth request, and its jobs run. */
  | { readonly kind: 'carry'; readonly nth: number }
  | { readonly kind: 'vote'; readonly nth: number; readonly answer: Answer }
  | { readonly kind: 'twice'; readonly one: Act; readonly other: Act }
  | { readonly kind: 'jobs'; readonly count: number }
  | { readonly kind: 'lose-job' }
  | { readonly kind: 'sweep' }
  | { readonly kind: 'clock'; readonly hours: number }
  | { readonly kind: 'fault'; readonly call: 'ownersOf' | 'addMember' | 'removeMember'; readonly fault: Fault }
  | { readonly kind: 'sign'; readonly person: 'investigator' | 'manager'; readonly way: 'in' | 'out' }
  | { readonly kind: 'record'; readonly of: KeptRecord; readonly stands: 'there' | 'filed' | 'missing' }
  | { readonly kind: 'training'; readonly person: 'researcher' | 'colleague' | 'investigator'; readonly until: string }
  | { readonly kind: 'agreement'; readonly dataset: DatasetKey; readonly until: string }
  | { readonly kind: 'represent'; readonly dataset: DatasetKey; readonly by: 'representative' | 'otherRepresentative' | 'guest' | null }
  | { readonly kind: 'conflict'; readonly person: PersonKey }
  | { readonly kind: 'settle' };
type Act = Extract<Step, { readonly kind: 'act' }>;

const actors: readonly PersonKey[] = ['researcher', 'colleague', 'investigator', 'manager', 'programmeManager', 'referee', 'representative', 'otherRepresentative', 'deputy', 'guest'];
const askers = fc.constantFrom<PersonKey>('researcher', 'colleague', 'investigator', 'referee');
const people = fc.constantFrom(...actors);
const nth = fc.nat(7);
const day = fc.constantFrom('2026-11-20', '2026-12-04', '2027-11-01', '2027-11-01');

const act: fc.Arbitrary<Act> = fc.record({
  kind: fc.constant('act' as const),
  person: people,
  action: fc.constantFrom(...personActions),
  nth,
  version: fc.constantFrom('current' as const, 'current' as const, 'current' as const, 'stale' as const),
});
/** What moves a request on is common, what stands in its way is rarer. */
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .record({
        kind: fc.constant('ask' as const),
        person: askers,
        adder: fc.constantFrom<PersonKey | null>(null, null, null, null, 'investigator', 'manager'),
        tier: fc.constantFrom<Tier>(2, 3),
        dataset: fc.constantFrom<DatasetKey | null>(null, ...datasetKeys),
        until: fc.constantFrom('2026-11-24', '2026-12-11', '2027-02-23'),
        accepted: fc.constantFrom(true, true, true, false),
      })
      .map(({ adder, person, ...rest }) => ({ ...rest, person: adder ?? person, subject: person })),
  },
  { weight: 9, arbitrary: fc.record({ kind: fc.constant('vote' as const), nth, answer: fc.constantFrom<Answer>('approve', 'approve', 'approve', 'approve', 'return', 'deny') }) },
  { weight: 4, arbitrary: act },
  { weight: 14, arbitrary: fc.record({ kind: fc.constant('offered' as const), person: people, nth, pick: fc.nat(5) }) },
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('carry' as const), nth }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('twice' as const), one: act, other: act }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('jobs' as const), count: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'lose-job' as const }) },
  { weight: 3, arbitrary: fc.constant({ kind: 'sweep' as const }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('clock' as const), hours: fc.constantFrom(1, 24, 72, 240) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('fault' as const),
      call: fc.constantFrom('ownersOf' as const, 'addMember' as const, 'addMember' as const, 'removeMember' as const),
      fault: fc.constantFrom<Fault>('unavailable', 'answer-lost', 'refused', 'killed-before', 'killed-after', 'none'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('sign' as const), person: fc.constantFrom('investigator' as const, 'manager' as const), way: fc.constantFrom('in' as const, 'out' as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('training' as const), person: fc.constantFrom('researcher' as const, 'colleague' as const, 'investigator' as const), until: day }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('record' as const), of: fc.constantFrom(...keptRecords), stands: fc.constantFrom('there' as const, 'there' as const, 'filed' as const, 'missing' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('agreement' as const), dataset: fc.constantFrom(...datasetKeys), until: day }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('represent' as const),
      dataset: fc.constantFrom(...datasetKeys),
      by: fc.constantFrom('representative' as const, 'otherRepresentative' as const, 'guest' as const, null),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('conflict' as const), person: people }) },
  { weight: 2, arbitrary: fc.constant({ kind: 'settle' as const }) },
);
/** A request from inside or with its workspace, carried out: without it most histories would never come to the acts of later states. */
const opening: fc.Arbitrary<Step[]> = fc
  .record({ person: askers, tier: fc.constantFrom<Tier>(2, 3), dataset: fc.constantFrom<DatasetKey | null>(null, ...datasetKeys), until: fc.constantFrom('2026-12-11', '2027-02-23') })
  .map((asked) => [
    { kind: 'ask' as const, ...asked, subject: asked.person, accepted: true },
    { kind: 'carry' as const, nth: 0 },
    { kind: 'carry' as const, nth: 1 },
  ]);

/** A history of at most `length` steps after its opening. */
export const steps = (length: number): fc.Arbitrary<Step[]> =>
  fc.tuple(opening, opening, fc.array(step, { minLength: Math.floor(length / 2), maxLength: length, size: 'max' })).map((parts) => parts.flat());

/** Lets a step happen. Refusals are answers like others; a directory that does not answer is expected, anything else is not. */
export async function take(world: RequestWorld, taken: Step): Promise<void> {
  switch (taken.kind) {
    case 'ask': {
      const { person, subject, tier, dataset, until, accepted } = taken;
      await world.ask(person, { tier, subject, until, accepted, ...(dataset === null ? {} : { dataset, alsoJoin: true }) });
      return;
    }
    case 'act':
      return perform(world, taken);
    case 'offered': {
      const request = await nthRequest(world, taken.nth);
      if (!request) return;
      const allowed = (await world.as(taken.person, (context) => viewRequest(context, request.id)))?.allowed ?? [];
      const action = allowed[taken.pick % Math.max(1, allowed.length)];
      return action && perform(world, { ...taken, kind: 'act', action, version: 'current' });
    }
    case 'carry': {
      const request = await nthRequest(world, taken.nth);
      if (request) await approveWhileAnyoneMay(world, request.id);
      for (const job of world.sent.splice(0)) await world.runJob(job);
      return;
    }
    case 'twice':
      await Promise.all([perform(world, taken.one), perform(world, taken.other)]);
      return;
    case 'vote': {
      const asked = await world.database.db.selectFrom('seat_holders').select(['request_id', 'person_id']).where('pending', '=', true).orderBy('request_id').orderBy('person_id').execute();
      const one = asked[taken.nth % Math.max(1, asked.length)];
      if (one) await world.decide(world.hospital.keyOf(one.person_id), one.request_id, taken.answer);
      return;
    }
    case 'jobs':
      for (const job of world.sent.splice(0, taken.count)) await world.runJob(job);
      return;
    case 'lose-job':
      world.sent.shift();
      return;
    case 'sweep':
      await world.sweep();
      return;
    case 'clock':
      world.clock.advance({ hours: taken.hours });
      return;
    case 'fault':
      world.directory.failNext(taken.call, taken.fault);
      return;
    case 'sign':
      if (taken.way === 'in') await world.signIn(taken.person);
      else world.directory.signedIn.delete(world.hospital.id[taken.person]);
      return;
    case 'training':
      return world.hospital.trainUntil(taken.person, taken.until);
    case 'record':
      return taken.stands === 'missing' ? world.hospital.takeOffRecord(taken.of) : world.hospital.putOnRecord(taken.of, taken.stands === 'filed' ? { state: 'proposed' } : {});
    case 'agreement':
      return world.hospital.agreementUntil(taken.dataset, taken.until);
    case 'represent':
      return world.hospital.represent(taken.dataset, taken.by === null ? [] : [taken.by]);
    case 'conflict':
      await world.hospital.declareConflict(taken.person).catch(() => undefined);
      return;
    case 'settle':
      return settle(world);
    default:
      return taken satisfies never;
  }
}

/** The directory answers again, and everything that was left to do is done: lost jobs are found by the sweep after a while. */
export async function settle(world: RequestWorld): Promise<void> {
  world.directory.clearFaults();
  for (let round = 0; round < 2; round += 1) {
    await world.runJobs();
    world.clock.advance({ minutes: 20 });
    await world.sweep();
    await world.runJobs();
  }
}

async function perform(world: RequestWorld, { person, action, nth: wanted, version }: Act): Promise<void> {
  const row = await nthRequest(world, wanted);
  if (!row) return;
  await world.as(person, (context) => useCases[action](context, { requestId: row.id, version: version === 'current' ? row.version : row.version - 1 }));
}

/** Whoever is asked and may approves: a conflict that was declared since has not been taken out of the stored seats yet. */
async function approveWhileAnyoneMay(world: RequestWorld, requestId: number): Promise<void> {
  for (let goesOn = true; goesOn; ) {
    goesOn = false;
    for (const person of await world.waitingFor(requestId)) {
      if ((await world.decide(person, requestId, 'approve')).kind === 'done') goesOn = true;
    }
  }
}

async function nthRequest(world: RequestWorld, nth: number): Promise<{ readonly id: number; readonly version: number } | undefined> {
  const rows = await world.database.db.selectFrom('requests').select(['id', 'version']).orderBy('id', 'desc').execute();
  return rows[nth % Math.max(1, rows.length)];
}
