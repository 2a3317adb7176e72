import assert from 'node:assert/strict';
import { decideRequest, resubmitRequest, viewRequest, withdrawRequest, type Answer } from '../../../services/requests/index.js';
import type { TestDatabase } from '../../support/database.js';
import { eachWorld } from '../../support/each-world.js';
import type { PersonKey } from '../../support/hospital-builder.js';
import { reasonOf, RequestWorld } from '../../support/request-world.js';

const answers: readonly Answer[] = ['approve', 'deny', 'return'];

describe('votes', () => {
  let database: TestDatabase;
  let world: RequestWorld;
  eachWorld(RequestWorld.build, (fresh, own) => {
    world = fresh;
    database = own;
  });

  const joinAt = async (tier: 2 | 3): Promise<number> => (await world.asked('researcher', { tier })).id;
  const countOf = async (requestId: number, action: string, outcome: string): Promise<number> =>
    (await world.audit(requestId)).filter((entry) => entry.action === action && entry.outcome === outcome).length;
  const fulfilJobs = (): number => world.sent.filter(({ queue }) => queue === 'workflow').length;

  for (const answer of answers) {
    it(`the same ${answer} again is a success that changes nothing`, async () => {
      const id = await joinAt(3);
      await world.decide('manager', id, answer);
      const before = await world.request(id);
      assert.equal((await world.decide('manager', id, answer)).kind, 'unchanged');
      assert.deepEqual(await world.request(id), before);
      assert.equal((await world.votes(id)).length, 1);
      assert.equal(await countOf(id, `request.${answer}`, 'unchanged'), 1);
    });
    for (const other of answers.filter((candidate) => candidate !== answer)) {
      it(`${other} after ${answer} is refused: already decided`, async () => {
        const id = await joinAt(3);
        await world.decide('manager', id, answer);
        assert.equal(reasonOf(await world.decide('manager', id, other)), 'already-decided');
        assert.deepEqual((await world.votes(id)).map((vote) => vote.answer), [answer]);
      });
    }
  }

  it('another holder of a seat that is filled is told that it is decided, in the same stage and in the next', async () => {
    const decided = await joinAt(2);
    await world.approved(decided, 'manager');
    assert.equal(reasonOf(await world.decide('investigator', decided, 'deny')), 'already-decided');
    const goingOn = await joinAt(3);
    await world.approved(goingOn, 'manager');
    assert.equal(reasonOf(await world.decide('investigator', goingOn, 'deny')), 'already-decided');
  });

  it('a stale version is refused as outdated', async () => {
    const id = await joinAt(2);
    await world.decide('manager', id, 'return');
    await world.resubmit('researcher', id);
    assert.equal(reasonOf(await world.decide('manager', id, 'approve', { version: 1 })), 'outdated');
    assert.equal(reasonOf(await world.decide('investigator', id, 'approve', { version: 1 })), 'outdated');
    const stale = { requestId: id, version: 1 };
    assert.equal(reasonOf(await world.as('researcher', (context) => withdrawRequest(context, stale))), 'outdated');
  });

  it('a version that is still to come is refused as outdated', async () => {
    assert.equal(reasonOf(await world.decide('manager', await joinAt(2), 'approve', { version: 2 })), 'outdated');
  });

  it('a resubmission raises the version and asks every seat again', async () => {
    const id = await joinAt(3);
    await world.approved(id, 'manager', 'otherRepresentative');
    await world.decide('representative', id, 'return');
    await world.resubmit('researcher', id);
    assert.equal((await world.request(id)).version, 2);
    assert.deepEqual(await world.waitingFor(id), ['investigator', 'manager']);
    await world.approved(id, 'manager');
    assert.deepEqual(await world.waitingFor(id), ['representative'], 'one act of the other Representative covers the person still');
  });

  it('a vote does not raise the version', async () => {
    const id = await joinAt(3);
    await world.approved(id, 'manager', 'representative');
    assert.equal((await world.request(id)).version, 1);
  });

  it('a resubmission is checked like the first time: purpose, date, project', async () => {
    const id = await joinAt(2);
    await world.decide('manager', id, 'return');
    const again = (purpose: string, untilOn: string): Promise<string> =>
      world.as('researcher', async (context) => reasonOf(await resubmitRequest(context, { requestId: id, version: 1, purpose, untilOn })));
    assert.equal(await again(' ', '2027-02-23'), 'purpose-needed');
    assert.equal(await again('to study', '2026-11-22'), 'until-past');
    assert.equal(await again('to study', '2027-11-24'), 'until-too-late');
    await database.db.updateTable('projects').set({ state: 'closed' }).execute();
    assert.equal(await again('to study', '2027-02-23'), 'not-possible');
  });

  it('whoever lost the role that may ask cannot resubmit', async () => {
    const id = await joinAt(2);
    await world.decide('manager', id, 'return');
    await world.hospital.setRole('researcher', null);
    assert.equal(reasonOf(await world.resubmit('researcher', id)), 'not-allowed');
  });

  for (const answer of ['deny', 'return'] as const) {
    it(`${answer} needs words`, async () => {
      const id = await joinAt(2);
      assert.equal(reasonOf(await world.decide('manager', id, answer, { comment: '  ' })), 'comment-needed');
      assert.equal(await world.state(id), 'in-review');
      assert.deepEqual(await world.votes(id), []);
    });
  }

  it('a denial by one of two parallel seats ends the request for the other', async () => {
    const id = await joinAt(3);
    await world.approved(id, 'manager');
    await world.decide('representative', id, 'deny');
    assert.equal(await world.state(id), 'denied');
    assert.equal(reasonOf(await world.decide('otherRepresentative', id, 'approve')), 'already-decided');
    assert.deepEqual(await world.waitingFor(id), []);
  });

  it('whoever looks at a request sees whom a later stage will ask, and whose earlier approval satisfies a seat', async () => {
    const first = await joinAt(3);
    const holders = async (id: number): Promise<readonly string[]> =>
      ((await world.as('researcher', (context) => viewRequest(context, id)))?.seats ?? []).map(({ role, state, holders: people }) => `${role} ${state}: ${people.map(({ name }) => name).join(' ')}`);
    assert.deepEqual((await holders(first)).slice(1).sort(), ['representative waiting: otherRepresentative', 'representative waiting: representative']);
    await world.approved(first, 'manager', 'representative', 'otherRepresentative');
    const { id: second } = await world.asked('researcher', { tier: 3, dataset: 'imaging' });
    assert.deepEqual((await holders(second)).slice(1), ['representative satisfied: otherRepresentative']);
  });

  for (const person of ['colleague', 'referee', 'outsider', 'guest', 'deputy'] as const) {
    it(`to the ${person} a request of others and one that does not exist look the same`, async () => {
      const id = await joinAt(3);
      for (const answer of answers) {
        const real = await world.decide(person, id, answer, { version: 1 });
        const none = await world.decide(person, 2_000_000_000, answer, { version: 1 });
        assert.deepEqual(real, none);
        assert.equal(reasonOf(real), 'not-found');
      }
      assert.equal(await world.as(person, (context) => viewRequest(context, id)), undefined);
      assert.equal(reasonOf(await world.withdraw(person, id)), 'not-found');
    });
  }

  const everyRole: readonly PersonKey[] = ['researcher', 'investigator', 'referee'];
  for (const person of everyRole) {
    for (const answer of answers) {
      it(`the ${person} cannot ${answer} a request of their own`, async () => {
        const { id } = await world.asked(person, { tier: 3 });
        assert.equal(reasonOf(await world.decide(person, id, answer)), 'own-request');
      });
    }
  }
  it('nobody decides on their own request by taking a role in which they could', async () => {
    for (const role of ['investigator', 'project-manager', 'representative'] as const) {
      world = await RequestWorld.build(database);
      const id = await joinAt(3);
      if (role === 'investigator') await world.hospital.setRole('investigator', null);
      await world.hospital.setRole('researcher', role);
      if (role === 'representative') await world.hospital.represent('imaging', ['researcher']);
      assert.equal(reasonOf(await world.decide('researcher', id, 'approve')), 'own-request', role);
    }
  });
  it('the subject of a direct addition cannot decide on it, nor the adder in a later stage', async () => {
    await world.hospital.accept('investigator', 3);
    await world.hospital.accept('researcher', 3);
    const own = await world.asked('manager', { tier: 3, subject: 'investigator' });
    assert.equal(reasonOf(await world.decide('investigator', own.id, 'approve')), 'own-request');
    const added = await world.asked('investigator', { tier: 3, subject: 'researcher' });
    await world.hospital.represent('imaging', ['investigator']);
    assert.equal(reasonOf(await world.decide('investigator', added.id, 'deny')), 'already-decided');
    assert.equal((await world.votes(added.id)).length, 1);
  });
  it('the adder cannot decide again for a stage that is not theirs', async () => {
    await world.hospital.accept('researcher', 3);
    const added = await world.asked('manager', { tier: 3, subject: 'researcher' });
    assert.equal((await world.decide('manager', added.id, 'approve')).kind, 'unchanged');
    assert.deepEqual((await world.votes(added.id)).map(({ person, stage }) => [person, stage]), [['manager', 0]]);
  });

  describe('at once', () => {
    it('two deciders of one seat: one vote, the other is told that it is decided', async () => {
      const id = await joinAt(2);
      const results = await Promise.all([world.decide('manager', id, 'approve', { version: 1 }), world.decide('investigator', id, 'deny', { version: 1 })]);
      assert.deepEqual(results.map(({ kind }) => kind).sort(), ['done', 'refused']);
      assert.ok(results.map(reasonOf).includes('already-decided'));
      assert.equal((await world.votes(id)).length, 1);
    });
    it('two deciders of two seats: one vote in each, and one approval', async () => {
      const id = await joinAt(3);
      await world.approved(id, 'manager');
      await Promise.all([world.decide('representative', id, 'approve', { version: 1 }), world.decide('otherRepresentative', id, 'approve', { version: 1 })]);
      assert.deepEqual((await world.votes(id)).map(({ person }) => person).sort(), ['manager', 'otherRepresentative', 'representative']);
      assert.equal(await world.state(id), 'approved');
      assert.equal(await countOf(id, 'request.conclude', 'done'), 1);
      assert.equal(fulfilJobs(), 1);
    });
    it('ten identical clicks: one vote, one approval, one job that carries it out', async () => {
      const id = await joinAt(2);
      const command = { requestId: id, version: 1, answer: 'approve' as const, comment: '' };
      const results = await Promise.all(Array.from({ length: 10 }, () => world.as('manager', (context) => decideRequest(context, command))));
      assert.deepEqual(results.map(({ kind }) => kind).sort(), ['done', ...Array.from({ length: 9 }, () => 'unchanged')]);
      assert.equal((await world.votes(id)).length, 1);
      assert.equal(await countOf(id, 'request.approve', 'done'), 1);
      assert.equal(await countOf(id, 'request.conclude', 'done'), 1);
      assert.equal(fulfilJobs(), 1);
    });
    it('ten identical clicks on sending: one request', async () => {
      const results = await Promise.all(Array.from({ length: 10 }, () => world.ask('researcher', { tier: 2, dataset: 'imaging', alsoJoin: true })));
      assert.equal(results.filter(({ kind }) => kind === 'done').length, 1);
      assert.equal(results.filter((result) => reasonOf(result) === 'already-asked').length, 9);
      assert.equal((await database.db.selectFrom('requests').select('id').execute()).length, 2);
    });
    it('withdrawal against approval: one of them, and no access after a withdrawal', async () => {
      const id = await joinAt(2);
      const [withdrawn, approved] = await Promise.all([world.withdraw('researcher', id), world.decide('manager', id, 'approve', { version: 1 })]);
      await world.runJobs();
      const state = await world.state(id);
      assert.deepEqual([withdrawn.kind, approved.kind].sort(), ['done', 'refused']);
      assert.equal(state, withdrawn.kind === 'done' ? 'withdrawn' : 'active');
      assert.equal(await world.hasAccess(id), state === 'active');
    });
  });

  describe('when people change', () => {
    const recompute = async (id: number): Promise<void> => {
      const { recomputeSeats } = await import('../../../services/requests/index.js');
      await world.as('programmeManager', (context) => recomputeSeats(context, id));
    };
    it('a Representative who takes over is asked, and the one before no more', async () => {
      const id = await joinAt(3);
      await world.approved(id, 'manager');
      await world.hospital.represent('imaging', ['guest']);
      await recompute(id);
      assert.deepEqual(await world.waitingFor(id), ['guest', 'representative']);
      assert.equal(reasonOf(await world.decide('otherRepresentative', id, 'approve')), 'not-found');
      await world.approved(id, 'guest', 'representative');
      assert.equal(await world.state(id), 'approved');
    });
    it('a Representative who takes over may decide before anyone recomputed the seats', async () => {
      const id = await joinAt(3);
      await world.approved(id, 'manager');
      await world.hospital.represent('imaging', ['guest']);
      assert.equal((await world.approved(id, 'representative', 'guest')).state, 'approved');
    });
    it('a Representative’s approval survives the handover', async () => {
      const id = await joinAt(3);
      await world.approved(id, 'manager', 'otherRepresentative');
      await world.hospital.represent('imaging', ['guest']);
      await recompute(id);
      assert.deepEqual(await world.waitingFor(id), ['representative']);
      assert.equal((await world.approved(id, 'representative')).state, 'approved');
    });
    it('votes given stand, and whoever sits in the vacated seat is asked', async () => {
      const data = await world.asked('researcher', { tier: 3, dataset: 'imaging', alsoJoin: true });
      await world.hospital.setRole('investigator', null);
      await world.hospital.setRole('colleague', 'investigator');
      await recompute(data.id);
      assert.deepEqual(await world.waitingFor(data.id), ['colleague']);
      await world.approved(data.id, 'colleague');
      await world.hospital.setRole('colleague', null);
      await world.hospital.setRole('investigator', 'investigator');
      await recompute(data.id);
      assert.deepEqual(await world.waitingFor(data.id), ['otherRepresentative']);
    });
    it('a reassignment is recorded', async () => {
      const data = await world.asked('researcher', { tier: 2, dataset: 'imaging', alsoJoin: true });
      await world.hospital.disable('investigator');
      await recompute(data.id);
      assert.deepEqual(await world.waitingFor(data.id), ['manager']);
      assert.equal(await countOf(data.id, 'request.reassign', 'done'), 1);
    });
    it('a seat that becomes vacant says so', async () => {
      const id = await joinAt(3);
      await world.approved(id, 'manager', 'representative');
      await world.hospital.disable('otherRepresentative');
      await recompute(id);
      assert.deepEqual(await world.toldOf(id, 'vacant'), ['manager', 'otherProgrammeManager', 'researcher'].sort());
    });
    it('a subject who is the Investigator no more needs the Representatives', async () => {
      const { id } = await world.asked('investigator', { tier: 3 });
      await world.hospital.setRole('investigator', 'researcher');
      await world.approved(id, 'manager');
      assert.deepEqual(await world.waitingFor(id), ['otherRepresentative', 'representative']);
    });
    it('a subject who becomes the Investigator needs them no more', async () => {
      const id = await joinAt(3);
      await world.approved(id, 'manager');
      await world.hospital.setRole('investigator', null);
      await world.hospital.setRole('researcher', 'investigator');
      await recompute(id);
      assert.equal(await world.state(id), 'approved');
    });
  });
});
