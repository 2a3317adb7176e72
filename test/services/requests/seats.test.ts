import assert from 'node:assert/strict';
import { isDirectAddition, seatsOf, stagesOf, type RequestType, type Seat, type SeatFacts } from '../../../services/requests/index.js';
import type { TestDatabase } from '../../support/database.js';
import { eachWorld } from '../../support/each-world.js';
import { tiers, type DatasetKey, type PersonKey, type Tier } from '../../support/hospital-builder.js';
import { reasonOf, RequestWorld } from '../../support/request-world.js';

/** A project as the paper staffs it; the first dataset is Rita's with Dan as deputy, the second Roy's without one. */
const staffed: SeatFacts = {
  investigatorId: 'ivy',
  projectManagerIds: ['max'],
  programmeManagerIds: ['pia', 'paul'],
  representatives: [
    { datasetId: 1, principalId: 'rita', deputyIds: ['dan'] },
    { datasetId: 2, principalId: 'roy', deputyIds: [] },
  ],
  conflicted: new Set(),
  gone: new Set(),
  approvals: [],
};

interface Asked {
  readonly type?: RequestType;
  readonly tier?: Tier;
  readonly requester?: string;
  readonly subject?: string;
}

function seats({ type = 'join-workspace', tier = 3, subject = 'sue', requester = subject }: Asked, facts: Partial<SeatFacts> = {}): readonly Seat[] {
  return seatsOf({ type, tier, subject_id: subject, requester_id: requester }, { ...staffed, ...facts });
}
/** Who may fill each seat: one list per seat. */
const holders = (asked: Asked, facts: Partial<SeatFacts> = {}): readonly (readonly string[])[] => seats(asked, facts).map((seat) => seat.holders);
const first = (asked: Asked, facts: Partial<SeatFacts> = {}): readonly string[] => holders(asked, facts)[0] ?? [];

describe('stages', () => {
  const table: readonly (readonly [RequestType, Tier, readonly string[]])[] = [
    ['data-access', 0, ['investigator']],
    ['data-access', 1, ['investigator']],
    ['data-access', 2, ['investigator']],
    ['data-access', 3, ['investigator', 'representatives']],
    ['join-workspace', 0, ['project-manager-or-investigator']],
    ['join-workspace', 1, ['project-manager-or-investigator']],
    ['join-workspace', 2, ['project-manager-or-investigator']],
    ['join-workspace', 3, ['project-manager-or-investigator', 'representatives']],
  ];
  for (const [type, tier, stages] of table) {
    it(`${type} at tier ${String(tier)}: ${stages.join(', then ')}`, () => {
      assert.deepEqual(stagesOf({ type, tier, subject_id: 'sue' }, 'ivy'), stages);
    });
    it(`${type} at tier ${String(tier)} for the Investigator: no Representative (11.6)`, () => {
      assert.deepEqual(stagesOf({ type, tier, subject_id: 'ivy' }, 'ivy'), stages.slice(0, 1));
    });
  }
});

