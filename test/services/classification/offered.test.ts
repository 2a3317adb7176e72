import assert from 'node:assert/strict';
import { packageStates, personActions, viewPackage, type PersonAction } from '../../../services/classification/index.js';
import { eachWorld } from '../../support/each-world.js';
import { personKeys, type PersonKey } from '../../support/hospital-builder.js';
import { tryAct, type Place } from './acts.js';
import { ClassificationWorld, lettersTo, reasonOf, valueOf } from './classification-world.js';

/** What a package can be like, beside its state: each with people who stand to it in every way that the tables know. */
const situations = {
  'new, without data': async (world: ClassificationWorld): Promise<Place> => ({ packageId: await world.newPackage([]), classificationId: 0, drafts: {} }),
  new: async (world: ClassificationWorld): Promise<Place> => {
    const { packageId, classificationId } = await world.opened();
    valueOf(await world.clear(classificationId));
    return { packageId, classificationId, drafts: {} };
  },
  'open, nobody in': async (world: ClassificationWorld): Promise<Place> => drafted(world, await world.opened(), ['investigator', 'representative']),
  'open, some in': async (world: ClassificationWorld): Promise<Place> => {
    const opened = await world.opened();
    await world.opine('investigator', opened.classificationId, 3);
    await world.opine('representative', opened.classificationId, 1);
    return drafted(world, opened, ['investigator', 'otherRepresentative', 'referee']);
  },
  'open, all agree': async (world: ClassificationWorld): Promise<Place> => {
    const opened = await world.opened();
    await world.opineAll(opened.classificationId, [1, 1, 1]);
    return drafted(world, opened, ['investigator', 'referee']);
  },
  'open, all in and differing': async (world: ClassificationWorld): Promise<Place> => {
    const opened = await world.opened();
    await world.opineAll(opened.classificationId, [1, 0, 1]);
    return drafted(world, opened, ['investigator', 'representative']);
  },
  'open, about to go on at the highest': async (world: ClassificationWorld): Promise<Place> => {
    const opened = await world.opened();
    await world.opineAll(opened.classificationId, [1, 0, 1]);
    valueOf(await world.proceed('investigator', opened.classificationId));
    valueOf(await world.proceed('programmeManager', opened.classificationId));
    return drafted(world, opened, []);
  },
  // Roles changed in the round: who opened it classifies, who gave manages, who saw the opinions classifies, and somebody has a conflict.
  'open, with roles that changed': async (world: ClassificationWorld): Promise<Place> => {
    const packageId = await world.newPackage();
    const opened = valueOf(await world.open(packageId, 'manager'));
    await world.opineAll(opened.classificationId, [1, 0, 1]);
    await world.opine('referee', opened.classificationId, 1);
    await world.view('programmeManager', packageId);
    await world.hospital.setRole('manager', 'referee');
    await world.hospital.setRole('referee', 'project-manager');
    await world.hospital.setRole('programmeManager', 'referee');
    await world.hospital.setRole('investigator', 'researcher');
    await world.hospital.setRole('secondManager', 'investigator');
    await world.hospital.declareConflict('otherProgrammeManager');
    return { ...(await drafted(world, { packageId, ...opened }, ['secondManager'])), approves: 'manager' };
  },
  classified: async (world: ClassificationWorld): Promise<Place> => {
    const opened = await world.opened();
    await world.opineAll(opened.classificationId, [1, 1, 1]);
    valueOf(await world.close(opened.classificationId));
    return { ...opened, drafts: {} };
  },
  'classified at tier 4': async (world: ClassificationWorld): Promise<Place> => {
    const opened = await world.opened();
    await world.opineAtFour(opened.packageId, opened.classificationId);
    valueOf(await world.close(opened.classificationId));
    return { ...opened, drafts: {} };
  },
  'open in a project that is closed': async (world: ClassificationWorld): Promise<Place> => {
    const opened = await world.opened();
    await world.opineAll(opened.classificationId, [1, 1, 1]);
    const place = await drafted(world, opened, ['referee']);
    await world.db.updateTable('projects').set({ state: 'closed' }).execute();
    return place;
  },
} as const;

async function drafted(world: ClassificationWorld, { packageId, classificationId }: Pick<Place, 'packageId' | 'classificationId'>, people: readonly PersonKey[]): Promise<Place> {
  const drafts: Partial<Record<PersonKey, number>> = {};
  for (const person of people) drafts[person] = (await world.drafted(person, classificationId, lettersTo[1])).id;
  return { packageId, classificationId, drafts };
}

describe('what is offered and what is done', () => {
  let world: ClassificationWorld;
  eachWorld(ClassificationWorld.build, (fresh) => {
    world = fresh;
  });

  for (const [name, reach] of Object.entries(situations)) {
    it(`${name}: people are offered what would be done, and nothing else`, async () => {
      const place = await reach(world);
      for (const person of personKeys) {
        const view = await world.as(person, (context) => viewPackage(context, place.packageId));
        for (const action of personActions) {
          // An opinion is given from a draft; whoever has none is offered to begin one.
          if (action === 'give' && place.drafts[person] === undefined) continue;
          const { result } = await tryAct(world, person, action, place);
          const reason = reasonOf(result);
          assert.equal(view?.allowed.includes(action) ?? false, reason === 'none', `${person}: ${action}: ${reason}`);
        }
      }
    });
  }

  it('between them the situations reach every state and offer every act to somebody', async () => {
    const offered = new Set<PersonAction>();
    const states = new Set<string>();
    for (const reach of Object.values(situations)) {
      world = await ClassificationWorld.build(world.requests.database);
      const { packageId } = await reach(world);
      for (const person of personKeys) {
        const view = await world.as(person, (context) => viewPackage(context, packageId));
        if (view) states.add(view.state);
        for (const action of view?.allowed ?? []) offered.add(action);
      }
    }
    assert.deepEqual([...offered].sort(), [...personActions].sort());
    assert.deepEqual([...states].sort(), [...packageStates].sort());
  });
});
