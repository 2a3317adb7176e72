import assert from 'node:assert/strict';
import { recordPreliminaryTier, viewPackage } from '../../../services/classification/index.js';
import { eachWorld } from '../../support/each-world.js';
import { ClassificationWorld, valueOf } from './classification-world.js';

describe('what people see of a classification', () => {
  let world: ClassificationWorld;
  eachWorld(ClassificationWorld.build, (fresh) => {
    world = fresh;
  });

  it('others’ opinions only after one’s own', async () => {
    const { packageId, classificationId } = await world.opened();
    await world.opine('investigator', classificationId, 2);
    const blind = await world.view('representative', packageId);
    assert.deepEqual([blind.sight, blind.own, blind.others, blind.differences, blind.settlement], ['blind', undefined, [], [], undefined]);
    await world.opine('representative', classificationId, 1);
    const sighted = await world.view('representative', packageId);
    assert.deepEqual([sighted.sight, sighted.own?.tier, sighted.others.map(({ tier }) => tier)], ['sighted', 1, [2]]);
    assert.deepEqual((await world.view('otherRepresentative', packageId)).others, []);
  });

  it('managers: how many are in, and the tiers when all are', async () => {
    const { packageId, classificationId } = await world.opened();
    await world.opine('investigator', classificationId, 1);
    await world.opine('representative', classificationId, 1);
    for (const manager of ['manager', 'programmeManager'] as const) {
      const before = await world.view(manager, packageId);
      assert.deepEqual([before.sight, before.progress, before.others], ['manager', { given: 2, asked: 4 }, []]);
      assert.deepEqual(before.missing, [
        { rule: 3, needs: 'representative', datasetId: world.hospital.datasets.imaging, principalId: world.hospital.id.otherRepresentative },
        { needs: 'perhaps-further-review' },
      ]);
      assert.equal(before.allowed.includes('close'), false);
    }
    await world.opine('otherRepresentative', classificationId, 1);
    const after = await world.view('manager', packageId);
    assert.deepEqual([after.sight, after.progress, after.others.map(({ tier }) => tier), after.settlement], ['sighted', { given: 3, asked: 4 }, [1, 1, 1], { kind: 'agreed', tier: 1 }]);
    assert.ok(after.allowed.includes('close'));
  });

  it('a Referee who is missing reads "further review may be needed" to managers and to who is blind, and by name to who gave an opinion', async () => {
    const { packageId, classificationId } = await world.opened();
    await world.opineAll(classificationId, [2, 2, 2]);
    for (const person of ['manager', 'referee'] as const) {
      const view = await world.view(person, packageId);
      assert.deepEqual([view.missing, view.others], [[{ needs: 'perhaps-further-review' }], []], person);
    }
    assert.deepEqual((await world.view('investigator', packageId)).missing, [{ rule: 4, needs: 'referee' }]);
    const refused = await world.close(classificationId);
    assert.deepEqual(refused, { kind: 'refused', reason: 'not-ready', missing: [{ needs: 'perhaps-further-review' }] });
  });

  it('while opinions differ, only the questions that were answered differently, side by side', async () => {
    const { packageId, classificationId } = await world.opened();
    await world.opineAll(classificationId, [1, 1, 0]);
    const view = await world.view('investigator', packageId);
    const { id } = world.hospital;
    assert.deepEqual(
      view.differences.map(({ key, answers }) => [key, answers.map(({ personId, answer }) => [personId, answer])]),
      [['open_publication', [[id.investigator, 'yes'], [id.representative, 'yes'], [id.otherRepresentative, 'no']]]],
    );
    assert.match(view.differences[0]?.text ?? '', /\?$/);
    assert.deepEqual(view.settlement, { kind: 'conflict', highest: 1 });
    await world.opine('otherRepresentative', classificationId, 1);
    assert.deepEqual((await world.view('investigator', packageId)).differences, []);
  });

  it('the texts by which people answered, also after they changed', async () => {
    const { packageId, classificationId } = await world.opened();
    const old = world.flowcharts.get('turing-tiers')?.questions.get('open_publication')?.text;
    await world.opineAll(classificationId, [1, 1, 0]);
    world.flowcharts = new Map();
    assert.equal((await world.view('investigator', packageId)).differences[0]?.text, old);
  });

  it('researchers: that it goes on, and the tier when it is classified', async () => {
    const { packageId, classificationId } = await world.opened();
    await world.opineAll(classificationId, [1, 1, 1]);
    const open = await world.view('researcher', packageId);
    assert.deepEqual([open.sight, open.state, open.tier, open.progress, open.missing, open.others, open.settlement, open.allowed], ['onlooker', 'open', null, undefined, [], [], undefined, []]);
    valueOf(await world.close(classificationId));
    const classified = await world.view('researcher', packageId);
    assert.deepEqual([classified.state, classified.tier, classified.others], ['classified', 1, []]);
  });

  it('nothing for whoever has no role: the package does not exist', async () => {
    const { packageId } = await world.opened();
    for (const person of ['outsider', 'guest', 'collegeReferee', 'secondManager'] as const) {
      assert.equal(await world.as(person, (context) => viewPackage(context, packageId)), undefined);
      assert.equal(await world.as(person, (context) => viewPackage(context, 2_000_000_000)), undefined);
    }
  });

  for (const [tier, proposed] of [[0, false], [1, false], [2, true], [3, true], [4, true]] as const) {
    it(`a preliminary tier ${String(tier)} ${proposed ? 'proposes a Referee from the start' : 'proposes no Referee; one whom the project has is asked all the same'}`, async () => {
      const packageId = await world.newPackage();
      valueOf(await world.as('manager', (context) => recordPreliminaryTier(context, { packageId, tier })));
      valueOf(await world.open(packageId));
      const view = await world.view('manager', packageId);
      assert.deepEqual([view.refereeProposed, view.progress], [proposed, { given: 0, asked: 4 }]);
    });
  }
});
