import assert from 'node:assert/strict';
import { testDatabase, type TestDatabase } from '../../support/database.js';
import { tiers, type PersonKey, type Tier } from '../../support/hospital-builder.js';
import { RequestWorld, type Ask } from '../../support/request-world.js';
import type { RequestRecord } from '../../../services/requests/index.js';

type Way = 'data access' | 'join workspace';

/** Who asks for whom: everyone who may ask for themselves, and everyone who may add somebody where the project is whole. */
const asks: readonly { readonly way: Way; readonly requester: PersonKey; readonly subject: PersonKey }[] = [
  { way: 'data access', requester: 'researcher', subject: 'researcher' },
  { way: 'data access', requester: 'investigator', subject: 'investigator' },
  { way: 'data access', requester: 'investigator', subject: 'researcher' },
  { way: 'data access', requester: 'manager', subject: 'investigator' },
  { way: 'join workspace', requester: 'researcher', subject: 'researcher' },
  { way: 'join workspace', requester: 'investigator', subject: 'investigator' },
  { way: 'join workspace', requester: 'referee', subject: 'referee' },
  { way: 'join workspace', requester: 'investigator', subject: 'researcher' },
  { way: 'join workspace', requester: 'manager', subject: 'researcher' },
  { way: 'join workspace', requester: 'manager', subject: 'investigator' },
  { way: 'join workspace', requester: 'investigator', subject: 'referee' },
];
/** Who holds a seat of any stage at the tier. Below tier 2 the stages are those of tier 2: there the whole staff is enough. */
const seatHolders: Readonly<Record<Tier, readonly PersonKey[]>> = {
  0: [],
  1: [],
  2: ['investigator', 'manager'],
  3: ['investigator', 'manager', 'representative', 'otherRepresentative'],
};

describe('a path to the end', () => {
  let database: TestDatabase;
  before(async () => {
    database = await testDatabase();
  });
  after(() => database.drop());

  for (const tier of tiers) {
    for (const { way, requester, subject } of asks) {
      const who = requester === subject ? `${requester} asks` : `${requester} adds ${subject}`;
      const gone = seatHolders[tier].filter((person) => person !== requester && person !== subject);
      it(`${way} at tier ${String(tier)}, ${who}: whole staff${gone.length === 0 ? '' : `, and each of ${gone.join(', ')} gone`}`, async () => {
        for (const missing of [undefined, ...gone]) {
          const world = await RequestWorld.build(database);
          if (missing) await world.hospital.disable(missing);
          await world.hospital.accept(subject, tier);
          const inner = await toTheEnd(world, tier, way, requester, subject);
          const waitsForDeputy = missing === 'otherRepresentative' && tier === 3 && subject !== 'investigator';
          if (waitsForDeputy) await assertWaitsForDeputy(world, inner);
          else assert.equal(inner.state, 'active', `with ${missing ?? 'nobody'} gone it is ${inner.state}`);
        }
      });
    }
  }
});

/** Asks, lets everyone who is asked approve, and the named grantor become owner and sign in. Answers with the innermost request. */
async function toTheEnd(world: RequestWorld, tier: Tier, way: Way, requester: PersonKey, subject: PersonKey): Promise<RequestRecord> {
  const ask: Ask = { tier, subject, ...(way === 'data access' ? { dataset: 'imaging', alsoJoin: true } : {}) };
  const inner = await world.asked(requester, ask);
  const ids = inner.outer_id === null ? [inner.id] : [inner.outer_id, inner.id];
  for (const id of ids) {
    await world.approveAll(id);
    await world.runJobs();
    const { state, grantor_id } = await world.request(id);
    if (state !== 'awaiting-sign-in') continue;
    assert.ok(grantor_id, 'who must sign in is named');
    assert.notEqual(grantor_id, world.hospital.id[subject], 'the subject never grants');
    world.directory.setOwners(await world.groupOf(await world.request(id)), [grantor_id]);
    await world.signIn(world.hospital.keyOf(grantor_id));
    await world.runJobs();
  }
  return world.request(inner.id);
}

async function assertWaitsForDeputy(world: RequestWorld, request: RequestRecord): Promise<void> {
  assert.equal(request.state, 'in-review');
  assert.deepEqual(await world.waitingFor(request.id), [], 'nobody of the institution steps in');
  assert.ok((await world.toldOf(request.id, 'vacant')).includes('programmeManager'), 'the request says that it waits');
}
