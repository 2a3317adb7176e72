import assert from 'node:assert/strict';
import { changePackage, createPackage, createSuccessor, type PackagePlan, type Result } from '../../../services/projects/index.js';
import { eachWorld } from '../../support/each-world.js';
import { personKeys, type PersonKey } from '../../support/hospital-builder.js';
import { RequestWorld } from '../../support/request-world.js';

describe('work packages that managers write', function () {
  this.timeout(60_000);
  let world: RequestWorld;
  eachWorld(RequestWorld.build, (built) => {
    world = built;
  });

  const plan = (more: Partial<PackagePlan> = {}): PackagePlan => ({
    title: 'Frailty',
    purpose: 'Whether frailty foretells readmission.',
    datasetIds: [world.hospital.datasets.admissions],
    outputs: 'A model and two tables.',
    tools: 'R',
    lessData: { possible: false, answer: 'Dates are needed to the day.' },
    ...more,
  });
  const create = (by: PersonKey, more: Partial<PackagePlan> = {}): Promise<Result<{ packageId: number }>> => world.as(by, (context) => createPackage(context, { projectId: world.hospital.projectId, ...plan(more) }));
  const change = (by: PersonKey, packageId: number, more: Partial<PackagePlan> = {}): Promise<Result<unknown>> => world.as(by, (context) => changePackage(context, { packageId, ...plan(more) }));
  const succeed = (by: PersonKey, packageId: number, more: Partial<PackagePlan> = {}): Promise<Result<{ packageId: number }>> => world.as(by, (context) => createSuccessor(context, { packageId, reason: 'data-changed', ...plan(more) }));
  const said = (result: Result<unknown>): string => (result.kind === 'refused' ? result.reason : result.kind);
  const created = async (more: Partial<PackagePlan> = {}): Promise<number> => {
    const result = await create('manager', more);
    assert.equal(result.kind, 'done');
    return result.value.packageId;
  };
  const stored = (id: number) => world.database.db.selectFrom('work_packages').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  const datasetsOf = async (id: number): Promise<readonly number[]> => (await world.database.db.selectFrom('work_package_datasets').select('dataset_id').where('work_package_id', '=', id).orderBy('dataset_id').execute()).map(({ dataset_id }) => dataset_id);
  const lastEntry = () => world.database.db.selectFrom('audit_entries').select(['action', 'outcome', 'object_id', 'entry']).orderBy('seq', 'desc').limit(1).executeTakeFirstOrThrow();

  for (const person of personKeys) {
    const answer = ['programmeManager', 'otherProgrammeManager', 'manager'].includes(person) ? 'done' : ['researcher', 'colleague', 'investigator', 'referee', 'representative', 'otherRepresentative'].includes(person) ? 'not-allowed' : 'not-found';
    it(`${person}: create, change and succeed – ${answer}`, async () => {
      const id = await created();
      assert.equal(said(await create(person)), answer);
      assert.equal(said(await change(person, id, { title: 'Frailty once more' })), answer);
      assert.equal(said(await succeed(person, world.hospital.at[2].packageId)), answer);
      assert.equal(said(await change(person, 2_000_000_000)), 'not-found');
    });
  }

  it('a package is new, and holds what was written; the audit holds the texts by digest', async () => {
    const id = await created();
    const row = await stored(id);
    assert.deepEqual([row.state, row.tier, row.title, row.expected_outputs, row.tools, row.less_data_possible, row.less_data_answer, row.created_by], ['new', null, 'Frailty', 'A model and two tables.', 'R', false, 'Dates are needed to the day.', world.hospital.id.manager]);
    assert.deepEqual(await datasetsOf(id), [world.hospital.datasets.admissions]);
    const entry = await lastEntry();
    assert.deepEqual([entry.action, entry.outcome, entry.object_id], ['package.create', 'done', `WP-${String(id).padStart(4, '0')}`]);
    assert.ok(!entry.entry.includes('Frailty'));
  });

  it('it may be without data at first, and counts a dataset once', async () => {
    assert.deepEqual(await datasetsOf(await created({ datasetIds: [] })), []);
    const { imaging } = world.hospital.datasets;
    assert.deepEqual(await datasetsOf(await created({ datasetIds: [imaging, imaging] })), [imaging]);
  });

  it('a dataset that does not exist, or that the manager does not see, is unknown', async () => {
    assert.equal(said(await create('manager', { datasetIds: [2_000_000_000] })), 'dataset-unknown');
    const hidden = await world.database.db
      .insertInto('datasets')
      .values({ name: 'hidden', summary: '', keywords: [], provider_id: (await world.database.db.selectFrom('providers').select('id').executeTakeFirstOrThrow()).id, hidden: true, region: 'uksouth', records: 1, size_bytes: 1, formats: [], covers: '', updated_on: '2026-01-05' })
      .returning('id')
      .executeTakeFirstOrThrow();
    assert.equal(said(await create('manager', { datasetIds: [hidden.id] })), 'dataset-unknown');
    assert.equal(said(await create('programmeManager', { datasetIds: [hidden.id] })), 'done');
  });

  it('a dataset whose Representative has another role in the project has nobody to stand for it', async () => {
    const id = await created({ datasetIds: [] });
    await world.hospital.represent('imaging', ['colleague']);
    assert.equal(said(await change('manager', id, { datasetIds: [world.hospital.datasets.imaging] })), 'representative-has-role');
  });

  it('while it is new, datasets come and go, and approvals go with them', async () => {
    const { admissions, imaging } = world.hospital.datasets;
    const id = await created({ datasetIds: [admissions, imaging] });
    const { representative, otherRepresentative, researcher } = world.hospital.id;
    const approval = { work_package_id: id, subject_id: researcher, approved_at: world.clock.now() };
    await world.database.db.insertInto('package_approvals').values([{ ...approval, dataset_id: admissions, representative_id: representative, principal_id: representative }, { ...approval, dataset_id: imaging, representative_id: otherRepresentative, principal_id: otherRepresentative }]).execute();
    assert.equal(said(await change('manager', id, { datasetIds: [admissions, world.hospital.datasets.pathology] })), 'done');
    assert.deepEqual(await datasetsOf(id), [admissions, world.hospital.datasets.pathology].sort((a, b) => a - b));
    const standing = await world.database.db.selectFrom('package_approvals').select('dataset_id').where('voided_at', 'is', null).execute();
    assert.deepEqual(standing, [{ dataset_id: admissions }]);
  });

  it('the same once more changes nothing', async () => {
    assert.equal(said(await change('manager', await created())), 'unchanged');
  });

  it('nothing changes in an open or a classified package: one is cleared first, the other gets a successor', async () => {
    const id = await created();
    await world.database.db.updateTable('work_packages').set({ state: 'open' }).where('id', '=', id).execute();
    assert.equal(said(await change('manager', id, { title: 'Other' })), 'package-open');
    assert.equal(said(await succeed('manager', id)), 'package-open');
    assert.equal(said(await change('manager', world.hospital.at[2].packageId, { title: 'Other' })), 'package-classified');
    assert.equal((await stored(id)).title, 'Frailty');
  });

  it('a successor is new, remembers what it follows and why, and leaves that as it was', async () => {
    const origin = world.hospital.at[2].packageId;
    const before = await stored(origin);
    const result = await succeed('manager', origin, { datasetIds: [world.hospital.datasets.imaging] });
    assert.equal(result.kind, 'done');
    const row = await stored(result.value.packageId);
    assert.deepEqual([row.state, row.successor_of, row.successor_reason], ['new', origin, 'data-changed']);
    assert.deepEqual(await stored(origin), before);
    assert.equal(said(await succeed('manager', result.value.packageId)), 'package-new');
  });

  it('nothing is written in a closed project', async () => {
    await world.database.db.updateTable('projects').set({ state: 'closed' }).execute();
    assert.equal(said(await create('manager')), 'project-closed');
    assert.equal(said(await succeed('manager', world.hospital.at[2].packageId)), 'project-closed');
  });
});
