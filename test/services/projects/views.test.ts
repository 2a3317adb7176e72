import assert from 'node:assert/strict';
import { listProjects, viewMyDatasets, viewPortfolio, viewProject, viewReferees, type ProjectView } from '../../../services/projects/index.js';
import { eachWorld } from '../../support/each-world.js';
import { personKeys, type PersonKey } from '../../support/hospital-builder.js';
import { RequestWorld } from '../../support/request-world.js';

describe('what people see of projects', function () {
  this.timeout(60_000);
  let world: RequestWorld;
  eachWorld(RequestWorld.build, (built) => {
    world = built;
  });

  const insiders: readonly PersonKey[] = ['researcher', 'colleague', 'investigator', 'manager', 'programmeManager', 'otherProgrammeManager', 'referee', 'representative', 'otherRepresentative'];
  const view = (person: PersonKey, projectId = world.hospital.projectId): Promise<ProjectView | undefined> => world.as(person, (context) => viewProject(context, projectId));
  const seen = async (person: PersonKey): Promise<ProjectView> => {
    const found = await view(person);
    assert.ok(found);
    return found;
  };

  for (const person of personKeys) {
    it(`${person} ${insiders.includes(person) ? 'sees the project' : 'sees no project, as if it did not exist'}`, async () => {
      assert.equal((await view(person)) !== undefined, insiders.includes(person));
      assert.equal(await view(person, 2_000_000_000), undefined);
      assert.equal((await world.as(person, (context) => listProjects(context, 1))).total, insiders.includes(person) ? 1 : 0);
    });
  }

  it('a project has its people by role and its packages, and offers what the reader may do', async () => {
    const manager = await seen('manager');
    assert.deepEqual(manager.people.map(({ name, role }) => `${name} ${role}`), [
      'investigator investigator',
      'manager project-manager',
      'colleague researcher',
      'researcher researcher',
      'referee referee',
      'otherRepresentative representative',
      'representative representative',
    ]);
    assert.deepEqual(manager.packages.map(({ tier, datasets, workspaces }) => [tier, datasets, workspaces]).sort(), [[0, 3, 1], [1, 3, 1], [2, 3, 1], [3, 3, 1]]);
    assert.deepEqual(manager.allowed, ['see-project', 'see-people', 'appoint-researcher', 'appoint-referee', 'remove-researcher', 'remove-referee', 'declare-conflict', 'declare-referee-conflict', 'propose-referee', 'create-package', 'change-package', 'succeed-package']);
    assert.deepEqual((await seen('researcher')).allowed, ['see-project', 'see-people', 'declare-conflict']);
    await world.database.db.updateTable('projects').set({ state: 'closed' }).execute();
    assert.deepEqual((await seen('manager')).allowed, []);
  });

  it('says to managers what is missing: roles, Representatives in the project, training', async () => {
    assert.deepEqual((await seen('manager')).gaps, []);
    await world.hospital.setRole('investigator', null);
    await world.hospital.setRole('referee', null);
    await world.hospital.setRole('otherRepresentative', null);
    await world.hospital.trainUntil('researcher', '2026-11-22');
    await world.hospital.represent('pathology', []);
    const { datasets } = world.hospital;
    assert.deepEqual(
      (await seen('manager')).gaps.map((gap) => ('dataset' in gap ? `${gap.kind} ${gap.dataset.name}` : 'name' in gap ? `${gap.kind} ${gap.name}` : gap.kind)).sort(),
      ['investigator', 'nobody-represents pathology', 'referee', 'representative imaging', 'training researcher'],
    );
    assert.ok(datasets.imaging > 0);
  });

  it('somebody’s lapsed training is for managers and themselves to know', async () => {
    await world.hospital.trainUntil('researcher', '2026-11-22');
    const training = async (person: PersonKey): Promise<boolean | null | undefined> => (await seen(person)).people.find(({ name }) => name === 'researcher')?.trainingMissing;
    assert.deepEqual([await training('manager'), await training('investigator'), await training('researcher'), await training('colleague'), await training('representative')], [true, true, true, null, null]);
    assert.deepEqual((await seen('colleague')).gaps, []);
  });

  it('the portfolio is for Programme Managers, others are refused, and that is on record', async () => {
    for (const person of personKeys) {
      const result = await world.as(person, (context) => viewPortfolio(context, 1));
      assert.equal(result.kind, person === 'programmeManager' || person === 'otherProgrammeManager' ? 'done' : 'refused', person);
    }
  });

  it('the portfolio counts packages by state and tier, workspaces and open requests, and names what lapses next', async () => {
    const { db } = world.database;
    await world.ask('researcher', { tier: 2 });
    await db.insertInto('work_packages').values({ project_id: world.hospital.projectId, title: 'New', purpose: '', state: 'new', tier: null }).execute();
    await db.insertInto('projects').values({ title: 'Over', summary: '', state: 'closed', ends_on: '2026-12-01', created_at: world.clock.now() }).execute();
    const portfolio = await world.as('programmeManager', (context) => viewPortfolio(context, 1));
    assert.equal(portfolio.kind, 'done');
    const [line, closed] = portfolio.value.items;
    assert.ok(line && closed);
    assert.deepEqual([line.investigator, line.packages, line.tiers, line.workspaces, line.openRequests], ['investigator', { new: 1, open: 0, classified: 4 }, [1, 1, 1, 1, 0], 4, 1]);
    assert.deepEqual(line.lapse, { kind: 'training', on: '2027-12-31' });
    assert.deepEqual([closed.open, closed.lapse], [false, null]);
    assert.deepEqual([portfolio.value.tiers, portfolio.value.openProjects], [[1, 1, 1, 1, 0], 1]);
    await world.hospital.agreementUntil('imaging', '2027-01-31');
    const sooner = await world.as('programmeManager', (context) => viewPortfolio(context, 1));
    assert.deepEqual(sooner.kind === 'done' && sooner.value.items[0]?.lapse, { kind: 'agreement', on: '2027-01-31' });
  });

  it('a Representative sees where each of their datasets is used, at which tier, and who has access now; others see nothing of it', async () => {
    const { db } = world.database;
    const { hospital } = world;
    const request = await world.asked('researcher', { tier: 2, dataset: 'imaging', alsoJoin: true });
    const own = async (person: PersonKey) => (await world.as(person, (context) => viewMyDatasets(context, 1))).items;
    const at2 = async () => (await own('otherRepresentative'))[0]?.places.find(({ workPackage }) => workPackage.tier === 2);
    assert.deepEqual((await own('otherRepresentative')).map(({ name, capacity, places }) => [name, capacity, places.map(({ workPackage }) => workPackage.tier).sort()]), [['imaging', 'principal', [0, 1, 2, 3]]]);
    assert.deepEqual((await at2())?.people, [], 'what is only asked for is no access');
    await db.updateTable('requests').set({ state: 'active' }).where('id', '=', request.id).execute();
    assert.deepEqual((await at2())?.people, [{ name: 'researcher', untilOn: '2027-02-23' }]);
    assert.equal((await at2())?.workspace?.id, hospital.at[2].workspaceId);
    assert.deepEqual((await own('deputy')).map(({ name, capacity }) => [name, capacity]), [['admissions', 'deputy'], ['pathology', 'deputy']]);
    for (const person of ['researcher', 'investigator', 'manager', 'programmeManager', 'outsider'] as const) assert.deepEqual(await own(person), [], person);
    await hospital.represent('imaging', ['representative']);
    assert.deepEqual(await own('otherRepresentative'), [], 'who handed over sees it no more');
  });

  it('proposals for Referee are for managers, and to outsiders the project does not exist', async () => {
    const answers = await Promise.all(personKeys.map(async (person) => [person, await world.as(person, (context) => viewReferees(context, world.hospital.projectId))] as const));
    for (const [person, result] of answers) {
      const expected = ['manager', 'programmeManager', 'otherProgrammeManager'].includes(person) ? 'done' : insiders.includes(person) ? 'not-allowed' : 'not-found';
      assert.equal(result.kind === 'refused' ? result.reason : result.kind, expected, person);
    }
  });
});
