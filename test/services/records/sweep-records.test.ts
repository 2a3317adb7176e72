import assert from 'node:assert/strict';
import fc from 'fast-check';
import { thresholdOn } from '../../../services/records/index.js';
import { eachWorld } from '../../support/each-world.js';
import { RecordsWorld, valueOf } from './records-world.js';

describe('warnings and suspension', () => {
  let world: RecordsWorld;
  eachWorld((database) => RecordsWorld.build(database), (built) => { world = built; });

  const sweepOn = async (day: string): Promise<readonly string[]> => {
    world.clock.moveTo(new Date(`${day}T09:00:00Z`));
    const before = (await world.told()).length;
    await world.sweep();
    return (await world.told()).slice(before);
  };

  it('warns of a training 60, 30 and 7 days before its last day and on the day after: the person and the Project Manager', async () => {
    await world.hospital.trainUntil('researcher', '2027-03-31');
    assert.deepEqual(await sweepOn('2027-01-29'), []);
    assert.deepEqual(await sweepOn('2027-01-30'), ['lapses training 60 to manager', 'lapses training 60 to researcher']);
    assert.deepEqual(await sweepOn('2027-01-31'), []);
    assert.deepEqual(await sweepOn('2027-03-01'), ['lapses training 30 to manager', 'lapses training 30 to researcher']);
    assert.deepEqual(await sweepOn('2027-03-24'), ['lapses training 7 to manager', 'lapses training 7 to researcher']);
    assert.deepEqual(await sweepOn('2027-03-31'), []);
    assert.deepEqual(await sweepOn('2027-04-01'), ['lapsed training to manager', 'lapsed training to researcher']);
    assert.deepEqual(await sweepOn('2027-04-02'), []);
  });

  it('a training that was renewed in time lapses no more', async () => {
    await world.hospital.trainUntil('researcher', '2026-12-31');
    assert.equal((await sweepOn('2026-12-15')).length, 2);
    valueOf(await world.confirm('manager', valueOf(await world.file('researcher', 'training')).id));
    const told = [...(await sweepOn('2026-12-28')), ...(await sweepOn('2027-01-01'))];
    assert.deepEqual(told, []);
  });

  it('where several thresholds were passed at once, only the nearest is told', async () => {
    await world.hospital.trainUntil('researcher', '2026-11-28');
    assert.deepEqual(await sweepOn('2026-11-23'), ['lapses training 7 to manager', 'lapses training 7 to researcher']);
    assert.deepEqual(await sweepOn('2026-11-24'), []);
  });

  it('warns of an agreement: Project Manager, Investigator and Representative, once for each project', async () => {
    await world.hospital.agreementUntil('imaging', '2026-12-20');
    assert.deepEqual(await sweepOn('2026-11-23'), ['lapses agreement 30 to investigator', 'lapses agreement 30 to manager', 'lapses agreement 30 to otherRepresentative']);
  });

  it('warns of an ethics approval that ends, and marks it when it has', async () => {
    const { id } = valueOf(await world.file('manager', 'ethics', { endsOn: '2026-12-20' }));
    assert.deepEqual(await sweepOn('2026-11-23'), ['lapses ethics 30 to investigator', 'lapses ethics 30 to manager']);
    assert.deepEqual(await sweepOn('2026-12-21'), ['lapsed ethics to investigator', 'lapsed ethics to manager']);
    assert.equal(await world.stateOf(id), 'lapsed');
    assert.ok((await world.audit()).includes('record.lapse done'));
  });

  it('says nothing of what lapsed long ago, nor of people and datasets of closed projects', async () => {
    await world.hospital.trainUntil('colleague', '2026-10-01');
    await world.hospital.trainUntil('outsider', '2026-11-30');
    assert.deepEqual(await sweepOn('2026-11-23'), []);
    await world.hospital.trainUntil('researcher', '2026-11-30');
    await world.db.updateTable('projects').set({ state: 'closed' }).where('id', '=', world.hospital.projectId).execute();
    assert.deepEqual(await sweepOn('2026-11-24'), []);
  });

  it('several who sweep at once warn once', async () => {
    await world.hospital.trainUntil('researcher', '2026-12-15');
    await Promise.all([world.sweep(), world.sweep(), world.sweep()]);
    assert.deepEqual(await world.told(), ['lapses training 30 to manager', 'lapses training 30 to researcher']);
  });

  it('the access that rests on an agreement is suspended when it lapses', async () => {
    const { id } = await world.requests.member('researcher', 2);
    await world.hospital.agreementUntil('imaging', '2026-12-20');
    world.clock.moveTo(new Date('2026-12-21T09:00:00Z'));
    await world.sweep();
    await world.requests.sweep();
    assert.equal(await world.requests.state(id), 'suspended');
    assert.equal((await world.requests.request(id)).cause, 'agreement-lapsed');
  });

  it('never warns twice at a threshold, nor at one that was not reached, however time passes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 25 }), { minLength: 1, maxLength: 12 }), fc.integer({ min: -5, max: 90 }), async (steps, daysLeft) => {
        world = await RecordsWorld.build(world.requests.database);
        const endsOn = new Date(world.clock.now().getTime() + daysLeft * 86_400_000).toISOString().slice(0, 10);
        await world.hospital.trainUntil('researcher', endsOn);
        const reached = new Set<number>();
        for (const days of steps) {
          world.clock.advance({ days });
          const due = thresholdOn(world.clock.now().toISOString().slice(0, 10), endsOn);
          await world.sweep();
          if (due !== undefined) reached.add(due);
        }
        const told = (await world.told()).filter((line) => line.endsWith('to researcher')).map((line) => (line.startsWith('lapsed') ? 0 : Number(/\d+/.exec(line)?.[0])));
        assert.equal(new Set(told).size, told.length, `${told.join()} for ${endsOn}`);
        assert.ok(told.every((threshold) => reached.has(threshold)));
      }),
      { numRuns: 15 },
    );
  }).timeout(60_000);
});
