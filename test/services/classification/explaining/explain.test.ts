import assert from 'node:assert/strict';
import { explainClassification, type Explanation } from '../../../../services/classification/index.js';
import { eachWorld } from '../../../support/each-world.js';
import { personKeys, type PersonKey } from '../../../support/hospital-builder.js';
import { ClassificationWorld, valueOf } from '../classification-world.js';

describe('the explanation of a classification', () => {
  let world: ClassificationWorld;
  eachWorld(ClassificationWorld.build, (fresh) => {
    world = fresh;
  });
  const explain = (person: PersonKey, packageId: number): Promise<Explanation | undefined> => world.as(person, (context) => explainClassification(context, packageId));
  const explained = async (person: PersonKey, packageId: number): Promise<Explanation> => {
    const explanation = await explain(person, packageId);
    assert.ok(explanation, person);
    return explanation;
  };
  const told = ({ rounds }: Explanation) => rounds.map((round) => [round.outcome, round.cause, round.opinions.map(({ person, tier }) => `${person.name} ${String(tier)}`)]);

  it('is nothing to whoever has no role around the package, and nothing of a package that is not there', async () => {
    const { packageId } = await world.opened();
    for (const person of ['outsider', 'guest', 'collegeReferee', 'secondManager', 'deputy'] as const) assert.equal(await explain(person, packageId), undefined, person);
    assert.equal(await explain('programmeManager', 2_000_000_000), undefined);
  });

  it('tells each classifier their own opinion alone until they have given it, and managers how many are in', async () => {
    const { packageId, classificationId } = await world.opened();
    await world.opine('investigator', classificationId, 2);
    await world.opine('representative', classificationId, 1);
    assert.deepEqual(told(await explained('otherRepresentative', packageId)), [[null, null, []]]);
    assert.deepEqual(told(await explained('investigator', packageId)), [[null, null, ['investigator 2', 'representative 1']]]);
    const manager = await explained('manager', packageId);
    assert.deepEqual([told(manager), manager.progress], [[[null, null, []]], { given: 2, asked: 4 }]);
    const researcher = await explained('researcher', packageId);
    assert.deepEqual([told(researcher), researcher.progress], [[[null, null, []]], undefined]);
  });

  it('tells everyone in the project how the tier came about once it is classified: people, roles, times, paths in the words of that time, and what follows', async () => {
    const { packageId, classificationId } = await world.opened();
    const label = world.flowcharts.get('turing-tiers')?.questions.get('open_publication');
    await world.opineAll(classificationId, [1, 1, 1]);
    valueOf(await world.close(classificationId));
    world.reword('open_publication');
    for (const person of ['researcher', 'referee', 'investigator', 'representative', 'manager', 'programmeManager'] as const) {
      const explanation = await explained(person, packageId);
      assert.deepEqual(told(explanation), [['classified', 'agreed', ['investigator 1', 'representative 1', 'otherRepresentative 1']]], person);
      assert.deepEqual([explanation.tier, explanation.controls?.outbound, explanation.controls?.['egress-review']], [1, 'internet', 'one-independent']);
      const [round] = explanation.rounds;
      assert.deepEqual([round?.openedBy?.name, round?.endedBy?.name, round?.openedAt, explanation.classifiedAt], ['manager', 'manager', world.clock.now(), world.clock.now()]);
      const last = round?.opinions[0]?.steps.at(-1);
      assert.deepEqual([last?.key, last?.label, last?.text, last?.answer], ['open_publication', label?.label, label?.text, 'yes']);
      assert.deepEqual(round?.opinions[1]?.represents, [{ dataset: { id: world.hospital.datasets.admissions, name: 'admissions' }, principal: { id: world.hospital.id.representative, name: 'representative' } }]);
    }
  });

  it('keeps the reason for which somebody raised their tier among those who classify and manage', async () => {
    const { packageId, classificationId } = await world.opened(['admissions']);
    const draft = await world.drafted('investigator', classificationId, 'NNNY');
    valueOf(await world.give('investigator', draft, { tier: 2, reason: 'They know each other.' }));
    await world.opine('representative', classificationId, 2);
    await world.opine('referee', classificationId, 2);
    valueOf(await world.close(classificationId));
    const reasonTo = async (person: PersonKey) => (await explained(person, packageId)).rounds[0]?.opinions[0];
    for (const person of ['investigator', 'representative', 'referee', 'manager', 'programmeManager'] as const) assert.equal((await reasonTo(person))?.reason, 'They know each other.', person);
    const seen = await reasonTo('researcher');
    assert.deepEqual([seen?.tier, seen?.computedTier, seen?.reason], [2, 1, null]);
  });

  it('keeps rounds that were cleared, for those who saw them then and for everyone once it is classified', async () => {
    const { packageId, classificationId } = await world.opened();
    await world.opine('investigator', classificationId, 1);
    await world.opine('representative', classificationId, 0);
    valueOf(await world.clear(classificationId));
    assert.deepEqual(told(await explained('investigator', packageId)), [['cleared', 'cleared', ['investigator 1', 'representative 0']]]);
    for (const person of ['manager', 'programmeManager', 'otherRepresentative', 'researcher'] as const) assert.deepEqual(told(await explained(person, packageId)), [['cleared', null, []]], person);

    const again = valueOf(await world.open(packageId)).classificationId;
    // To classify again is to be blind again.
    assert.deepEqual(told(await explained('investigator', packageId)), [['cleared', null, ['investigator 1']], [null, null, []]]);
    await world.opineAll(again, [0, 0, 0]);
    valueOf(await world.close(again));
    const whole = [['cleared', 'cleared', ['investigator 1', 'representative 0']], ['classified', 'agreed', ['investigator 0', 'representative 0', 'otherRepresentative 0']]];
    for (const person of ['researcher', 'otherRepresentative', 'manager'] as const) assert.deepEqual(told(await explained(person, packageId)), whole, person);
  });

  it('tells the ways out that were taken, and opinions that were replaced', async () => {
    const { packageId, classificationId } = await world.opened();
    await world.opineAll(classificationId, [1, 1, 0]);
    await world.opine('otherRepresentative', classificationId, 1);
    assert.deepEqual((await explained('manager', packageId)).rounds[0]?.waysOut.map(({ kind, takenBy }) => [kind, takenBy.name]), [['modify', 'otherRepresentative']]);
    valueOf(await world.close(classificationId));
    const { rounds } = await explained('researcher', packageId);
    assert.deepEqual(rounds[0]?.opinions.map(({ person, endedBecause }) => [person.name, endedBecause]), [
      ['investigator', null],
      ['representative', null],
      ['otherRepresentative', 'replaced'],
      ['otherRepresentative', null],
    ]);
  });

  it('names the dataset that was withdrawn, though the package does not hold it any more', async () => {
    const { packageId, classificationId } = await world.opened();
    await world.opineAll(classificationId, [1, 1, 0]);
    valueOf(await world.withdraw('otherRepresentative', classificationId, 'imaging'));
    const { datasets, rounds } = await explained('investigator', packageId);
    assert.deepEqual([datasets.map(({ name }) => name), rounds[0]?.cause, rounds[0]?.waysOut[0]?.dataset?.name], [['admissions'], 'dataset-withdrawn', 'imaging']);
  });

  it('tells at no time more tiers to somebody than the classification itself does', async () => {
    const { packageId, classificationId } = await world.opened();
    for (const giver of ['investigator', 'representative', 'otherRepresentative'] as const) {
      await world.opine(giver, classificationId, giver === 'representative' ? 0 : 1);
      for (const person of personKeys) {
        const explanation = await explain(person, packageId);
        if (!explanation) continue;
        const view = await world.view(person, packageId);
        const seen = [...(view.own ? [view.own] : []), ...view.others].map(({ id }) => id).sort();
        assert.deepEqual(explanation.rounds.flatMap(({ opinions }) => opinions.map(({ id }) => id)).sort(), seen, person);
      }
    }
  });
});
