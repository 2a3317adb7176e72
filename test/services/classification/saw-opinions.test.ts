import assert from 'node:assert/strict';
import * as classification from '../../../services/classification/index.js';
import { eachWorld } from '../../support/each-world.js';
import { ClassificationWorld, reasonOf, valueOf } from './classification-world.js';

describe('who has seen the opinions of a round gives none in it', () => {
  let world: ClassificationWorld;
  eachWorld(ClassificationWorld.build, (fresh) => {
    world = fresh;
  });

  /** Everyone who is needed is in and they differ: managers see the opinions now. */
  const inConflict = async (): Promise<{ readonly packageId: number; readonly classificationId: number }> => {
    const opened = valueOf(await world.open(await world.newPackage(), 'programmeManager'));
    await world.opineAll(opened.classificationId, [1, 0, 0]);
    const { work_package_id } = await world.db.selectFrom('classifications').select('work_package_id').where('id', '=', opened.classificationId).executeTakeFirstOrThrow();
    return { packageId: work_package_id, classificationId: opened.classificationId };
  };
  const toReferee = (): Promise<void> => world.hospital.setRole('manager', 'referee');

  it('a manager who looked at them, and is Referee now, is told why and gives none', async () => {
    const { packageId, classificationId } = await inConflict();
    assert.equal((await world.view('manager', packageId)).sight, 'sighted');
    await toReferee();
    assert.equal(reasonOf(await world.begin('manager', classificationId)), 'saw-opinions');
    const view = await world.view('manager', packageId);
    assert.ok(!view.allowed.includes('answer') && !view.allowed.includes('give'));
    assert.deepEqual([view.sight, view.others, view.progress], ['onlooker', [], undefined]);
  });

  it('so is one who read the explanation, or tried to close', async () => {
    const explained = await inConflict();
    await world.as('manager', (context) => classification.explainClassification(context, explained.packageId));
    const tried = await inConflict();
    assert.equal(reasonOf(await world.close(tried.classificationId, 'manager')), 'opinions-differ');
    await toReferee();
    for (const { classificationId } of [explained, tried]) assert.equal(reasonOf(await world.begin('manager', classificationId)), 'saw-opinions');
  });

  it('a draft from before they looked gives none either', async () => {
    const { packageId, classificationId } = await inConflict();
    await toReferee();
    const draft = await world.drafted('manager', classificationId, 'NNNN');
    await world.hospital.setRole('manager', 'project-manager');
    await world.view('manager', packageId);
    await toReferee();
    assert.equal(reasonOf(await world.give('manager', draft)), 'saw-opinions');
  });

  it('a manager who looked before all were in has seen none, and may', async () => {
    const { packageId, classificationId } = await world.opened();
    valueOf(await world.clear(classificationId));
    const again = valueOf(await world.open(packageId, 'programmeManager'));
    await world.opine('investigator', again.classificationId, 1);
    assert.equal((await world.view('manager', packageId)).sight, 'manager');
    await toReferee();
    assert.equal((await world.opine('manager', again.classificationId, 0)).role, 'referee');
  });

  it('one who gave their own before seeing the others’ may still change it', async () => {
    const { packageId, classificationId } = await inConflict();
    assert.equal((await world.view('investigator', packageId)).sight, 'sighted');
    assert.equal((await world.opine('investigator', classificationId, 0)).tier, 0);
  });

  it('in the next round they may: what they saw was cleared', async () => {
    const { packageId, classificationId } = await inConflict();
    await world.view('manager', packageId);
    valueOf(await world.clear(classificationId, 'programmeManager'));
    await toReferee();
    const next = valueOf(await world.open(packageId, 'programmeManager'));
    assert.equal((await world.opine('manager', next.classificationId, 1)).role, 'referee');
  });

  it('they are not asked, and for a Representative who saw them the deputy is', async () => {
    const { packageId, classificationId } = await inConflict();
    await world.view('manager', packageId);
    await world.hospital.setRole('manager', null);
    await world.hospital.represent('imaging', ['manager'], ['deputy']);
    await world.db.updateTable('opinions').set({ ended_at: world.clock.now(), ended_because: 'replaced' }).where('classification_id', '=', classificationId).where('person_id', '=', world.hospital.id.otherRepresentative).execute();
    assert.equal(reasonOf(await world.begin('manager', classificationId)), 'saw-opinions');
    assert.equal((await world.opine('deputy', classificationId, 0)).role, 'representative');
    const asked = await world.as('investigator', (context) => classification.viewPackage(context, packageId));
    assert.ok(!asked?.asked.some(({ personId }) => personId === world.hospital.id.manager));
  });
});
