import assert from 'node:assert/strict';
import { gates, nextState, recordActions, recordKinds, recordStates, type RecordKind } from '../../../services/records/index.js';
import { eachWorld } from '../../support/each-world.js';
import { personKeys, type PersonKey } from '../../support/hospital-builder.js';
import { reasonOf, RecordsWorld, valueOf } from './records-world.js';

/** Who may file each kind, and who only sees that there is something. To everybody else it does not exist. */
const expected: Readonly<Record<RecordKind, { readonly files: readonly PersonKey[]; readonly sees: readonly PersonKey[] }>> = {
  training: { files: ['researcher'], sees: ['manager', 'investigator', 'programmeManager', 'otherProgrammeManager'] },
  agreement: { files: ['manager'], sees: ['researcher', 'colleague', 'investigator', 'referee', 'representative', 'programmeManager', 'otherProgrammeManager'] },
  authority: { files: ['representative'], sees: ['researcher', 'colleague', 'investigator', 'manager', 'referee', 'programmeManager', 'otherProgrammeManager'] },
  'lawful-basis': { files: ['manager', 'programmeManager', 'otherProgrammeManager'], sees: ['researcher', 'colleague', 'investigator', 'referee', 'representative', 'otherRepresentative'] },
  dpia: { files: ['manager'], sees: ['researcher', 'colleague', 'investigator', 'referee', 'representative', 'otherRepresentative', 'programmeManager', 'otherProgrammeManager'] },
  ethics: { files: ['manager'], sees: ['researcher', 'colleague', 'investigator', 'referee', 'representative', 'otherRepresentative', 'programmeManager', 'otherProgrammeManager'] },
  'website-terms': { files: ['manager'], sees: ['researcher', 'colleague', 'investigator', 'referee', 'representative', 'otherRepresentative', 'programmeManager', 'otherProgrammeManager'] },
};

describe('the table of gates', () => {
  let world: RecordsWorld;
  eachWorld((database) => RecordsWorld.build(database), (built) => { world = built; });

  for (const kind of recordKinds) {
    it(`${kind}: is filed by whom the table names; whoever stands around it hears that they may not, others that there is nothing`, async () => {
      const object = world.objectFor(kind);
      for (const person of personKeys) {
        const result = kind === 'agreement' ? await world.prepare(person) : await world.file(person, kind, { object });
        const { files, sees } = expected[kind];
        const wanted = files.includes(person) ? 'done' : sees.includes(person) ? 'not-allowed' : 'not-found';
        assert.equal(reasonOf(result), wanted, `${person} files ${kind}`);
        assert.equal((await world.standing(person, object)) !== undefined, wanted !== 'not-found', `${person} sees ${kind}`);
      }
    });
  }

  it('holds at once what nobody has to confirm, and waits with the rest', async () => {
    for (const kind of recordKinds) {
      const filer = expected[kind].files[0] ?? 'manager';
      const record = valueOf(kind === 'agreement' ? await world.prepare(filer) : await world.file(filer, kind));
      assert.equal(record.state, gates[kind].confirmedBy === 'at-once' ? 'confirmed' : 'proposed', kind);
    }
  });

  it('training: is confirmed by a manager and nobody else', async () => {
    const { id } = valueOf(await world.file('researcher', 'training'));
    for (const person of personKeys.filter((key) => !['manager', 'programmeManager', 'otherProgrammeManager'].includes(key))) {
      const wanted = person === 'researcher' ? 'own-record' : person === 'investigator' ? 'not-allowed' : 'not-found';
      assert.equal(reasonOf(await world.confirm(person, id)), wanted, person);
    }
    assert.equal(valueOf(await world.confirm('manager', id)).state, 'confirmed');
    assert.equal(reasonOf(await world.confirm('manager', id)), 'unchanged');
    assert.equal(reasonOf(await world.confirm('programmeManager', id)), 'already-decided');
  });

  it('training: a manager does not confirm their own, another one does', async () => {
    const { id } = valueOf(await world.file('manager', 'training'));
    assert.equal(reasonOf(await world.confirm('manager', id)), 'own-record');
    assert.equal(reasonOf(await world.confirm('programmeManager', id)), 'done');
  });

  it('lawful basis: takes two people, one of each role', async () => {
    const byManager = valueOf(await world.file('manager', 'lawful-basis'));
    await world.hospital.setRole('secondManager', 'project-manager');
    assert.equal(reasonOf(await world.confirm('manager', byManager.id)), 'own-record');
    assert.equal(reasonOf(await world.confirm('secondManager', byManager.id)), 'not-allowed');
    assert.equal(valueOf(await world.confirm('programmeManager', byManager.id)).decided_as, 'programme-manager');
    const byProgramme = valueOf(await world.file('programmeManager', 'lawful-basis'));
    assert.equal(reasonOf(await world.confirm('otherProgrammeManager', byProgramme.id)), 'not-allowed');
    assert.equal(valueOf(await world.confirm('manager', byProgramme.id)).decided_as, 'project-manager');
    assert.equal(await world.stateOf(byManager.id), 'superseded');
  });

  it('lawful basis: one who is both managers needs another person all the same', async () => {
    await world.hospital.setRole('manager', null);
    await world.hospital.setRole('programmeManager', 'project-manager');
    const { id, filed_as } = valueOf(await world.file('programmeManager', 'lawful-basis'));
    assert.equal(filed_as, 'project-manager');
    assert.equal(reasonOf(await world.confirm('programmeManager', id)), 'own-record');
    assert.equal(reasonOf(await world.confirm('otherProgrammeManager', id)), 'done');
  });

  it('a Programme Manager with another role in the project has no say there', async () => {
    await world.hospital.setRole('programmeManager', 'researcher');
    const { id } = valueOf(await world.file('manager', 'lawful-basis'));
    assert.equal(reasonOf(await world.confirm('programmeManager', id)), 'not-allowed');
  });

  it('authority: a deputy certifies where no Representative can', async () => {
    await world.hospital.disable('representative');
    assert.equal(reasonOf(await world.file('deputy', 'authority')), 'done');
  });

  it('nothing leaves declined and superseded, and only what is in force lapses', () => {
    const possible = recordStates.flatMap((state) => recordActions.flatMap((action) => (nextState(state, action) === undefined ? [] : [`${state} ${action}`])));
    assert.deepEqual(possible, ['proposed confirm', 'proposed decline', 'proposed supersede', 'confirmed supersede', 'confirmed lapse', 'lapsed supersede']);
  });
});