describe('seats', () => {
  it('data access is first decided by the Investigator alone', () => {
    assert.deepEqual(first({ type: 'data-access' }), ['ivy']);
  });
  it('joining is first decided by Project Manager or Investigator, either', () => {
    assert.deepEqual(first({}), ['max', 'ivy']);
  });
  it('the Representatives’ stage has a seat for each distinct person', () => {
    const facts = { representatives: [...staffed.representatives, { datasetId: 3, principalId: 'rita', deputyIds: ['dan'] }] };
    assert.deepEqual(holders({}, facts), [['max', 'ivy'], ['rita'], ['roy']]);
  });
  it('every Representative of one dataset has a seat', () => {
    const facts = { representatives: [1, 1].map((datasetId, n) => ({ datasetId, principalId: ['rita', 'rob'][n] ?? '', deputyIds: [] })) };
    assert.deepEqual(holders({ type: 'data-access' }, facts), [['ivy'], ['rita'], ['rob']]);
  });

  describe('are vacant', () => {
    it('for the subject', () => assert.deepEqual(first({ type: 'data-access', subject: 'ivy' }), ['max']));
    it('for the requester', () => assert.deepEqual(first({ type: 'data-access', requester: 'ivy', subject: 'ivy' }), ['max']));
    it('for whoever has declared a conflict', () => assert.deepEqual(first({ type: 'data-access' }, { conflicted: new Set(['ivy']) }), ['max']));
    it('for whoever is gone', () => assert.deepEqual(first({ type: 'data-access' }, { gone: new Set(['ivy']) }), ['max']));
    it('for whoever already sits in another seat of the request', () => {
      const sitting = [{ stage: 0, role: 'investigator' as const, principalId: null, personId: 'rita' }];
      assert.deepEqual(holders({ type: 'data-access' }, { investigatorId: 'rita', sitting }), [['rita'], ['dan'], ['roy']]);
    });
    it('for a project without an Investigator', () => assert.deepEqual(first({ type: 'data-access' }, { investigatorId: undefined }), ['max']));
  });

  describe('when vacant', () => {
    const both = new Set(['ivy', 'max']);
    it('pass from the Investigator to the Project Manager', () => assert.deepEqual(first({ type: 'data-access' }, { gone: new Set(['ivy']) }), ['max']));
    it('pass from the Project Manager to a Programme Manager', () => assert.deepEqual(first({ type: 'data-access' }, { gone: both }), ['pia', 'paul']));
    it('pass from one Programme Manager to another', () => assert.deepEqual(first({ type: 'data-access', subject: 'pia' }, { gone: both }), ['paul']));
    it('of Project Manager or Investigator pass to the other of the two', () => assert.deepEqual(first({}, { conflicted: new Set(['max']) }), ['ivy']));
    it('of Project Manager and Investigator pass to a Programme Manager', () => assert.deepEqual(first({}, { conflicted: both }), ['pia', 'paul']));
    it('pass from the Representative to the deputy whom the provider named', () => {
      assert.deepEqual(holders({}, { gone: new Set(['rita']) }), [['max', 'ivy'], ['dan'], ['roy']]);
    });
    it('pass from a Representative without a deputy to nobody, never to the institution', () => {
      assert.deepEqual(holders({}, { gone: new Set(['roy']) }), [['max', 'ivy'], ['rita'], []]);
    });
    it('pass to a deputy who is neither gone, in conflict, requester nor subject', () => {
      for (const facts of [{ gone: new Set(['rita', 'dan']) }, { gone: new Set(['rita']), conflicted: new Set(['dan']) }]) {
        assert.deepEqual(holders({}, facts)[1], []);
      }
      assert.deepEqual(holders({ subject: 'dan' }, { gone: new Set(['rita']) })[1], []);
    });
    it('pass to a deputy only where they are named for every dataset of the seat', () => {
      const facts = { representatives: [...staffed.representatives, { datasetId: 3, principalId: 'rita', deputyIds: [] }], gone: new Set(['rita']) };
      assert.deepEqual(holders({}, facts)[1], []);
    });
    it('are not filled by a deputy who represents another dataset of the request', () => {
      const facts = { representatives: [{ datasetId: 1, principalId: 'rita', deputyIds: ['roy'] }, { datasetId: 2, principalId: 'roy', deputyIds: [] }], gone: new Set(['rita']) };
      assert.deepEqual(holders({}, facts), [['max', 'ivy'], [], ['roy']]);
    });
    it('leave the second seat to another when one deputy has filled the first', () => {
      const representatives = [{ datasetId: 1, principalId: 'rita', deputyIds: ['dan'] }, { datasetId: 2, principalId: 'roy', deputyIds: ['dan', 'dora'] }];
      const sitting = [{ stage: 1, role: 'representative' as const, principalId: 'rita', personId: 'dan' }];
      assert.deepEqual(holders({}, { representatives, gone: new Set(['rita', 'roy']), sitting }), [['max', 'ivy'], ['dan'], ['dora']]);
    });
    it('of a dataset that nobody represents stay vacant until its deputy or a new Representative decides', () => {
      assert.deepEqual(holders({}, { representatives: [{ datasetId: 1, principalId: null, deputyIds: [] }] }), [['max', 'ivy'], []]);
      assert.deepEqual(holders({}, { representatives: [{ datasetId: 1, principalId: null, deputyIds: ['dan'] }] }), [['max', 'ivy'], ['dan']]);
    });
  });

  describe('of a direct addition', () => {
    it('is one where the requester is not the subject', () => {
      assert.equal(isDirectAddition({ requester_id: 'ivy', subject_id: 'sue' }), true);
      assert.equal(isDirectAddition({ requester_id: 'ivy', subject_id: 'ivy' }), false);
    });
    it('the first stage keeps the requester’s seat', () => assert.deepEqual(first({ requester: 'ivy' }), ['max', 'ivy']));
    it('later stages do not', () => assert.deepEqual(holders({ requester: 'rita', subject: 'sue' })[1], ['dan']));
    it('never seat the subject', () => assert.deepEqual(first({ requester: 'max', subject: 'ivy' }), ['max']));
  });

  it('of a Representative who approved the person on the package are satisfied, for all their datasets only', () => {
    const representatives = [...staffed.representatives, { datasetId: 3, principalId: 'rita', deputyIds: ['dan'] }].map((one) => ({ ...one, succeeds: ['who handed over to rita'] }));
    const satisfied = (ids: readonly number[], principalId = 'rita'): readonly boolean[] =>
      seats({}, { representatives, approvals: ids.map((datasetId) => ({ datasetId, principalId })) }).map((seat) => seat.satisfied);
    assert.deepEqual(satisfied([1, 3]), [false, true, false]);
    assert.deepEqual(satisfied([1]), [false, false, false]);
    assert.deepEqual(satisfied([1, 3], 'who handed over to rita'), [false, true, false]);
    assert.deepEqual(satisfied([1, 3], 'who represented it beside rita'), [false, false, false]);
  });

  it('of two Representatives of one dataset each has to approve: the one’s approval is not the other’s', () => {
    const representatives = [
      { datasetId: 1, principalId: 'rita', deputyIds: [] },
      { datasetId: 1, principalId: 'roy', deputyIds: [] },
    ];
    const satisfied = seats({}, { representatives, approvals: [{ datasetId: 1, principalId: 'rita' }] }).map((seat) => [seat.principalId, seat.satisfied]);
    assert.deepEqual(satisfied, [[null, false], ['rita', true], ['roy', false]]);
  });
});

