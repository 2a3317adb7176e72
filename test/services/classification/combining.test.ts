import assert from 'node:assert/strict';
import { eachWorld } from '../../support/each-world.js';
import type { DatasetKey } from '../../support/hospital-builder.js';
import { ClassificationWorld, valueOf } from './classification-world.js';
import type { Tier } from '../../../services/classification/index.js';

describe('a package that combines datasets', () => {
  let world: ClassificationWorld;
  eachWorld(ClassificationWorld.build, (fresh) => {
    world = fresh;
  });

  const classified = async (datasets: readonly DatasetKey[], tier: Tier): Promise<number> => {
    const packageId = await world.newPackage(datasets);
    await world.db.updateTable('work_packages').set({ state: 'classified', tier, classified_at: world.clock.now() }).where('id', '=', packageId).execute();
    return packageId;
  };
  const closedAt = async (datasets: readonly DatasetKey[], tier: Tier, referee: 'none' | 'asked' | 'approved' = 'none'): Promise<number | null> => {
    const { packageId, classificationId } = await world.opened(datasets);
    const represent = (['representative', 'otherRepresentative'] as const).filter((person) => datasets.some((key) => (key === 'imaging') === (person === 'otherRepresentative')));
    for (const person of ['investigator', ...represent] as const) await world.opine(person, classificationId, tier);
    if (referee !== 'none') await world.opine('referee', classificationId, tier);
    if (referee === 'approved') for (const person of represent) valueOf(await world.approve(person, packageId));
    valueOf(await world.close(classificationId));
    return (await world.package(packageId)).tier;
  };

  it('is classified below none of its parts, though everyone holds a lower tier (paper 4.1.3)', async () => {
    await classified(['admissions'], 1);
    await classified(['imaging'], 2);
    assert.equal(await closedAt(['admissions', 'imaging'], 0, 'asked'), 2);
  });

  it('needs the Referee, and their approval, that the tier of its part asks for (rules 4 and 5)', async () => {
    await classified(['imaging'], 3);
    await assert.rejects(closedAt(['admissions', 'imaging'], 1), /not-ready/);
    await assert.rejects(closedAt(['admissions', 'imaging'], 1, 'asked'), /not-ready/);
    assert.equal(await closedAt(['admissions', 'imaging'], 1, 'approved'), 3);
  });

  it('is classified higher than its parts where everyone holds so', async () => {
    await classified(['admissions'], 0);
    assert.equal(await closedAt(['admissions', 'imaging'], 1), 1);
  });

  it('takes no package for its part that holds another dataset, or the same ones', async () => {
    await classified(['pathology'], 3);
    await classified(['admissions', 'pathology'], 3);
    await classified(['admissions', 'imaging'], 3);
    assert.equal(await closedAt(['admissions', 'imaging'], 1), 1);
  });

  describe('a part that is classified after its combination', () => {
    const audited = async (): Promise<readonly string[]> => (await world.audit()).filter((entry) => !entry.startsWith('classification.answer') && !entry.startsWith('classification.give'));
    const rowOf = (id: number) => world.db.selectFrom('work_packages').select(['state', 'tier', 'suspended_because']).where('id', '=', id).executeTakeFirstOrThrow();

    it('and above it, suspends it, with a successor of the same datasets, on record; nothing is raised in place', async () => {
      const union = await classified(['imaging', 'pathology'], 1);
      const other = await classified(['admissions', 'imaging'], 0);
      assert.equal(await closedAt(['imaging'], 2, 'asked'), 2);
      for (const id of [union, other]) assert.deepEqual(await rowOf(id), { state: 'classified', tier: id === union ? 1 : 0, suspended_because: 'part-above' });
      const successors = await world.db.selectFrom('work_packages').select(['id', 'state', 'successor_reason']).where('successor_of', '=', union).execute();
      assert.deepEqual(successors.map(({ state, successor_reason }) => [state, successor_reason]), [['new', 'part-above']]);
      const datasets = await world.db.selectFrom('work_package_datasets').select('dataset_id').where('work_package_id', '=', successors[0]!.id).orderBy('dataset_id').execute();
      assert.deepEqual(datasets.map(({ dataset_id }) => dataset_id), [world.hospital.datasets.pathology, world.hospital.datasets.imaging].sort((a, b) => a - b));
      assert.ok((await audited()).includes('classification.suspend: done part-above'));
      const told = await world.db.selectFrom('outbox').select('recipient_id').where('about_type', '=', 'package').where('about_id', '=', union).where('kind', '=', 'tell').execute();
      assert.ok(told.some(({ recipient_id }) => recipient_id === world.hospital.id.researcher) && told.some(({ recipient_id }) => recipient_id === world.hospital.id.representative));
    });

    it('suspends the access in it; at tier 4 all of it ends', async () => {
      const joined = await world.requests.asked('researcher', { tier: 2 });
      await world.requests.approved(joined.id, 'investigator');
      await world.requests.runJobs();
      const stateOf = async () => {
        const { state, cause } = await world.db.selectFrom('requests').select(['state', 'cause']).where('id', '=', joined.id).executeTakeFirstOrThrow();
        return [state, cause];
      };
      assert.deepEqual(await stateOf(), ['active', null]);
      assert.equal(await closedAt(['imaging'], 3, 'approved'), 3);
      assert.deepEqual(await stateOf(), ['suspended', 'package-suspended']);
      const again = await world.requests.asked('researcher', { tier: 3 });
      assert.equal(await closedAt(['admissions'], 4, 'approved'), 4);
      assert.equal((await world.requests.request(again.id)).state, 'withdrawn');
    });

    it('and not above it, changes nothing; nor does one that is suspended already follow twice', async () => {
      const union = await classified(['imaging', 'pathology'], 2);
      assert.equal(await closedAt(['imaging'], 2, 'asked'), 2);
      assert.equal((await rowOf(union)).suspended_because, null);
      assert.equal(await closedAt(['pathology'], 3, 'approved'), 3);
      assert.equal(await closedAt(['imaging'], 3, 'approved'), 3);
      assert.equal((await world.db.selectFrom('work_packages').select('id').where('successor_of', '=', union).execute()).length, 1);
    });

    it('and while it is open, lifts what it can be closed at', async () => {
      const { packageId, classificationId } = await world.opened();
      for (const person of ['investigator', 'representative', 'otherRepresentative', 'referee'] as const) await world.opine(person, classificationId, 1);
      assert.equal(await closedAt(['imaging'], 2, 'asked'), 2);
      assert.equal((await world.view('manager', packageId)).floor, 2);
      assert.equal(valueOf(await world.close(classificationId)).tier, 2);
    });

    it('both closed at the same moment, in either order: the combination never goes on below its part', async () => {
      for (let round = 0; round < 8; round += 1) {
        const union = await world.opened(['admissions', 'imaging']);
        const part = await world.opened(['imaging']);
        for (const person of ['investigator', 'representative', 'otherRepresentative', 'referee'] as const) {
          await world.opine(person, union.classificationId, 1);
          if (person !== 'representative') await world.opine(person, part.classificationId, 2);
        }
        const closings = [world.close(union.classificationId), world.close(part.classificationId, 'programmeManager')];
        for (const result of await Promise.all(round % 2 === 0 ? closings : closings.reverse())) valueOf(result);
        const [whole, piece] = [await rowOf(union.packageId), await rowOf(part.packageId)];
        assert.equal(piece.tier, 2);
        assert.ok(whole.tier === 2 || whole.suspended_because === 'part-above', JSON.stringify(whole));
        // The next round is not about what this one left.
        await world.db.updateTable('work_packages').set({ suspended_at: world.clock.now(), suspended_because: 'dataset-withdrawn' }).where('id', 'in', [union.packageId]).execute();
        await world.db.deleteFrom('work_package_datasets').where('work_package_id', '=', part.packageId).execute();
      }
    }).timeout(60_000);
  });

  it('says so from the start to everyone who sees the package', async () => {
    await classified(['imaging'], 2);
    const { packageId } = await world.opened();
    assert.equal((await world.view('investigator', packageId)).floor, 2);
  });
});
