import assert from 'node:assert/strict';
import { acts, gatesOf, recordKinds, type Act, type RecordKind } from '../../../services/records/index.js';
import { accessTypes, requestTypes, viewRequest, type AccessType } from '../../../services/requests/index.js';
import { eachWorld } from '../../support/each-world.js';
import { keptRecords, type DatasetKey, type KeptRecord, type RecordMore } from '../../support/hospital-builder.js';
import { reasonOf, RequestWorld } from '../../support/request-world.js';

/** Which acts each gate stops, written down apart from the product's own table (people-and-requests, "Gates"; docs/decisions/0014). */
const stops: Readonly<Record<RecordKind, readonly Act[]>> = {
  training: ['join-workspace', 'data-access'],
  agreement: ['data-access'],
  authority: ['data-access'],
  'lawful-basis': ['data-access'],
  dpia: ['data-access'],
  ethics: ['open-classification', 'join-workspace', 'data-access', 'workspace'],
  'website-terms': ['open-classification', 'join-workspace', 'data-access', 'workspace'],
};

/** The day before that of a new world's clock. */
const ended = '2026-11-22';

/** How a record may stand, and whether the gate is passed then. */
const standings: Readonly<Record<string, { readonly more: RecordMore | null; readonly passes: boolean }>> = {
  absent: { more: null, passes: false },
  'filed, and not confirmed': { more: { state: 'proposed' }, passes: false },
  declined: { more: { state: 'declined' }, passes: false },
  confirmed: { more: {}, passes: true },
  'confirmed until the last day of the access': { more: { endsOn: '2027-02-23' }, passes: true },
  'confirmed from a day to come': { more: { startsOn: '2026-11-24', endsOn: '2028-06-30' }, passes: false },
  'ended, and not swept yet': { more: { endsOn: ended }, passes: false },
  lapsed: { more: { state: 'lapsed', endsOn: ended }, passes: false },
};

