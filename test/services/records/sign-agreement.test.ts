import assert from 'node:assert/strict';
import { keepDocument, type DocumentStore } from '../../../services/documents/index.js';
import { viewDataset } from '../../../services/catalogue/index.js';
import { viewMyDatasets } from '../../../services/projects/index.js';
import { agreementToSign, signAgreement, standingOfGates, type SignedAgreement } from '../../../services/records/index.js';
import { eachWorld } from '../../support/each-world.js';
import { personKeys, type PersonKey } from '../../support/hospital-builder.js';
import { RecordsWorld, valueOf } from './records-world.js';

const blobs = new Map<string, Uint8Array>();
const store: DocumentStore = {
  create: ({ name, bytes }) => {
    blobs.set(name, bytes);
    return Promise.resolve('created');
  },
  read: (name) => Promise.resolve(blobs.get(name)),
};

describe('signing an agreement', () => {
  let world: RecordsWorld;
  eachWorld((database) => RecordsWorld.build(database), (built) => { world = built; });

  const sign = async (person: PersonKey, recordId: number, of = recordId): Promise<SignedAgreement | undefined> => {
    const copy = await keepDocument(store, { kind: 'agreement', objectId: of, bytes: new TextEncoder().encode(`signed ${String(recordId)}`), mediaType: 'application/pdf' });
    return world.as(person, (context) => signAgreement(context, recordId, copy, 'agreement.pdf'));
  };
  const prepared = async (endsOn?: string): Promise<number> => valueOf(await world.prepare('manager', endsOn)).id;

  it('is for the Project Manager, and for nobody else', async () => {
    const id = await prepared();
    for (const person of personKeys.filter((key) => key !== 'manager')) {
      assert.equal(await world.as(person, (context) => agreementToSign(context, id)), undefined, person);
      assert.equal(await sign(person, id), undefined, person);
    }
    assert.equal(await world.stateOf(id), 'proposed');
    assert.equal((await sign('manager', id))?.record.state, 'confirmed');
  });

  it('takes the copy of this agreement, not of another, and one copy', async () => {
    const id = await prepared();
    assert.equal(await sign('manager', id, id + 1), undefined);
    assert.ok(await sign('manager', id));
    assert.equal(await sign('manager', id), undefined);
  });

  it('counts for its own project and no other: what that one reads, and when its access is suspended', async () => {
    const { db, hospital } = world;
    const other = await db.insertInto('projects').values({ title: 'Other', summary: '', state: 'open', ends_on: '2028-01-01', created_at: world.clock.now() }).returning('id').executeTakeFirstOrThrow();
    const used = await db.insertInto('work_packages').values({ project_id: other.id, title: 'Other', purpose: '', state: 'classified', tier: 2, successor_of: null, classified_at: world.clock.now() }).returning('id').executeTakeFirstOrThrow();
    await db.insertInto('work_package_datasets').values({ work_package_id: used.id, dataset_id: hospital.datasets.admissions }).execute();
    await db.insertInto('project_roles').values({ project_id: other.id, person_id: hospital.id.outsider, role: 'investigator', since: world.clock.now() }).execute();
    await sign('manager', await prepared('2027-11-23'));
    const read = async (person: PersonKey) => (await world.as(person, (context) => viewDataset(context, hospital.datasets.admissions)))?.agreements;
    assert.deepEqual(await read('researcher'), [{ projectId: hospital.projectId, endsOn: '2027-11-23' }]);
    assert.deepEqual(await read('outsider'), [{ projectId: other.id, endsOn: null }]);
    const places = (await world.as('representative', (context) => viewMyDatasets(context, 1))).items.find(({ name }) => name === 'admissions')?.places ?? [];
    assert.deepEqual([...new Set(places.map(({ project, agreementEndsOn }) => `${String(project.id === other.id)} ${String(agreementEndsOn)}`))].sort(), ['false 2027-11-23', 'true null']);
    const gates = await world.as('programmeManager', (context) => standingOfGates(context, { kind: 'dataset-in-project', datasetId: hospital.datasets.admissions, projectId: other.id }));
    assert.deepEqual(gates?.gates.filter(({ gate }) => gate === 'agreement').map(({ state, endsOn }) => [state, endsOn]), [['missing', null]]);
  });

  it('decides for its own project by its own day, and a new one lets suspended access come back', async () => {
    const { id } = await world.requests.member('researcher', 2);
    await sign('manager', await prepared('2026-12-20'));
    await world.requests.sweep();
    assert.equal(await world.requests.state(id), 'active');
    world.clock.moveTo(new Date('2026-12-21T09:00:00Z'));
    await world.sweep();
    await world.requests.sweep();
    assert.equal(await world.requests.state(id), 'suspended');
    await sign('manager', valueOf(await world.prepare('manager', '2027-12-20', 'admissions', '2026-12-21')).id);
    await world.requests.sweep();
    await world.requests.runJobs();
    assert.equal(await world.requests.state(id), 'active');
  });
});
