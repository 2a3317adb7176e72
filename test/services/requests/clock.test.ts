import assert from 'node:assert/strict';
import type { RequestEvent, RequestState } from '../../../services/requests/index.js';
import { testDatabase, type TestDatabase } from '../../support/database.js';
import type { PersonKey } from '../../support/hospital-builder.js';
import { reasonOf, RequestWorld } from '../../support/request-world.js';
import { TestClock } from '../../support/surroundings.js';

const minute = 60_000;

describe('the clock', () => {
  let database: TestDatabase;
  let world: RequestWorld;
  before(async () => {
    database = await testDatabase();
  });
  after(() => database.drop());

  /** A hospital whose clock starts at the instant (UTC; London time in winter). */
  const startAt = async (start: string): Promise<void> => {
    world = await RequestWorld.build(database, new TestClock(start));
  };
  const sweepAt = async (instant: string): Promise<void> => {
    world.clock.moveTo(new Date(instant));
    await world.sweep();
    await world.runJobs();
  };
  const justBefore = (instant: string): string => new Date(Date.parse(instant) - minute).toISOString();
  /** Nothing of the event a minute before, and it is told at the instant. */
  const assertToldAt = async (id: number, event: RequestEvent, instant: string, people: readonly PersonKey[]): Promise<void> => {
    await sweepAt(justBefore(instant));
    assert.deepEqual(await world.toldOf(id, event), [], `${event} before ${instant}`);
    await sweepAt(instant);
    assert.deepEqual(await world.toldOf(id, event), people, `${event} at ${instant}`);
  };
  const assertBecomesAt = async (id: number, before: RequestState, after: RequestState, instant: string): Promise<void> => {
    await sweepAt(justBefore(instant));
    assert.equal(await world.state(id), before, `before ${instant}`);
    await sweepAt(instant);
    assert.equal(await world.state(id), after, `at ${instant}`);
  };

  it('counts five working days for a stage: reminders, the managers told, lapsed after as long again', async () => {
    await startAt('2026-11-23T09:00:00Z');
    const { id } = await world.asked('researcher', { tier: 2 });
    assert.deepEqual((await world.request(id)).due_at, new Date('2026-11-30T09:00:00Z'));
    await assertToldAt(id, 'reminder-half', '2026-11-25T21:00:00Z', ['investigator', 'manager']);
    await assertToldAt(id, 'reminder-most', '2026-11-27T21:00:00Z', ['investigator', 'manager']);
    await assertToldAt(id, 'overdue', '2026-11-30T09:00:00Z', ['investigator', 'manager', 'otherProgrammeManager', 'programmeManager', 'researcher']);
    await assertBecomesAt(id, 'in-review', 'lapsed', '2026-12-07T09:00:00Z');
    assert.deepEqual(await world.toldOf(id, 'lapsed'), ['investigator', 'manager', 'researcher']);
    assert.equal((await world.request(id)).cause, 'nobody-decided');
    assert.deepEqual(await world.waitingFor(id), []);
  });
  it('counts neither weekends nor holidays', async () => {
    await startAt('2026-12-22T09:00:00Z');
    const { id } = await world.asked('researcher', { tier: 2 });
    assert.deepEqual((await world.request(id)).due_at, new Date('2026-12-31T09:00:00Z'));
    await assertBecomesAt(id, 'in-review', 'lapsed', '2027-01-07T09:00:00Z');
  });
  it('being overdue gives the Programme Manager no seat', async () => {
    await startAt('2026-11-23T09:00:00Z');
    const { id } = await world.asked('researcher', { tier: 2 });
    await sweepAt('2026-12-01T09:00:00Z');
    assert.deepEqual(await world.waitingFor(id), ['investigator', 'manager']);
    assert.equal(reasonOf(await world.decide('programmeManager', id, 'approve')), 'not-allowed');
  });
  it('each stage has its own five days, and a vote that is not the last takes nothing from them', async () => {
    await startAt('2026-11-23T09:00:00Z');
    const { id } = await world.asked('researcher', { tier: 3 });
    await sweepAt('2026-11-27T09:00:00Z');
    await world.approved(id, 'manager');
    assert.deepEqual((await world.request(id)).due_at, new Date('2026-12-04T09:00:00Z'));
    await sweepAt('2026-12-03T09:00:00Z');
    await world.approved(id, 'representative');
    assert.deepEqual((await world.request(id)).due_at, new Date('2026-12-04T09:00:00Z'));
    await assertBecomesAt(id, 'in-review', 'lapsed', '2026-12-11T09:00:00Z');
  });
  it('reminds only those who have not decided', async () => {
    await startAt('2026-11-23T09:00:00Z');
    const { id } = await world.asked('researcher', { tier: 3 });
    await world.approved(id, 'manager', 'representative');
    await sweepAt('2026-11-30T08:00:00Z');
    assert.deepEqual(await world.toldOf(id, 'reminder-most'), ['otherRepresentative']);
  });
  it('reminds once', async () => {
    await startAt('2026-11-23T09:00:00Z');
    const { id } = await world.asked('researcher', { tier: 2 });
    await sweepAt('2026-11-26T09:00:00Z');
    const told = (await world.messages(id)).length;
    await Promise.all([world.sweep(), world.sweep()]);
    assert.equal((await world.messages(id)).length, told);
  });
  it('stops for a returned request, which lapses after 20 working days', async () => {
    await startAt('2026-12-01T09:00:00Z');
    const { id } = await world.asked('researcher', { tier: 2 });
    await world.decide('manager', id, 'return');
    assert.equal((await world.request(id)).due_at, null);
    await assertBecomesAt(id, 'returned', 'lapsed', '2026-12-31T09:00:00Z');
    assert.deepEqual(await world.toldOf(id, 'overdue'), []);
  });
  it('stops for a blocked request, which lapses after 20 working days', async () => {
    await startAt('2026-12-01T09:00:00Z');
    const { id } = await world.asked('researcher', { tier: 2, accepted: false });
    assert.deepEqual([(await world.request(id)).state, (await world.request(id)).gate, (await world.request(id)).due_at], ['blocked', 'commitments', null]);
    await assertBecomesAt(id, 'blocked', 'lapsed', '2026-12-31T09:00:00Z');
  });

  describe('training', () => {
    it('that lacks blocks a request, which goes on when a record appears', async () => {
      await startAt('2026-11-23T09:00:00Z');
      await world.hospital.trainUntil('researcher', '2026-11-22');
      const { id } = await world.asked('researcher', { tier: 2 });
      assert.deepEqual([(await world.request(id)).state, (await world.request(id)).gate], ['blocked', 'training']);
      assert.deepEqual(await world.waitingFor(id), []);
      await world.hospital.trainUntil('researcher', '2026-11-24');
      assert.equal((await world.sweep()).unblocked, 1);
      assert.equal(await world.state(id), 'in-review');
      assert.deepEqual(await world.waitingFor(id), ['investigator', 'manager']);
    });
    it('is current through its last day', async () => {
      await startAt('2026-11-23T09:00:00Z');
      await world.hospital.trainUntil('researcher', '2026-11-23');
      assert.equal((await world.asked('researcher', { tier: 2 })).state, 'in-review');
    });
    it('that lapses suspends the workspace and its data, and takes the person out', async () => {
      await startAt('2026-11-23T09:00:00Z');
      const join = await world.member('researcher', 2);
      const data = await world.asked('researcher', { tier: 2, dataset: 'imaging' });
      await world.approveAll(data.id);
      await world.runJobs();
      await world.hospital.trainUntil('researcher', '2026-12-01');
      await assertBecomesAt(join.id, 'active', 'suspended', '2026-12-02T00:00:00Z');
      assert.equal(await world.state(data.id), 'suspended');
      assert.deepEqual(world.directory.memberships(), []);
      assert.equal((await world.request(join.id)).cause, 'training-lapsed');
      assert.ok((await world.toldOf(join.id, 'suspended')).includes('researcher'));
    });
    it('that is renewed brings both back by the grantor, the workspace first', async () => {
      await startAt('2026-11-23T09:00:00Z');
      const join = await world.member('researcher', 2);
      const data = await world.asked('researcher', { tier: 2, dataset: 'imaging' });
      await world.approveAll(data.id);
      await world.runJobs();
      await world.hospital.trainUntil('researcher', '2026-12-01');
      await sweepAt('2026-12-02T00:00:00Z');
      await world.hospital.trainUntil('researcher', '2027-12-01');
      world.directory.signedIn.clear();
      await sweepAt('2026-12-02T01:00:00Z');
      assert.deepEqual([await world.state(join.id), await world.state(data.id)], ['awaiting-sign-in', 'approved']);
      await world.signIn('manager');
      await world.signIn('investigator');
      await world.runJobs();
      assert.deepEqual([await world.state(join.id), await world.state(data.id)], ['active', 'active']);
      assert.deepEqual(await world.toldOf(join.id, 'resumed'), ['investigator', 'manager', 'researcher']);
      assert.equal((await world.request(join.id)).cause, null);
      assert.deepEqual((await world.votes(join.id)).length, 1, 'the approval stands');
    });
    it('that is renewed after the end date brings nothing back', async () => {
      await startAt('2026-11-23T09:00:00Z');
      const { id } = await world.member('researcher', 2);
      await world.hospital.trainUntil('researcher', '2026-12-01');
      await sweepAt('2026-12-02T00:00:00Z');
      await assertBecomesAt(id, 'suspended', 'ended', '2027-02-24T00:00:00Z');
    });
  });

  describe('an agreement', () => {
    it('that lapses suspends the workspace and all data in it, and brings them back when renewed', async () => {
      await startAt('2026-11-23T09:00:00Z');
      const join = await world.member('researcher', 2);
      const data = await world.asked('researcher', { tier: 2, dataset: 'admissions' });
      await world.approveAll(data.id);
      await world.runJobs();
      await world.hospital.agreementUntil('imaging', '2026-12-01');
      await assertBecomesAt(join.id, 'active', 'suspended', '2026-12-02T00:00:00Z');
      assert.deepEqual([await world.state(data.id), (await world.request(data.id)).cause], ['suspended', 'agreement-lapsed']);
      assert.deepEqual(world.directory.memberships(), []);
      await world.hospital.agreementUntil('imaging', '2028-01-01');
      await sweepAt('2026-12-02T01:00:00Z');
      assert.deepEqual([await world.state(join.id), await world.state(data.id)], ['active', 'active']);
    });
    it('renewed alone brings nothing back while training has lapsed', async () => {
      await startAt('2026-11-23T09:00:00Z');
      const { id } = await world.member('researcher', 2);
      await world.hospital.agreementUntil('imaging', '2026-12-01');
      await sweepAt('2026-12-02T00:00:00Z');
      await world.hospital.trainUntil('researcher', '2026-12-01');
      await world.hospital.agreementUntil('imaging', '2028-01-01');
      await sweepAt('2026-12-02T01:00:00Z');
      assert.equal(await world.state(id), 'suspended');
    });
  });

  describe('access', () => {
    const ends: readonly (readonly [string, string, string])[] = [
      ['in winter', '2027-01-31', '2027-02-01T00:00:00Z'],
      ['after the clocks went forward', '2027-03-31', '2027-03-31T23:00:00Z'],
      ['on the day on which they go forward', '2027-03-28', '2027-03-28T23:00:00Z'],
      ['on the day on which they go back', '2027-10-31', '2027-11-01T00:00:00Z'],
    ];
    for (const [name, until, instant] of ends) {
      it(`ends at 24:00 local time ${name}: ${until}`, async () => {
        await startAt('2026-11-23T09:00:00Z');
        const { id } = await world.asked('researcher', { tier: 2, until });
        await world.approved(id, 'manager');
        await world.runJobs();
        await assertBecomesAt(id, 'active', 'ended', instant);
        assert.equal((await world.request(id)).cause, 'reached-end-date');
        assert.equal(await world.hasAccess(id), false);
        assert.deepEqual(await world.toldOf(id, 'ended'), ['investigator', 'manager', 'researcher']);
      });
    }
    it('is told of its end 14 and 3 days before', async () => {
      await startAt('2026-11-23T09:00:00Z');
      const { id } = await world.asked('researcher', { tier: 2, until: '2027-04-05' });
      await world.approved(id, 'manager');
      await world.runJobs();
      await assertToldAt(id, 'ends-14', '2027-03-23T00:00:00Z', ['researcher']);
      await assertToldAt(id, 'ends-3', '2027-04-02T23:00:00Z', ['researcher']);
    });
    it('of less than 14 days is told of its end 3 days before only', async () => {
      await startAt('2026-11-23T09:00:00Z');
      const { id } = await world.asked('researcher', { tier: 2, until: '2026-12-01' });
      await world.approved(id, 'manager');
      await world.runJobs();
      await sweepAt('2026-11-23T10:00:00Z');
      assert.deepEqual(await world.toldOf(id, 'ends-14'), []);
      await assertToldAt(id, 'ends-3', '2026-11-29T00:00:00Z', ['researcher']);
    });
    it('that waits for the workspace until its date has passed has failed', async () => {
      await startAt('2026-11-23T09:00:00Z');
      const inner = await world.asked('researcher', { tier: 2, dataset: 'imaging', alsoJoin: true, until: '2026-11-24' });
      await world.approved(inner.id, 'investigator');
      await sweepAt('2026-11-25T00:00:00Z');
      assert.deepEqual([await world.state(inner.id), (await world.request(inner.id)).cause], ['failed', 'reached-end-date']);
    });
    it('is extended by a new request, which counts together with the old', async () => {
      await startAt('2026-11-23T09:00:00Z');
      const old = await world.member('researcher', 2);
      assert.equal(reasonOf(await world.ask('researcher', { tier: 2, until: '2027-02-23' })), 'already-have');
      const longer = await world.asked('researcher', { tier: 2, until: '2027-06-30' });
      await world.approved(longer.id, 'manager');
      await world.runJobs();
      await assertBecomesAt(old.id, 'active', 'ended', '2027-02-24T00:00:00Z');
      assert.ok(await world.hasAccess(longer.id));
    });
  });

  describe('the last day that may be asked for', () => {
    const latest = async (ask: Parameters<RequestWorld['ask']>[1]): Promise<string | undefined> => {
      const result = await world.ask('researcher', { ...ask, until: '2099-01-01' });
      assert.equal(reasonOf(result), 'until-too-late');
      return result.kind === 'refused' ? result.limit : undefined;
    };
    beforeEach(() => startAt('2026-11-23T09:00:00Z'));
    it('is twelve months from today', async () => {
      assert.equal(await latest({ tier: 2 }), '2027-11-23');
      assert.equal((await world.ask('researcher', { tier: 2, until: '2027-11-23' })).kind, 'done');
    });
    it('is no later than the project’s end', async () => {
      await world.hospital.projectUntil('2027-05-01');
      assert.equal(await latest({ tier: 2 }), '2027-05-01');
    });
    it('is no later than the end of the dataset’s agreement', async () => {
      await world.member('researcher', 2);
      await world.hospital.agreementUntil('imaging', '2027-04-01');
      assert.equal(await latest({ tier: 2, dataset: 'imaging' }), '2027-04-01');
      assert.equal(await latest({ tier: 2, dataset: 'admissions' }), '2027-11-23');
    });
    it('of a workspace is no later than any of its datasets’ agreements', async () => {
      await world.hospital.agreementUntil('imaging', '2027-04-01');
      assert.equal(await latest({ tier: 2 }), '2027-04-01');
    });
    it('of data with its workspace is that of the workspace', async () => {
      await world.hospital.agreementUntil('imaging', '2027-04-01');
      assert.equal(await latest({ tier: 2, dataset: 'admissions', alsoJoin: true }), '2027-04-01');
    });
    it('is today at the earliest, by the local calendar', async () => {
      assert.equal(reasonOf(await world.ask('researcher', { tier: 2, until: '2026-11-22' })), 'until-past');
      assert.equal((await world.ask('researcher', { tier: 2, until: '2026-11-23' })).kind, 'done');
    });
  });

  it('one timer that cannot be handled does not hold the others', async () => {
    await startAt('2026-11-23T09:00:00Z');
    const { id } = await world.asked('researcher', { tier: 2 });
    const other = await world.asked('colleague', { tier: 2 });
    // A lapse where none is possible: what a fault of the product would leave behind.
    await database.db.updateTable('requests').set({ state: 'denied' }).where('id', '=', id).execute();
    world.clock.advance({ days: 30 });
    await assert.rejects(world.sweep(), /1 things that were due could not be handled/);
    assert.equal(await world.state(other.id), 'lapsed');
  });
});
