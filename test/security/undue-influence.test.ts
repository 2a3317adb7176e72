import assert from 'node:assert/strict';
import { closeClassification, explainClassification, withdrawFromClassified } from '../../services/classification/index.js';
import { keepDocument, type DocumentStore } from '../../services/documents/index.js';
import { appointPerson, declareConflict, recordDesignation, takeBackConflict, type DirectoryPerson } from '../../services/projects/index.js';
import { signAgreement } from '../../services/records/index.js';
import { grantWorkflow } from '../../services/requests/index.js';
import { ClassificationWorld, reasonOf, valueOf } from '../services/classification/classification-world.js';
import { RecordsWorld, valueOf as recordOf } from '../services/records/records-world.js';
import { eachWorld } from '../support/each-world.js';
import type { PersonKey } from '../support/hospital-builder.js';
import { RequestWorld } from '../support/request-world.js';

type Hospital = RequestWorld['hospital'];
const known = ({ id }: Hospital, key: PersonKey): DirectoryPerson => ({ id: id[key], name: key, mail: `${key}@example.org`, userType: 'member', enabled: true });

describe('nobody gets a decision by taking away who would decide otherwise', function () {
  this.timeout(60_000);

  describe('in a classification', () => {
    let world: ClassificationWorld;
    eachWorld(ClassificationWorld.build, (built) => { world = built; });
    const conflict = (by: PersonKey, whom: PersonKey) => world.as(by, (context) => declareConflict(context, { projectId: world.hospital.projectId, personId: world.hospital.id[whom], reason: 'We publish together.' }));
    const designate = (whom: PersonKey, capacity: 'principal' | 'deputy') =>
      world.as('programmeManager', (context) => recordDesignation(context, { datasetId: world.hospital.datasets.imaging, person: known(world.hospital, whom), capacity, evidence: 'Letter', designatedOn: '2026-11-01' }));
    const dissented = async () => {
      const { packageId, classificationId } = await world.opened();
      await world.hospital.setRole('collegeReferee', 'referee');
      await world.opineAll(classificationId, [2, 2, 2]);
      await world.opine('referee', classificationId, 3);
      await world.opine('collegeReferee', classificationId, 2);
      for (const person of ['representative', 'otherRepresentative'] as const) for (const referee of ['referee', 'collegeReferee'] as const) await world.approve(person, packageId, referee);
      return { packageId, classificationId };
    };

    it('a manager cannot declare the conflict of a Referee who has given an opinion', async () => {
      const { classificationId } = await dissented();
      assert.equal(reasonOf(await world.close(classificationId)), 'opinions-differ');
      const declared = await conflict('manager', 'referee');
      assert.equal(declared.kind === 'refused' && declared.reason, 'has-given-opinion');
      assert.equal(reasonOf(await world.close(classificationId)), 'opinions-differ');
    });

    it('a Referee may declare their own; what others saw before is outdated then', async () => {
      const { classificationId, packageId } = await dissented();
      const { version } = await world.view('manager', packageId);
      assert.equal((await conflict('referee', 'referee')).kind, 'done');
      assert.ok(((await world.view('manager', packageId)).version ?? 0) > (version ?? 0));
      assert.equal(reasonOf(await world.as('manager', (context) => closeClassification(context, { classificationId, version: version ?? 0 }))), 'outdated');
    });

    it('nobody turns a Representative into a deputy: they keep their seat', async () => {
      await world.opened();
      assert.equal((await designate('outsider', 'principal')).kind, 'done');
      const demoted = await designate('otherRepresentative', 'deputy');
      assert.equal(demoted.kind === 'refused' && demoted.reason, 'already-represents');
      const rows = await world.db.selectFrom('dataset_representatives').select(['person_id', 'deputy']).where('dataset_id', '=', world.hospital.datasets.imaging).where('until', 'is', null).execute();
      assert.ok(rows.some(({ person_id, deputy }) => person_id === world.hospital.id.otherRepresentative && !deputy));
    });

    it('a Representative who comes in the middle of a round is asked', async () => {
      await world.opened();
      await designate('outsider', 'principal');
      const asked = await world.db.selectFrom('outbox').select('kind').where('recipient_id', '=', world.hospital.id.outsider).execute();
      assert.ok(asked.some(({ kind }) => kind === 'classify'));
    });

    it('managers with a declared conflict appoint nobody, declare for nobody and take nothing back', async () => {
      await world.hospital.declareConflict('manager');
      await world.hospital.declareConflict('programmeManager');
      const { projectId, id } = world.hospital;
      const appointed = await world.as('manager', (context) => appointPerson(context, { projectId, person: known(world.hospital, 'collegeReferee'), role: 'referee' }));
      assert.equal(appointed.kind === 'refused' && appointed.reason, 'not-allowed');
      const declared = await conflict('manager', 'referee');
      assert.equal(declared.kind === 'refused' && declared.reason, 'not-allowed');
      assert.equal((await conflict('referee', 'referee')).kind, 'done');
      const taken = await world.as('programmeManager', (context) => takeBackConflict(context, { projectId, personId: id.referee, reason: 'An error.' }));
      assert.equal(taken.kind === 'refused' && taken.reason, 'not-allowed');
    });

    it('who ended a cleared round is not told to who is blind in the next: an Investigator can end one only where opinions differ', async () => {
      const { packageId, classificationId } = await world.opened();
      await world.opineAll(classificationId, [1, 0, 0]);
      valueOf(await world.reconsider('investigator', classificationId));
      await world.open(packageId);
      const seen = await world.as('referee', (context) => explainClassification(context, packageId));
      assert.deepEqual(seen?.rounds.map(({ endedBy, cause }) => [endedBy, cause]), [[null, null], [null, null]]);
    });
  });

  describe('in what has to be on record', () => {
    let world: RecordsWorld;
    eachWorld((database) => RecordsWorld.build(database), (built) => { world = built; });

    it('managers with a declared conflict file and confirm nothing in the project', async () => {
      await world.hospital.takeOffRecord('lawful-basis');
      await world.hospital.declareConflict('programmeManager');
      const filed = recordOf(await world.file('manager', 'lawful-basis'));
      const confirmed = await world.confirm('programmeManager', filed.id);
      assert.equal(confirmed.kind, 'refused');
      await world.hospital.declareConflict('manager');
      assert.equal((await world.file('manager', 'dpia')).kind, 'refused');
    });

    it('an agreement whose last day has passed takes the place of none that holds', async () => {
      await world.hospital.takeOffRecord('agreement');
      const sign = async (recordId: number) => {
        const stored = new Map<string, Uint8Array>();
        const store: DocumentStore = { create: ({ name, bytes }) => Promise.resolve(stored.set(name, bytes) && 'created'), read: (name) => Promise.resolve(stored.get(name)) };
        const copy = await keepDocument(store, { kind: 'agreement', objectId: recordId, bytes: new TextEncoder().encode(`signed ${String(recordId)}`), mediaType: 'application/pdf' });
        return world.as('manager', (context) => signAgreement(context, recordId, copy, 'agreement.pdf'));
      };
      const holds = recordOf(await world.prepare('manager', '2028-01-01')).id;
      assert.equal((await sign(holds))?.record.state, 'confirmed');
      const short = recordOf(await world.prepare('manager', '2026-11-24')).id;
      world.clock.advance({ days: 5 });
      assert.equal(await sign(short), undefined);
      assert.deepEqual([await world.stateOf(holds), await world.stateOf(short)], ['confirmed', 'proposed']);
    });
  });

  describe('while access is being granted', () => {
    let world: RequestWorld;
    eachWorld((database) => RequestWorld.build(database), (built) => { world = built; });

    const meanwhile: Readonly<Record<string, () => Promise<unknown>>> = {
      'the package is suspended': () => world.as('otherRepresentative', (context) => withdrawFromClassified(context, { packageId: world.hospital.at[2].packageId, datasetId: world.hospital.datasets.imaging })),
      'the impact assessment goes': () => world.hospital.takeOffRecord('dpia'),
      'training lapses': () => world.hospital.trainUntil('researcher', '2026-11-01'),
    };
    for (const [what, happens] of Object.entries(meanwhile)) {
      it(`${what}: it does not become active, and who was added is taken out again`, async () => {
        await world.member('researcher', 2);
        const { id } = await world.asked('researcher', { tier: 2, dataset: 'admissions' });
        await world.approveAll(id);
        const rights = { addMember: async (act: Parameters<typeof world.directory.addMember>[0]) => { await happens(); return world.directory.addMember(act); } };
        await world.works([grantWorkflow({ ...world.fulfilment, rights })]).drive((await world.workflow('grant-membership', id))?.id ?? 0);
        assert.notEqual(await world.state(id), 'active');
        await world.runJobs();
        assert.equal(await world.hasAccess(id), false);
      });
    }
  });
});
