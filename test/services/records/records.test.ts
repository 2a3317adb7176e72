import assert from 'node:assert/strict';
import { verifyAudit } from '../../../services/audit/index.js';
import { eachWorld } from '../../support/each-world.js';
import { keptRecords } from '../../support/hospital-builder.js';
import { reasonOf, RecordsWorld, valueOf } from './records-world.js';

describe('records of the gates', () => {
  let world: RecordsWorld;
  eachWorld((database) => RecordsWorld.build(database), (built) => { world = built; });

  const inForce = (kind: 'ethics' | 'training' | 'dpia') => world.db.selectFrom('gate_records').select(['id', 'state', 'ends_on']).where('kind', '=', kind).orderBy('id').execute();

  it('a new record supersedes the one in force, and both stay', async () => {
    await world.hospital.takeOffRecord('dpia');
    const first = valueOf(await world.file('manager', 'dpia'));
    const second = valueOf(await world.file('manager', 'dpia', { details: { reference: 'register 13' } }));
    assert.deepEqual(await inForce('dpia'), [{ id: first.id, state: 'superseded', ends_on: null }, { id: second.id, state: 'confirmed', ends_on: null }]);
  });

  it('a new proposal takes the place of the one that waits', async () => {
    const first = valueOf(await world.file('researcher', 'training'));
    const second = valueOf(await world.file('researcher', 'training', { details: { evidence: 'certificate 4712' } }));
    assert.equal(reasonOf(await world.confirm('manager', first.id)), 'already-decided');
    assert.equal(reasonOf(await world.confirm('manager', second.id)), 'done');
  });

  it('two who file at once leave one in force', async () => {
    await Promise.all([world.file('manager', 'ethics'), world.file('manager', 'ethics'), world.file('manager', 'ethics')]);
    assert.equal((await inForce('ethics')).filter(({ state }) => state === 'confirmed').length, 1);
  });

  it('training holds for twelve months from its day, or until the day that was named, at most 36 months', async () => {
    assert.equal(valueOf(await world.file('researcher', 'training')).ends_on, '2027-11-20');
    assert.equal(valueOf(await world.file('researcher', 'training', { endsOn: '2028-01-31' })).ends_on, '2028-01-31');
    assert.deepEqual(await world.file('researcher', 'training', { endsOn: '2029-11-21' }), { kind: 'refused', reason: 'ends-too-late', limit: '2029-11-20' });
    assert.equal(reasonOf(await world.file('researcher', 'training', { details: { completedOn: '2025-11-01' } })), 'already-lapsed');
    assert.equal(reasonOf(await world.file('researcher', 'training', { details: { completedOn: '2026-11-24' } })), 'in-the-future');
  });

  it('confirmed training counts for requests, and lets one go on that waited for it', async () => {
    await world.hospital.trainUntil('researcher', '2026-11-01');
    const { id } = await world.requests.asked('researcher', { tier: 2 });
    assert.equal(await world.requests.state(id), 'blocked');
    const training = valueOf(await world.file('researcher', 'training'));
    await world.requests.sweep();
    assert.equal(await world.requests.state(id), 'blocked', 'a claim alone opens nothing');
    valueOf(await world.confirm('manager', training.id));
    await world.requests.sweep();
    assert.equal(await world.requests.state(id), 'in-review');
  });

  it('declined evidence needs a reason, which reaches who filed it; they file again', async () => {
    const { id } = valueOf(await world.file('researcher', 'training'));
    assert.equal(reasonOf(await world.decline('manager', id, '  ')), 'comment-needed');
    assert.equal(valueOf(await world.decline('manager', id)).state, 'declined');
    assert.equal(reasonOf(await world.confirm('programmeManager', id)), 'already-decided');
    assert.deepEqual(await world.told(), ['waiting training to manager', 'declined training to researcher']);
    assert.equal(reasonOf(await world.file('researcher', 'training')), 'done');
  });

  it('where consent was the basis, fresh consent is needed', async () => {
    assert.equal(reasonOf(await world.file('manager', 'lawful-basis', { details: { consent: 'no-fresh-consent' } })), 'fresh-consent-needed');
    assert.equal(reasonOf(await world.file('manager', 'lawful-basis', { details: { consent: 'fresh-consent' } })), 'done');
  });

  it('a provider that is not the owner cannot pass on what was collected on consent', async () => {
    assert.equal(reasonOf(await world.file('representative', 'authority', { details: { personalData: 'on-consent' } })), 'consent-not-passed-on');
    assert.equal(reasonOf(await world.file('representative', 'authority', { details: { personalData: 'on-consent', right: 'provider-owns-it' } })), 'done');
  });

  it('says nothing that is not of its form, and nothing in a project that has closed', async () => {
    assert.equal(reasonOf(await world.file('manager', 'dpia', { details: { reference: '' } })), 'invalid-input');
    assert.equal(reasonOf(await world.file('manager', 'website-terms', { details: { outcome: 'terms-allow-it', sites: ' ' } })), 'invalid-input');
    assert.equal(reasonOf(await world.file('manager', 'ethics', { object: world.objectFor('dpia') })), 'invalid-input');
    await world.db.updateTable('projects').set({ state: 'closed' }).where('id', '=', world.hospital.projectId).execute();
    assert.equal(reasonOf(await world.file('manager', 'dpia')), 'not-possible');
  });

  it('every act and refusal is on a record that holds, free text beside it', async () => {
    await world.hospital.takeOffRecord('ethics');
    valueOf(await world.file('manager', 'ethics'));
    await world.file('outsider', 'ethics');
    const { id } = valueOf(await world.file('researcher', 'training'));
    await world.confirm('researcher', id);
    await world.confirm('manager', id);
    assert.deepEqual(await world.audit(), ['record.file done', 'record.confirm done', 'record.file refused not-found', 'record.file done', 'record.confirm refused own-record', 'record.confirm done']);
    assert.equal((await verifyAudit(world.db)).ok, true);
    const entries = await world.db.selectFrom('audit_entries').select('entry').where('seq', '>', world.requests.auditBefore).execute();
    assert.ok(!entries.some(({ entry }) => entry.includes('certificate') || entry.includes('REC 26/1')));
  });

  it('whoever may confirm hears that something waits: the Project Managers, else the Programme Managers', async () => {
    valueOf(await world.file('researcher', 'training'));
    valueOf(await world.file('manager', 'training'));
    valueOf(await world.file('manager', 'lawful-basis'));
    assert.deepEqual(await world.told(), [
      'waiting training to manager',
      'waiting training to otherProgrammeManager',
      'waiting training to programmeManager',
      'waiting lawful-basis to otherProgrammeManager',
      'waiting lawful-basis to programmeManager',
    ]);
  });

  it('shows what is there, what is missing and what lapses when', async () => {
    for (const kind of keptRecords) await world.hospital.takeOffRecord(kind);
    valueOf(await world.file('manager', 'ethics', { endsOn: '2026-12-24' }));
    valueOf(await world.file('manager', 'lawful-basis'));
    valueOf(await world.prepare('manager'));
    const view = await world.standing('programmeManager', { kind: 'project', projectId: world.hospital.projectId });
    const lines = view?.gates.map(({ gate, state, endsOn, mayFile, proposed }) => [gate, state, endsOn, mayFile ? 'files' : '', proposed?.mayConfirm ? 'confirms' : ''].join(' ').replace(/ +/g, ' ').trim());
    assert.deepEqual([...new Set(lines)].sort(), [
      'agreement missing',
      'agreement waiting',
      'authority missing',
      'dpia missing',
      'ethics in-force 2026-12-24',
      'lawful-basis missing files',
      'lawful-basis waiting files confirms',
      'training in-force 2027-12-31',
      'website-terms missing',
    ]);
  });

  it('a Researcher sees no training but their own', async () => {
    const object = { kind: 'project', projectId: world.hospital.projectId } as const;
    const trainings = (view: Awaited<ReturnType<typeof world.standing>>): readonly string[] => (view?.gates ?? []).filter(({ gate }) => gate === 'training').map(({ about }) => about);
    assert.deepEqual(trainings(await world.standing('researcher', object)), ['researcher']);
    assert.deepEqual(trainings(await world.standing('manager', object)), ['colleague', 'investigator', 'referee', 'researcher']);
  });
});
