import assert from 'node:assert/strict';
import type { Actor } from '../../../../services/context/index.js';
import { loadFacts } from '../../../../services/classification/load-facts.js';
import { readerKindOf, readerKinds, recordReaders, type ReaderKind } from '../../../../services/classification/record/readers.js';
import { eachWorld } from '../../../support/each-world.js';
import { personKeys, type PersonKey } from '../../../support/hospital-builder.js';
import { ClassificationWorld } from '../classification-world.js';

/** Everyone of the hospital, by a package with admissions and imaging. */
const written: Readonly<Record<PersonKey, ReaderKind>> = {
  programmeManager: 'programme-manager',
  otherProgrammeManager: 'programme-manager',
  manager: 'project-manager',
  investigator: 'investigator',
  representative: 'representative',
  otherRepresentative: 'representative',
  referee: 'referee',
  researcher: 'researcher',
  colleague: 'researcher',
  deputy: 'stranger',
  secondManager: 'stranger',
  collegeReferee: 'stranger',
  outsider: 'stranger',
  guest: 'stranger',
};

describe('who may have the record of a classification', () => {
  let world: ClassificationWorld;
  eachWorld(ClassificationWorld.build, (fresh) => {
    world = fresh;
  });
  const kindOf = (packageId: number, actor: Actor): Promise<ReaderKind> =>
    world.db.transaction().execute(async (trx) => {
      const facts = await loadFacts(trx, packageId, 'look');
      assert.ok(facts);
      return readerKindOf(facts, actor);
    });

  it('is the table of the specification: those to whom the trail of the project is open', () => {
    assert.deepEqual(Object.fromEntries(readerKinds.map((kind) => [kind, recordReaders[kind]])), {
      operator: true,
      'system-manager': true,
      'programme-manager': true,
      'project-manager': true,
      investigator: true,
      representative: true,
      referee: false,
      researcher: false,
      stranger: 'unknown',
    });
  });

  it('knows everyone by how they stand to the package', async () => {
    const packageId = await world.newPackage();
    for (const person of personKeys) assert.equal(await kindOf(packageId, world.actor(person)), written[person], person);
  });

  it('knows a System Manager by that role alone, an operator, and no other process', async () => {
    const packageId = await world.newPackage();
    assert.equal(await kindOf(packageId, { ...world.actor('outsider'), systemRoles: new Set(['system-manager']) }), 'system-manager');
    assert.equal(await kindOf(packageId, { kind: 'process', id: 'operator' }), 'operator');
    assert.equal(await kindOf(packageId, { kind: 'process', id: 'sweep' }), 'stranger');
  });

  it('knows a Representative for packages with their dataset only, and a deputy where they hold the seat', async () => {
    const packageId = await world.newPackage(['admissions']);
    await world.hospital.setRole('otherRepresentative', null);
    assert.equal(await kindOf(packageId, world.actor('otherRepresentative')), 'stranger');
    await world.hospital.disable('representative');
    assert.equal(await kindOf(packageId, world.actor('deputy')), 'representative');
  });
});