describe('seats of stored requests', () => {
  let database: TestDatabase;
  let world: RequestWorld;
  eachWorld(RequestWorld.build, (fresh, own) => {
    world = fresh;
    database = own;
  });

  const ask = async (person: PersonKey, tier: Tier, dataset?: DatasetKey): Promise<number> => (await world.asked(person, { tier, ...(dataset ? { dataset, alsoJoin: true } : {}) })).id;

  it('on a data access the Representatives are those of the dataset asked for', async () => {
    await world.member('researcher', 3);
    // A colleague's request, so that no earlier act covers them.
    const { id, outer_id } = await world.asked('colleague', { tier: 3, dataset: 'imaging', alsoJoin: true });
    await world.approved(id, 'investigator');
    assert.deepEqual(await world.waitingFor(id), ['otherRepresentative']);
    await world.approved(outer_id ?? 0, 'manager');
    assert.deepEqual(await world.waitingFor(outer_id ?? 0), ['otherRepresentative', 'representative']);
  });

  for (const role of ['researcher', 'referee', 'representative', 'investigator'] as const) {
    it(`a system role gives no seat to whoever is ${role} of the project`, async () => {
      for (const key of ['investigator', 'manager'] as const) await world.hospital.disable(key);
      if (role === 'investigator') await world.hospital.setRole('investigator', null);
      await world.hospital.setRole('programmeManager', role);
      if (role === 'investigator') await world.hospital.declareConflict('programmeManager');
      assert.deepEqual(await world.waitingFor(await ask('researcher', 2)), ['otherProgrammeManager']);
    });
  }
  it('a system role gives a seat to a Project Manager of the project', async () => {
    for (const key of ['investigator', 'manager'] as const) await world.hospital.disable(key);
    await world.hospital.setRole('programmeManager', 'project-manager');
    assert.deepEqual(await world.waitingFor(await ask('researcher', 2)), ['programmeManager']);
  });

  for (const { tier, dataset, expected } of tiers.flatMap((tier) => [
    { tier, dataset: undefined, expected: ['investigator', 'manager'] },
    { tier, dataset: 'imaging' as const, expected: ['investigator'] },
  ])) {
    it(`at tier ${String(tier)} ${dataset ? 'data access' : 'joining'} first asks ${expected.join(' and ')}`, async () => {
      assert.deepEqual(await world.waitingFor(await ask('researcher', tier, dataset)), expected);
    });
  }

  it('one act of a Representative covers a person for all of their datasets of the package, and every later stage', async () => {
    const join = await world.member('researcher', 3);
    const data = await world.asked('researcher', { tier: 3, dataset: 'pathology' });
    await world.approved(data.id, 'investigator');
    assert.equal(await world.state(data.id), 'approved');
    assert.deepEqual((await world.votes(data.id)).map(({ person }) => person), ['investigator']);
    assert.deepEqual((await world.votes(join.id)).map(({ person }) => person).sort(), ['investigator', 'otherRepresentative', 'representative']);
  });

  it('one act covers that person alone, on that package alone', async () => {
    await world.member('researcher', 3);
    const other = await ask('colleague', 3);
    await world.approved(other, 'manager');
    assert.deepEqual(await world.waitingFor(other), ['otherRepresentative', 'representative']);
  });

  it('one act satisfies the seat of theirs that waits in another request of the person at the same time', async () => {
    const inner = await world.asked('researcher', { tier: 3, dataset: 'admissions', alsoJoin: true });
    const outer = inner.outer_id ?? 0;
    await world.approved(inner.id, 'investigator');
    await world.approved(outer, 'manager');
    assert.deepEqual(await world.waitingFor(inner.id), ['representative']);
    await world.approved(outer, 'representative');
    assert.equal(await world.state(inner.id), 'approved');
    assert.equal(reasonOf(await world.decide('representative', inner.id, 'deny')), 'already-decided');
  });

  it('a deputy’s act covers the person as the Representative’s does', async () => {
    await world.hospital.disable('representative');
    const join = await ask('researcher', 3);
    await world.approved(join, 'manager', 'deputy', 'otherRepresentative');
    assert.equal(await world.state(join), 'approved');
    await world.runJobs();
    const data = await world.asked('researcher', { tier: 3, dataset: 'pathology' });
    assert.equal((await world.approved(data.id, 'investigator')).state, 'approved');
  });

  it('a Representative who revokes takes back what they, or a deputy of theirs, approved on the package', async () => {
    await world.hospital.declareConflict('representative');
    const join = await ask('researcher', 3);
    await world.approved(join, 'manager', 'deputy', 'otherRepresentative');
    await world.runJobs();
    await database.db.deleteFrom('declared_conflicts').execute();
    assert.equal((await world.revoke('representative', join)).kind, 'done');
    await world.runJobs();
    const again = await ask('researcher', 3);
    await world.approved(again, 'manager');
    assert.deepEqual(await world.waitingFor(again), ['representative'], 'the other Representative’s approval stands');
  });

  it('an approval that the Representative takes back satisfies no seat that has still to come', async () => {
    const join = await world.member('researcher', 3);
    const data = await world.asked('researcher', { tier: 3, dataset: 'imaging' });
    const seats = await database.db.selectFrom('request_seats').select(['role', 'state']).where('request_id', '=', data.id).orderBy('stage').execute();
    assert.deepEqual(seats, [{ role: 'investigator', state: 'pending' }, { role: 'representative', state: 'satisfied' }]);
    const longer = await world.asked('researcher', { tier: 3, until: '2027-03-01' });
    await world.approved(longer.id, 'manager');
    await world.revoke('otherRepresentative', join.id);
    await world.approved(data.id, 'investigator');
    assert.deepEqual(await world.waitingFor(data.id), ['otherRepresentative']);
  });

  it('a dataset whose Representative left is waited for, not left out', async () => {
    await world.hospital.represent('imaging', []);
    const data = await ask('researcher', 3, 'imaging');
    await world.approved(data, 'investigator');
    assert.equal(await world.state(data), 'in-review');
    assert.deepEqual(await world.waitingFor(data), []);
    assert.deepEqual(await world.toldOf(data, 'vacant'), ['manager', 'otherProgrammeManager', 'programmeManager', 'researcher']);
  });

  it('a deputy sits in one seat of a request, and the other seat says that it is vacant', async () => {
    await world.hospital.represent('imaging', ['otherRepresentative'], ['deputy']);
    for (const key of ['representative', 'otherRepresentative'] as const) await world.hospital.disable(key);
    const join = await ask('researcher', 3);
    await world.approved(join, 'manager');
    assert.deepEqual(await world.waitingFor(join), ['deputy']);
    await world.approved(join, 'deputy');
    assert.equal(await world.state(join), 'in-review');
    assert.deepEqual(await world.waitingFor(join), []);
    assert.ok((await world.toldOf(join, 'vacant')).includes('programmeManager'));
  });

  describe('of a direct addition', () => {
    it('the adder decides at once where they hold the first seat', async () => {
      await world.hospital.accept('researcher', 2);
      const join = await world.asked('manager', { tier: 2, subject: 'researcher' });
      assert.equal(join.state, 'approved');
      assert.deepEqual((await world.votes(join.id)).map(({ person }) => person), ['manager']);
    });
    it('the adder decides their own stage alone', async () => {
      await world.hospital.accept('researcher', 3);
      const join = await world.asked('investigator', { tier: 3, subject: 'researcher' });
      assert.equal(join.state, 'in-review');
      assert.deepEqual(await world.waitingFor(join.id), ['otherRepresentative', 'representative']);
    });
    it('whoever does not hold the first seat may not add', async () => {
      for (const adder of ['manager', 'colleague', 'referee', 'representative'] as const) {
        assert.equal(reasonOf(await world.ask(adder, { tier: 2, dataset: 'imaging', subject: 'researcher', alsoJoin: true })), 'not-allowed', adder);
      }
    });
    it('somebody without a role that may ask cannot be added', async () => {
      assert.equal(reasonOf(await world.ask('manager', { subject: 'outsider' })), 'not-allowed');
      assert.equal(reasonOf(await world.ask('manager', { subject: 'representative' })), 'not-allowed');
    });
    it('nobody adds themselves: a Project Manager may not ask', async () => {
      assert.equal(reasonOf(await world.ask('manager', { subject: 'manager' })), 'not-allowed');
    });
    it('the adder cannot accept the commitments for the subject', async () => {
      const join = await world.asked('manager', { subject: 'researcher', accepted: true });
      assert.equal(join.state, 'blocked');
      assert.equal(join.gate, 'commitments');
    });
    it('the adder is asked when the subject has accepted, and then decides', async () => {
      const { id, outer_id } = await world.asked('investigator', { tier: 2, dataset: 'imaging', subject: 'researcher', alsoJoin: true });
      assert.equal((await world.acceptCommitments('researcher', id)).kind, 'done');
      assert.deepEqual(await world.waitingFor(id), ['investigator']);
      assert.equal((await world.approved(id, 'investigator')).state, 'approved');
      assert.equal((await world.acceptCommitments('researcher', outer_id ?? 0)).kind, 'done');
      assert.deepEqual(await world.waitingFor(outer_id ?? 0), ['investigator', 'manager']);
    });
    it('a returned one is decided again at once when the adder resubmits it', async () => {
      await world.hospital.accept('researcher', 3);
      const join = await world.asked('investigator', { tier: 3, subject: 'researcher' });
      await world.decide('representative', join.id, 'return');
      assert.equal((await world.resubmit('investigator', join.id)).kind, 'done');
      assert.deepEqual(await world.waitingFor(join.id), ['otherRepresentative', 'representative']);
    });
  });
});
