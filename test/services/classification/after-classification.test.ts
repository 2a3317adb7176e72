import assert from 'node:assert/strict';
import { viewMyDatasets } from '../../../services/projects/index.js';
import * as classification from '../../../services/classification/index.js';
import { askForAccess } from '../../../services/requests/index.js';
import { eachWorld } from '../../support/each-world.js';
import type { DatasetKey, PersonKey } from '../../support/hospital-builder.js';
import { ClassificationWorld, reasonOf, valueOf } from './classification-world.js';

describe('after a package is classified', () => {
  let world: ClassificationWorld;
  eachWorld(ClassificationWorld.build, (fresh) => {
    world = fresh;
  });

  /** Access at tier 2 that the researcher asked for and got. */
  const activated = async (dataset: DatasetKey | undefined): Promise<number> => {
    const { id } = await world.requests.asked('researcher', { tier: 2, ...(dataset === undefined ? {} : { dataset }) });
    await world.requests.approved(id, 'investigator');
    await world.requests.runJobs();
    assert.equal(await world.requests.state(id), 'active');
    return id;
  };
  /** A classified package in whose workspace somebody is a member, with access to one of its datasets. */
  const withAccess = async (): Promise<{ readonly packageId: number; readonly joined: number; readonly access: Readonly<Record<'admissions' | 'imaging', number>> }> => {
    const joined = await activated(undefined);
    const { work_package_id } = await world.requests.request(joined);
    return { packageId: work_package_id, joined, access: { admissions: await activated('admissions'), imaging: await activated('imaging') } };
  };
  const withdraw = (person: PersonKey, packageId: number, dataset: DatasetKey): ReturnType<typeof classification.withdrawFromClassified> =>
    world.as(person, (context) => classification.withdrawFromClassified(context, { packageId, datasetId: world.hospital.datasets[dataset] }));
  const stateOf = async (id: number): Promise<readonly [string, string | null]> => {
    const row = await world.db.selectFrom('requests').select(['state', 'cause']).where('id', '=', id).executeTakeFirstOrThrow();
    return [row.state, row.cause];
  };
  const datasetsOf = async (packageId: number): Promise<readonly number[]> =>
    (await world.db.selectFrom('work_package_datasets').select('dataset_id').where('work_package_id', '=', packageId).orderBy('dataset_id').execute()).map(({ dataset_id }) => dataset_id);

  it('a withdrawn dataset takes access to it along, suspends the rest, and leaves a successor with the other datasets', async () => {
    const { packageId, joined, access } = await withAccess();
    const before = await datasetsOf(packageId);
    const { successorId } = valueOf(await withdraw('otherRepresentative', packageId, 'imaging'));
    assert.ok(successorId);
    assert.deepEqual(await stateOf(access.imaging), ['ending', 'dataset-withdrawn']);
    assert.deepEqual([await stateOf(access.admissions), await stateOf(joined)], [['suspended', 'package-suspended'], ['suspended', 'package-suspended']]);
    const row = await world.db.selectFrom('work_packages').select(['state', 'successor_of', 'successor_reason']).where('id', '=', successorId).executeTakeFirstOrThrow();
    assert.deepEqual(row, { state: 'new', successor_of: packageId, successor_reason: 'dataset-withdrawn' });
    const shown = (await world.as('otherRepresentative', (context) => viewMyDatasets(context, 1))).items.flatMap(({ places }) => places).find(({ workPackage }) => workPackage.id === packageId);
    assert.deepEqual([shown?.withdrawn, shown?.workPackage.suspended], [true, true], 'its Representative sees it so among their datasets');
    assert.deepEqual(await datasetsOf(successorId), before.filter((id) => id !== world.hospital.datasets.imaging));
    assert.deepEqual(await datasetsOf(packageId), before, 'what was classified stays on record');
  });

  it('nobody gets into a suspended package, and nobody comes back by themselves', async () => {
    const { packageId, joined } = await withAccess();
    valueOf(await withdraw('otherRepresentative', packageId, 'imaging'));
    await world.requests.sweep();
    assert.deepEqual(await stateOf(joined), ['suspended', 'package-suspended']);
    const { workspace_id } = await world.db.selectFrom('requests').select('workspace_id').where('id', '=', joined).executeTakeFirstOrThrow();
    const asked = await world.as('colleague', (context) => askForAccess(context, { workspaceId: workspace_id, datasetId: null, purpose: 'to look', untilOn: '2027-01-31', accepted: true, alsoJoin: false, subjectId: context.actor.id }));
    assert.equal(asked.kind === 'refused' ? asked.reason : 'asked', 'not-classified');
  });

  it('withdrawn once more changes nothing; a second dataset leaves the successor too', async () => {
    const { packageId } = await withAccess();
    const { successorId } = valueOf(await withdraw('otherRepresentative', packageId, 'imaging'));
    assert.equal((await withdraw('otherRepresentative', packageId, 'imaging')).kind, 'unchanged');
    assert.equal(valueOf(await withdraw('representative', packageId, 'admissions')).successorId, successorId);
    assert.ok(successorId);
    assert.ok(!(await datasetsOf(successorId)).includes(world.hospital.datasets.admissions));
    const successors = await world.db.selectFrom('work_packages').select('id').where('successor_of', '=', packageId).execute();
    assert.equal(successors.length, 1);
  });

  it('a successor that is being classified already is taken back to new without it', async () => {
    const { packageId } = await withAccess();
    const { successorId } = valueOf(await withdraw('otherRepresentative', packageId, 'imaging'));
    assert.ok(successorId);
    const { classificationId } = valueOf(await world.open(successorId));
    await world.opine('investigator', classificationId, 1);
    assert.equal(valueOf(await withdraw('representative', packageId, 'admissions')).successorId, successorId);
    assert.deepEqual(await datasetsOf(successorId), [world.hospital.datasets.pathology]);
    assert.equal((await world.package(successorId)).state, 'new');
    const round = await world.db.selectFrom('classifications').select(['outcome', 'cause']).where('id', '=', classificationId).executeTakeFirstOrThrow();
    assert.deepEqual(round, { outcome: 'cleared', cause: 'dataset-withdrawn' });
    assert.equal((await world.db.selectFrom('work_packages').select('id').where('successor_of', '=', packageId).execute()).length, 1);
  });

  it('nobody withdraws a dataset that they do not represent', async () => {
    const { packageId } = await withAccess();
    assert.equal(reasonOf(await withdraw('representative', packageId, 'imaging')), 'not-in-package');
  });

  it('at tier 4 all access ends, and Programme Manager and Representatives say what happens with the data', async () => {
    const { packageId, classificationId } = await world.opened();
    await world.opineAtFour(packageId, classificationId);
    const landed = await activated(undefined);
    await world.db.updateTable('requests').set({ work_package_id: packageId }).where('id', '=', landed).execute();
    valueOf(await world.close(classificationId));
    assert.deepEqual(await stateOf(landed), ['ending', 'tier-4']);
    const say = (person: PersonKey, outcome: classification.TierFourOutcome) => world.as(person, (context) => classification.recordTierFourOutcome(context, { packageId, outcome }));
    const answers = async () => (await world.as('manager', (context) => classification.viewPackage(context, packageId)))?.tierFour.map(({ role, outcome }) => `${role}: ${outcome ?? 'missing'}`).sort();
    assert.deepEqual(await answers(), ['programme-manager: missing', 'representative: missing', 'representative: missing']);
    valueOf(await say('representative', 'return'));
    valueOf(await say('programmeManager', 'outside'));
    valueOf(await say('programmeManager', 'delete'));
    assert.deepEqual(await answers(), ['programme-manager: delete', 'representative: missing', 'representative: return']);
  });

  it('at tier 4 they are asked at once, with the form, and once more after five working days, until it is on record', async () => {
    const { packageId, classificationId } = await world.opened();
    await world.opineAtFour(packageId, classificationId);
    valueOf(await world.close(classificationId));
    const asked = async (): Promise<readonly PersonKey[]> => {
      const rows = await world.db.selectFrom('outbox').select(['recipient_id', 'payload']).where('about_id', '=', packageId).where('kind', '=', 'tell').orderBy('id').execute();
      return rows.filter(({ payload }) => payload['event'] === 'tier-four').map(({ recipient_id }) => world.hospital.keyOf(recipient_id)).sort();
    };
    const everyone = ['otherProgrammeManager', 'otherRepresentative', 'programmeManager', 'representative'] as const;
    assert.deepEqual(await asked(), everyone);
    world.clock.advance({ days: 4 });
    await classification.sweepClassifications(world.surroundings);
    assert.equal((await asked()).length, 4);
    world.clock.advance({ days: 4 });
    for (let time = 0; time < 2; time += 1) await classification.sweepClassifications(world.surroundings);
    assert.deepEqual(await asked(), everyone.flatMap((person) => [person, person]));
  });

  it('at tier 4 the word of a deputy who fills the seat is that of whom they stand in for', async () => {
    const { packageId, classificationId } = await world.opened();
    await world.opineAtFour(packageId, classificationId);
    valueOf(await world.close(classificationId));
    await world.hospital.declareConflict('representative');
    valueOf(await world.as('deputy', (context) => classification.recordTierFourOutcome(context, { packageId, outcome: 'return' })));
    const view = await world.as('manager', (context) => classification.viewPackage(context, packageId));
    assert.deepEqual(view?.tierFour.filter(({ outcome }) => outcome === null).map(({ personId, role }) => [role, personId]), [['representative', world.hospital.id.otherRepresentative], ['programme-manager', null]]);
  });

  it('the package and the list of packages say what was withdrawn, when and by whom, and where the work goes on', async () => {
    const { packageId } = await withAccess();
    const { successorId } = valueOf(await withdraw('otherRepresentative', packageId, 'imaging'));
    const view = await world.as('investigator', (context) => classification.viewPackage(context, packageId));
    assert.deepEqual(view?.withdrawals, [{ dataset: { id: world.hospital.datasets.imaging, name: 'imaging' }, by: world.hospital.id.otherRepresentative, at: world.clock.now() }]);
    const { items } = await world.as('investigator', (context) => classification.listPackages(context, 1));
    const line = items.find(({ id }) => id === packageId);
    assert.deepEqual([line?.suspended, line?.successors], [true, [successorId]]);
    assert.deepEqual(items.filter(({ suspended }) => suspended).length, 1);
  });

  it('below tier 4 there is nothing of the kind to say', async () => {
    const { packageId } = await withAccess();
    assert.equal(reasonOf(await world.as('programmeManager', (context) => classification.recordTierFourOutcome(context, { packageId, outcome: 'delete' }))), 'not-possible');
  });
});
