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
    for (const person of ['investigator', 'representative', 'otherRepresentative'] as const) await world.opine(person, classificationId, tier);
    if (referee !== 'none') await world.opine('referee', classificationId, tier);
    if (referee === 'approved') for (const person of ['representative', 'otherRepresentative'] as const) valueOf(await world.approve(person, packageId));
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

  it('says so from the start to everyone who sees the package', async () => {
    await classified(['imaging'], 2);
    const { packageId } = await world.opened();
    assert.equal((await world.view('investigator', packageId)).floor, 2);
  });
});
