import assert from 'node:assert/strict';
import { openGates } from '../../../services/records/index.js';
import { viewPackage } from '../../../services/classification/index.js';
import { eachWorld } from '../../support/each-world.js';
import { keptRecords } from '../../support/hospital-builder.js';
import { ClassificationWorld, reasonOf, valueOf } from './classification-world.js';

describe('what has to be on record', () => {
  let world: ClassificationWorld;
  eachWorld((database) => ClassificationWorld.build(database), (built) => { world = built; });

  for (const kind of keptRecords) {
    const stops = kind === 'ethics' || kind === 'website-terms';
    it(`${kind}: without it, a classification ${stops ? 'is not opened, and the package says who puts it on record' : 'is opened'}`, async () => {
      const packageId = await world.newPackage();
      await world.hospital.takeOffRecord(kind);
      const view = await world.as('manager', (context) => viewPackage(context, packageId));
      assert.deepEqual(view?.stoppedBy.map(({ gate, filers }) => [gate, filers.map(({ name }) => name)]), stops ? [[kind, ['manager']]] : []);
      assert.equal(reasonOf(await world.open(packageId)), stops ? 'not-on-record' : 'none');
      await world.hospital.putOnRecord(kind);
      if (stops) valueOf(await world.open(packageId));
    });
  }

  it('an ethics approval that has ended stops it as well', async () => {
    await world.hospital.putOnRecord('ethics', { endsOn: '2026-11-22' });
    assert.equal(reasonOf(await world.open(await world.newPackage())), 'not-on-record');
  });

  describe('for personal data', () => {
    /** Opinions by which everybody classifies, and whether personal data is in the work then. */
    const cases: readonly { readonly name: string; readonly letters: readonly [string, string, string]; readonly personal: boolean }[] = [
      { name: 'everybody answered that none goes in or comes out', letters: ['NNNN', 'NNNN', 'NNNN'], personal: false },
      { name: 'one person alone answered that some goes in', letters: ['NNNY', 'NNNY', 'NYYNY'], personal: true },
      { name: 'it is lawfully open to everybody', letters: ['NYYNN', 'NYYNN', 'NYYNN'], personal: true },
    ];
    const gatesOf = (packageId: number): Promise<readonly string[]> =>
      world.as('manager', (context) => openGates(context, 'data-access', { personId: world.hospital.id.researcher, datasetId: world.hospital.datasets.admissions, packageId, projectId: world.hospital.projectId }));

    for (const { name, letters, personal } of cases) {
      it(`${personal ? 'asks' : 'does not ask'} for lawful basis and assessment where ${name}`, async () => {
        const { packageId, classificationId } = await world.opened();
        assert.deepEqual(await gatesOf(packageId), ['lawful-basis', 'dpia'], 'while nothing is known');
        for (const [at, person] of (['investigator', 'representative', 'otherRepresentative'] as const).entries()) await world.opine(person, classificationId, letters[at] ?? '');
        valueOf(await world.close(classificationId));
        assert.deepEqual(await gatesOf(packageId), personal ? ['lawful-basis', 'dpia'] : []);
        await world.hospital.putOnRecord('authority', { details: { personalData: 'none' } });
        assert.deepEqual(await gatesOf(packageId), personal ? ['lawful-basis', 'dpia'] : []);
        await world.hospital.putOnRecord('authority', { details: { personalData: 'on-consent' } });
        assert.deepEqual(await gatesOf(packageId), ['lawful-basis', 'dpia'], 'a Representative has certified that there is some');
      });
    }

    it('asks for them of a package that was classified by another flowchart', async () => {
      const packageId = await world.newPackage();
      const { classificationId } = valueOf(await world.openBy(packageId, 'turing-tiers'));
      for (const person of ['investigator', 'representative', 'otherRepresentative'] as const) await world.opine(person, classificationId, 'NNNN');
      valueOf(await world.close(classificationId));
      assert.deepEqual(await gatesOf(packageId), []);
      await world.db.updateTable('classifications').set({ flowchart: 'participant-risk' }).where('id', '=', classificationId).execute();
      assert.deepEqual(await gatesOf(packageId), ['lawful-basis', 'dpia']);
    });
  });
});
