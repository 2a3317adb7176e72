import assert from 'node:assert/strict';
import { keepDocument, type DocumentStore } from '../../../services/documents/index.js';
import { agreementToSign, signAgreement, type SignedAgreement } from '../../../services/records/index.js';
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
  const catalogue = async (): Promise<string> => (await world.db.selectFrom('datasets').select('agreement_ends_on').where('id', '=', world.hospital.datasets.admissions).executeTakeFirstOrThrow()).agreement_ends_on;
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

  it('sets the last day in the catalogue, also to an earlier one', async () => {
    await sign('manager', await prepared('2027-11-23'));
    assert.equal(await catalogue(), '2027-11-23');
    await sign('manager', await prepared('2027-03-01'));
    assert.equal(await catalogue(), '2027-03-01');
  });

  it('decides for its own project by its own day, and a new one lets suspended access come back', async () => {
    const { id } = await world.requests.member('researcher', 2);
    await sign('manager', await prepared('2026-12-20'));
    // Whatever the catalogue says for other projects: this one has an agreement of its own.
    await world.hospital.catalogueUntil('admissions', '2029-12-31');
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
