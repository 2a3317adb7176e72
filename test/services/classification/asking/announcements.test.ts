import assert from 'node:assert/strict';
import * as classification from '../../../../services/classification/index.js';
import { packageAudiences, packageEvents, sweepClassifications, type PackageEvent } from '../../../../services/classification/index.js';
import { eachWorld } from '../../../support/each-world.js';
import type { PersonKey } from '../../../support/hospital-builder.js';
import { ClassificationWorld, reasonOf, valueOf } from '../classification-world.js';

describe('what people are told about a classification', () => {
  let world: ClassificationWorld;
  eachWorld(ClassificationWorld.build, (fresh) => {
    world = fresh;
  });

  const messages = async (packageId: number) => {
    const rows = await world.db.selectFrom('outbox').select(['recipient_id', 'kind', 'payload', 'about_type']).where('about_id', '=', packageId).where('kind', '<>', 'refresh').orderBy('id').execute();
    return rows.map(({ recipient_id, kind, payload, about_type }) => ({ to: world.hospital.keyOf(recipient_id), kind, event: payload['event'] ?? null, about: about_type }));
  };
  /** Whom an event was told to, sorted. */
  const toldOf = async (packageId: number, event: PackageEvent): Promise<readonly PersonKey[]> => [...new Set((await messages(packageId)).filter((one) => one.event === event).map(({ to }) => to))].sort();
  const managers = ['manager', 'otherProgrammeManager', 'programmeManager'] as const;

  it('opening asks everyone who may classify, a Referee too, and not the one who opened', async () => {
    const { packageId } = await world.opened();
    const asked = (await messages(packageId)).filter(({ kind }) => kind === 'classify');
    assert.deepEqual(asked.map(({ to }) => to).sort(), ['investigator', 'otherRepresentative', 'referee', 'representative']);
    assert.ok(asked.every(({ about }) => about === 'package'));
  });

  it('when all agree the managers hear that it can be closed; once closed everyone in the project hears the outcome', async () => {
    const { packageId, classificationId } = await world.opened();
    await world.opineAll(classificationId, [1, 1, 1]);
    assert.deepEqual(await toldOf(packageId, 'agreed'), managers);
    valueOf(await world.close(classificationId));
    const told = await toldOf(packageId, 'classified');
    for (const person of ['investigator', 'representative', 'otherRepresentative', 'researcher', 'referee'] as const) assert.ok(told.includes(person), person);
    assert.ok(!told.includes('manager'), 'who closed it sees the answer');
  });

  it('a conflict is told to those who have classified and to the managers, not to who is still blind', async () => {
    const { packageId, classificationId } = await world.opened();
    await world.opineAll(classificationId, [1, 1, 0]);
    assert.deepEqual(await toldOf(packageId, 'conflict'), [...managers, 'investigator', 'representative'].sort());
    assert.deepEqual(await toldOf(packageId, 'agreed'), []);
  });

  it('what is missing under rules 4 and 5 is told to nobody who is blind', async () => {
    const { packageId, classificationId } = await world.opened();
    await world.opineAll(classificationId, [2, 2, 2]);
    assert.deepEqual(await toldOf(packageId, 'review-needed'), ['investigator', 'manager', 'representative']);
  });

  it('the approval that was missing lets everyone hear how the opinions stand', async () => {
    const { packageId, classificationId } = await world.opened();
    await world.opineAll(classificationId, [3, 3, 3]);
    await world.opine('referee', classificationId, 3);
    assert.deepEqual(await toldOf(packageId, 'agreed'), []);
    valueOf(await world.approve('representative', packageId));
    assert.deepEqual(await toldOf(packageId, 'agreed'), []);
    valueOf(await world.approve('otherRepresentative', packageId));
    assert.deepEqual(await toldOf(packageId, 'agreed'), managers);
  });

  it('clearing, reconsidering and withdrawing are told to those who were asked', async () => {
    const ways = {
      cleared: async (_packageId: number, classificationId: number) => world.clear(classificationId),
      reconsidered: async (_packageId: number, classificationId: number) => world.reconsider('investigator', classificationId),
      'dataset-withdrawn': async (_packageId: number, classificationId: number) => world.withdraw('representative', classificationId, 'admissions'),
    } as const;
    for (const [event, take] of Object.entries(ways) as [keyof typeof ways, (packageId: number, classificationId: number) => Promise<classification.Result<unknown>>][]) {
      const { packageId, classificationId } = await world.opened();
      await world.opineAll(classificationId, [1, 1, 0]);
      valueOf(await take(packageId, classificationId));
      const told = await toldOf(packageId, event);
      for (const person of ['investigator', 'representative', 'otherRepresentative'] as const) {
        const acted = (event === 'reconsidered' && person === 'investigator') || (event === 'dataset-withdrawn' && person === 'representative');
        assert.equal(told.includes(person), !acted, `${event}: ${person}`);
      }
    }
  });

  it('who was blind hears that the package was taken back, and not that opinions differed', async () => {
    const { packageId, classificationId } = await world.opened();
    await world.opineAll(classificationId, [1, 1, 0]);
    valueOf(await world.reconsider('investigator', classificationId));
    assert.ok(!(await toldOf(packageId, 'reconsidered')).includes('referee'));
    assert.deepEqual(await toldOf(packageId, 'taken-back'), ['referee']);
  });

  it('an approval is told to nobody while opinions are blind: it would tell of tier 3', async () => {
    const { packageId } = await world.opened();
    valueOf(await world.approve('representative', packageId));
    assert.deepEqual(await toldOf(packageId, 'person-approved'), []);
  });

  it('that it goes on no more is told to those who were told that it would', async () => {
    const { packageId, classificationId } = await world.opened();
    await world.opineAll(classificationId, [1, 1, 0]);
    valueOf(await world.proceed('investigator', classificationId));
    valueOf(await world.proceed('programmeManager', classificationId));
    await world.opine('otherRepresentative', classificationId, 1);
    const told = await toldOf(packageId, 'proceeding-stopped');
    for (const person of ['representative', 'investigator', 'programmeManager'] as const) assert.ok(told.includes(person), person);
  });

  it('who gets a role while it is open is asked at once', async () => {
    const { packageId } = await world.opened();
    await world.hospital.setRole('collegeReferee', 'referee');
    await world.as('manager', (context) => classification.askNewcomer(context, world.hospital.id.collegeReferee));
    const asked = (await messages(packageId)).filter(({ kind, to }) => kind === 'classify' && to === 'collegeReferee');
    assert.equal(asked.length, 1);
  });

  it('going on at the highest tier is told first to whoever has to agree, then to the Representatives', async () => {
    const { packageId, classificationId } = await world.opened();
    await world.opineAll(classificationId, [1, 1, 0]);
    valueOf(await world.proceed('investigator', classificationId));
    assert.deepEqual(await toldOf(packageId, 'proceeding-proposed'), ['otherProgrammeManager', 'programmeManager']);
    valueOf(await world.proceed('programmeManager', classificationId));
    assert.deepEqual(await toldOf(packageId, 'proceeding-agreed'), ['investigator', 'manager', 'otherProgrammeManager', 'otherRepresentative', 'representative']);
  });

  it('who has not classified is reminded at half and at nine tenths of ten working days, and the managers hear when they are over; each once', async () => {
    const { packageId, classificationId } = await world.opened();
    await world.opine('investigator', classificationId, 1);
    const seen: string[] = [];
    for (let day = 0; day <= 20; day += 1) {
      await sweepClassifications(world.surroundings);
      await sweepClassifications(world.surroundings);
      const events = (await messages(packageId)).flatMap(({ event, to }) => (event === null || to !== 'representative' ? [] : [String(event)]));
      if (events.length > seen.length) seen.push(`day ${String(day)}: ${events.slice(seen.length).join(' ')}`);
      world.clock.advance({ hours: 24 });
    }
    assert.equal(seen.length, 2, seen.join('; '));
    assert.match(seen[0] ?? '', /reminder-half/);
    assert.match(seen[1] ?? '', /reminder-most/);
    assert.ok(!(await toldOf(packageId, 'reminder-half')).includes('investigator'), 'who is in is left alone');
    assert.deepEqual(await toldOf(packageId, 'overdue'), managers);
    assert.equal((await world.package(packageId)).state, 'open', 'a classification does not lapse');
  });

  it('a manager asks who is missing once more, at most once in a day', async () => {
    const { packageId, classificationId } = await world.opened();
    const nudge = () => world.as('manager', (context) => classification.nudgeClassifiers(context, { classificationId }));
    valueOf(await nudge());
    assert.deepEqual(await toldOf(packageId, 'nudged'), ['investigator', 'otherRepresentative', 'referee', 'representative']);
    assert.equal((await nudge()).kind, 'unchanged');
    world.clock.advance({ hours: 24 });
    assert.equal((await nudge()).kind, 'done');
    await world.opineAll(classificationId, [1, 1, 1]);
    await world.opine('referee', classificationId, 1);
    world.clock.advance({ hours: 24 });
    assert.equal(reasonOf(await nudge()), 'nobody-missing');
  });

  it('every event has an audience', () => {
    for (const event of packageEvents) assert.ok(packageAudiences[event].length > 0, event);
  });

  it('an opinion, what it says of the tiers, stands in no message', async () => {
    const { packageId, classificationId } = await world.opened();
    await world.opineAll(classificationId, [3, 1, 0]);
    const rows = await world.db.selectFrom('outbox').select('payload').where('about_id', '=', packageId).execute();
    for (const { payload } of rows) assert.deepEqual(Object.keys(payload).filter((key) => !['event', 'actor'].includes(key)), []);
  });
});
