import assert from 'node:assert/strict';
import { transact } from '../../../services/audit/index.js';
import { endEveryRole } from '../../../services/projects/end-every-role.js';
import { directorySync } from '../../../services/projects/recognise-actor.js';
import type { TestDatabase } from '../../support/database.js';
import { eachWorld } from '../../support/each-world.js';
import { anonymised, ClassificationWorld, reasonOf, valueOf } from './classification-world.js';

describe('who classifies', () => {
  let database: TestDatabase;
  let world: ClassificationWorld;
  eachWorld(ClassificationWorld.build, (fresh, own) => {
    world = fresh;
    database = own;
  });

  it('nothing is opened without a dataset, by a flowchart that is not there, or twice', async () => {
    assert.equal(reasonOf(await world.open(await world.newPackage([]))), 'dataset-needed');
    const packageId = await world.newPackage();
    world.flowcharts = new Map();
    assert.equal(reasonOf(await world.open(packageId)), 'no-such-flowchart');
    world = await ClassificationWorld.build(database);
    const { packageId: open } = await world.opened();
    assert.equal(reasonOf(await world.open(open)), 'not-possible');
  });

  it('whoever opens a classification cannot classify in it, and whoever classified cannot close it', async () => {
    const packageId = await world.newPackage();
    const { classificationId } = valueOf(await world.open(packageId, 'programmeManager'));
    await world.hospital.setRole('programmeManager', 'referee');
    assert.equal(reasonOf(await world.begin('programmeManager', classificationId)), 'opened-it');
    await world.opineAll(classificationId, [1, 1, 1]);
    await world.opine('referee', classificationId, 1);
    await world.hospital.setRole('referee', 'project-manager');
    assert.equal(reasonOf(await world.close(classificationId, 'referee')), 'gave-opinion');
    assert.equal(valueOf(await world.close(classificationId)).tier, 1);
  });

  it('it is closed on the opinions that were seen: an older version is refused', async () => {
    const { packageId, classificationId } = await world.opened();
    await world.opineAll(classificationId, [1, 1, 1]);
    const { version } = await world.view('manager', packageId);
    await world.opine('referee', classificationId, 1);
    assert.equal(reasonOf(await world.close(classificationId, 'manager', version)), 'outdated');
    assert.equal(valueOf(await world.close(classificationId)).tier, 1);
  });

  it('who has declared a conflict decides nothing: an Investigator classifies no more, a manager neither opens nor closes', async () => {
    const { classificationId } = await world.opened();
    await world.hospital.declareConflict('investigator');
    assert.equal(reasonOf(await world.begin('investigator', classificationId)), 'not-allowed');
    await world.hospital.declareConflict('manager');
    assert.equal(reasonOf(await world.clear(classificationId)), 'not-allowed');
  });

  it('who opened an earlier round may classify in the next', async () => {
    const packageId = await world.newPackage();
    const first = valueOf(await world.open(packageId, 'programmeManager'));
    valueOf(await world.clear(first.classificationId));
    const { classificationId } = valueOf(await world.open(packageId));
    await world.hospital.setRole('programmeManager', 'referee');
    assert.equal((await world.opine('programmeManager', classificationId, 1)).role, 'referee');
  });

  it('an Investigator’s opinion outlasts their role (rule 2)', async () => {
    const { classificationId } = await world.opened();
    await world.opineAll(classificationId, [1, 1, 1]);
    await world.hospital.setRole('investigator', 'researcher');
    await world.hospital.setRole('secondManager', 'investigator');
    assert.equal(valueOf(await world.close(classificationId)).tier, 1);
  });

  it('a Representative who is replaced before giving an opinion is asked no more, their successor is', async () => {
    const { packageId, classificationId } = await world.opened();
    const draft = await world.drafted('otherRepresentative', classificationId, 'NN');
    await world.hospital.setRole('otherRepresentative', null);
    await world.hospital.represent('imaging', ['guest']);
    await world.opine('investigator', classificationId, 1);
    await world.opine('representative', classificationId, 1);
    assert.equal(reasonOf(await world.answer('otherRepresentative', draft, 'include_commercial', 'no')), 'not-found');
    assert.deepEqual((await world.view('representative', packageId)).missing, [{ rule: 3, needs: 'representative', datasetId: world.hospital.datasets.imaging, principalId: world.hospital.id.guest }]);
    await world.opine('guest', classificationId, 1);
    assert.equal(valueOf(await world.close(classificationId)).tier, 1);
  });

  it('a Representative who is replaced after giving an opinion has spoken for the dataset (rule 3)', async () => {
    const { classificationId } = await world.opened();
    await world.opineAll(classificationId, [1, 1, 1]);
    await world.hospital.setRole('otherRepresentative', null);
    await world.hospital.represent('imaging', ['guest']);
    assert.equal(valueOf(await world.close(classificationId)).tier, 1);
  });

  it('a deputy gives the opinion where the Representative is gone, and else is nobody here', async () => {
    const { classificationId } = await world.opened();
    assert.equal(reasonOf(await world.begin('deputy', classificationId)), 'not-found');
    await world.hospital.disable('representative');
    await world.opine('investigator', classificationId, 1);
    await world.opine('otherRepresentative', classificationId, 1);
    await world.opine('deputy', classificationId, 1);
    assert.equal(valueOf(await world.close(classificationId)).tier, 1);
  });

  it('an account that is closed ends what it represented: what it said stands, a deputy says the rest, and opened again it has no seat', async () => {
    const { packageId, classificationId } = await world.opened(['admissions', 'pathology', 'imaging']);
    await world.opine('otherRepresentative', classificationId, 1);
    for (const person of ['representative', 'otherRepresentative'] as const) await transact(world.surroundings, directorySync, (context) => endEveryRole(context, world.hospital.id[person]));
    assert.equal(reasonOf(await world.begin('representative', classificationId)), 'not-found');
    await world.opine('investigator', classificationId, 1);
    assert.deepEqual((await world.view('investigator', packageId)).missing.map((one) => ('principalId' in one ? [one.datasetId, one.principalId] : [])), (['admissions', 'pathology'] as const).map((key) => [world.hospital.datasets[key], null]));
    await world.opine('deputy', classificationId, 1);
    assert.equal(valueOf(await world.close(classificationId)).tier, 1);
  });

  it('a Referee with a declared conflict is none', async () => {
    const { classificationId } = await world.opened();
    await world.hospital.declareConflict('referee');
    assert.equal(reasonOf(await world.begin('referee', classificationId)), 'not-allowed');
  });

  it('at tier 2 a Referee is needed, who needs no approval (rules 4 and 5)', async () => {
    const { classificationId } = await world.opened();
    await world.opineAll(classificationId, [2, 2, 2]);
    assert.equal(reasonOf(await world.close(classificationId)), 'not-ready');
    await world.opine('referee', classificationId, 2);
    assert.equal(valueOf(await world.close(classificationId)).tier, 2);
  });

  it('personal data that is said to be fully anonymised needs a Referee at tier 0 (rule 4, paper 11.11)', async () => {
    const { classificationId } = await world.opened();
    await world.opine('investigator', classificationId, anonymised);
    await world.opine('representative', classificationId, 0);
    await world.opine('otherRepresentative', classificationId, 0);
    assert.equal(reasonOf(await world.close(classificationId)), 'not-ready');
    await world.opine('referee', classificationId, anonymised);
    assert.equal(valueOf(await world.close(classificationId)).tier, 0);
  });

  it('at tier 3 the Referee’s opinion counts once every dataset’s Representative approved them (rule 5)', async () => {
    const { packageId, classificationId } = await world.opened(['admissions', 'pathology', 'imaging']);
    await world.opineAll(classificationId, [3, 3, 3]);
    await world.opine('referee', classificationId, 3);
    assert.equal(reasonOf(await world.close(classificationId)), 'not-ready');
    assert.equal(valueOf(await world.approve('representative', packageId)).length, 2, 'one act covers all datasets of one Representative');
    assert.equal((await world.approve('representative', packageId)).kind, 'unchanged');
    assert.equal(reasonOf(await world.close(classificationId)), 'not-ready');
    assert.equal(valueOf(await world.approve('otherRepresentative', packageId)).length, 1);
    assert.equal(valueOf(await world.close(classificationId)).tier, 3);
  });

  it('Representatives approve Researchers and Referees, and nobody else', async () => {
    const packageId = await world.newPackage();
    assert.equal((await world.approve('representative', packageId, 'researcher')).kind, 'done');
    for (const subject of ['investigator', 'manager', 'representative', 'outsider', 'collegeReferee'] as const) assert.equal(reasonOf(await world.approve('representative', packageId, subject)), 'nobody-to-approve');
    for (const person of ['manager', 'programmeManager', 'investigator', 'referee'] as const) assert.equal(reasonOf(await world.approve(person, packageId)), 'not-allowed');
  });
});