describe('the gates of requests', () => {
  let world: RequestWorld;
  eachWorld((database) => RequestWorld.build(database), (built) => { world = built; });

  const set = (kind: KeptRecord, more: RecordMore | null): Promise<void> => (more === null ? world.hospital.takeOffRecord(kind) : world.hospital.putOnRecord(kind, more));
  /** Inside the workspace already where data is asked for, so that nothing but the gate decides. */
  const subjectOf = async (type: AccessType): Promise<DatasetKey | undefined> => {
    if (type === 'join-workspace') return undefined;
    await world.member('researcher', 2);
    return 'admissions';
  };
  const askFor = async (dataset: DatasetKey | undefined) => world.asked('researcher', { tier: 2, ...(dataset === undefined ? {} : { dataset }) });

  it('is one table: each gate stops what people-and-requests says, and every request type is an act', () => {
    for (const kind of recordKinds) assert.deepEqual(acts.filter((act) => gatesOf(act).includes(kind)), acts.filter((act) => stops[kind].includes(act)), kind);
    for (const type of requestTypes) assert.ok(acts.includes(type));
  });

  for (const type of accessTypes) {
    for (const kind of keptRecords) {
      for (const [name, { more, passes }] of Object.entries(standings)) {
        // No day is left on which access under an agreement that has ended could end: that is refused, whoever asks for what.
        if (kind === 'agreement' && more?.endsOn === ended) {
          it(`${type}: nothing can be asked for under an agreement that is ${name}`, async () => {
            const dataset = await subjectOf(type);
            await set(kind, more);
            assert.equal(reasonOf(await world.ask('researcher', { tier: 2, ...(dataset === undefined ? {} : { dataset }) })), 'until-too-late');
          });
          continue;
        }
        const goesOn = passes || !stops[kind].includes(type);
        it(`${type}: ${kind} ${name} ${goesOn ? 'lets it go on' : 'stops it'}`, async () => {
          const dataset = await subjectOf(type);
          await set(kind, more);
          const { state, gate } = await askFor(dataset);
          assert.deepEqual([state, gate], goesOn ? ['in-review', null] : ['blocked', kind]);
        });
      }
    }
  }

  for (const kind of keptRecords) {
    for (const type of accessTypes.filter((one) => stops[kind].includes(one))) {
      it(`${type}: goes on by itself when ${kind} is on record`, async () => {
        const dataset = await subjectOf(type);
        await set(kind, null);
        const { id } = await askFor(dataset);
        await world.sweep();
        assert.equal(await world.state(id), 'blocked');
        await set(kind, {});
        assert.equal((await world.sweep()).unblocked, 1);
        assert.deepEqual([await world.state(id), (await world.request(id)).gate], ['in-review', null]);
      });

      it(`${type}: is not carried out without ${kind}, however long ago it was approved`, async () => {
        const dataset = await subjectOf(type);
        const { id } = await askFor(dataset);
        await world.approveAll(id);
        await set(kind, null);
        await world.fulfil(id);
        assert.deepEqual([await world.state(id), (await world.request(id)).cause, await world.hasAccess(id)], ['failed', 'gate-lapsed', false]);
      });

      it(`${type}: access rests while ${kind} is not on record, and comes back`, async () => {
        const dataset = await subjectOf(type);
        const { id } = await askFor(dataset);
        await world.approveAll(id);
        await world.runJobs();
        assert.equal(await world.hasAccess(id), true);
        await set(kind, { state: 'lapsed', endsOn: ended });
        await world.sweep();
        await world.runJobs();
        // The workspace rests as a whole when an agreement has ended; the cause says which.
        assert.deepEqual([await world.state(id), (await world.request(id)).cause, await world.hasAccess(id)], ['suspended', kind === 'agreement' ? 'agreement-lapsed' : 'gate-lapsed', false]);
        await set(kind, {});
        await world.sweep();
        await world.runJobs();
        // Data comes back once the membership has.
        await world.runJobs();
        assert.deepEqual([await world.state(id), await world.hasAccess(id)], ['active', true]);
      });
    }
  }

  it('waits for all of them, names the first, and tells the Project Manager, who sees every one and who puts it there', async () => {
    await world.member('researcher', 2);
    for (const kind of ['authority', 'dpia', 'lawful-basis'] as const) await set(kind, null);
    const { id, gate } = await world.asked('researcher', { tier: 2, dataset: 'admissions' });
    assert.equal(gate, 'authority');
    assert.deepEqual(await world.toldOf(id, 'record-missing'), ['manager']);
    await set('authority', {});
    await set('lawful-basis', { state: 'proposed' });
    assert.equal((await world.sweep()).unblocked, 0);
    const view = await world.as('researcher', (context) => viewRequest(context, id));
    assert.deepEqual(view?.missing.map((one) => [one.gate, one.waits, one.filers.map(({ name }) => name)]), [['lawful-basis', true, ['manager']], ['dpia', false, ['manager']]]);
  });

  describe('a record that begins later', () => {
    it('leaves the one before it in force until then', async () => {
      const { id } = await world.member('researcher', 2);
      const { projectId } = world.hospital;
      await world.hospital.putOnRecord('ethics', { endsOn: '2026-12-31' });
      await world.database.db.updateTable('gate_records').set({ state: 'superseded', ended_at: world.clock.now() }).where('kind', '=', 'ethics').execute();
      const { filed_by } = await world.database.db.selectFrom('gate_records').select('filed_by').where('kind', '=', 'ethics').executeTakeFirstOrThrow();
      const next = { filed_by, filed_as: 'project-manager', filed_at: world.clock.now(), decided_by: filed_by, decided_as: 'project-manager', decided_at: world.clock.now() };
      await world.database.db.insertInto('gate_records').values({ kind: 'ethics', project_id: projectId, state: 'confirmed', details: '{}', starts_on: '2027-01-01', ends_on: '2027-12-31', ...next }).execute();
      assert.equal((await world.sweep()).suspended, 0);
      world.clock.moveTo(new Date('2027-01-02T09:00:00Z'));
      assert.equal((await world.sweep()).suspended, 0);
      assert.equal(await world.state(id), 'active');
    });
  });
});
