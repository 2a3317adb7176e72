import assert from 'node:assert/strict';
import { people, type SeedPerson } from '../../../infra/local/seed/people.js';
import { listAskableDatasets, viewDataset, type DatasetView } from '../../../services/catalogue/index.js';
import { askForAccess, decideRequest } from '../../../services/requests/index.js';
import { seededCatalogue, type SeededCatalogue } from './catalogue-fixture.js';

const { amara, ben, claire, daniel, david, gail, helen, ines, jonas, katarzyna, lena, mei, omar, ruth, samuel, tom } = people;

describe('a dataset as a person may know it', () => {
  let catalogue: SeededCatalogue;
  beforeEach(async () => {
    catalogue = await seededCatalogue();
  });
  afterEach(() => catalogue.database.drop());

  const view = (id: number, person: SeedPerson): Promise<DatasetView | undefined> => catalogue.as(person, (context) => viewDataset(context, id));
  const seen = async (id: number, person: SeedPerson): Promise<DatasetView> => {
    const dataset = await view(id, person);
    assert.ok(dataset);
    return dataset;
  };

  it('holds what the catalogue says, who represents it and whom to ask', async () => {
    const dataset = await seen(10, amara);
    assert.deepEqual(
      { ...dataset, summary: '', keywords: [], uses: [] },
      {
        id: 10,
        name: 'Cardiac gene panel variants',
        summary: '',
        provider: 'Regional Cardiac Registry',
        keywords: [],
        hidden: false,
        region: 'uksouth',
        records: 5_210,
        sizeBytes: 96_000_000_000,
        formats: ['vcf', 'parquet'],
        covers: '2015 to last year',
        updatedOn: '2026-08-24',
        agreements: [{ projectId: 2, endsOn: '2027-12-23' }],
        representatives: [{ id: tom.id, name: tom.name }],
        uses: [],
        hasProject: true,
        askAbout: [jonas.name],
      },
    );
  });

  it('names whom to ask: the Project Managers of one’s projects, but not oneself; without a project the Programme Managers', async () => {
    const asked = async (person: SeedPerson): Promise<readonly unknown[]> => {
      const { hasProject, askAbout } = await seen(1, person);
      return [hasProject, ...askAbout];
    };
    assert.deepEqual(await asked(lena), [true, jonas.name]);
    assert.deepEqual(await asked(jonas), [true]);
    assert.deepEqual(await asked(david), [false, david.name, ruth.name]);
  });

  it('shows uses in the viewer’s projects only: one dataset, two projects', async () => {
    const usesFor = async (person: SeedPerson): Promise<readonly number[]> => (await seen(1, person)).uses.map(({ workPackage }) => workPackage.id);
    assert.deepEqual(await usesFor(omar), [1, 5]);
    assert.deepEqual(await usesFor(amara), [1]);
    assert.deepEqual(await usesFor(samuel), [5]);
    assert.deepEqual(await usesFor(claire), []);
    assert.deepEqual(await usesFor(ruth), []);
  });

  it('forgets a use when the viewer’s role there ends', async () => {
    await catalogue.database.owner.updateTable('project_roles').set({ until: catalogue.clock.now() }).where('person_id', '=', amara.id).where('project_id', '=', 1).execute();
    assert.deepEqual((await seen(1, amara)).uses, []);
  });

  it('tells a use with workspace, tier, the viewer’s membership and access', async () => {
    const [use] = (await seen(4, amara)).uses;
    const untilOn = use?.myAccess?.untilOn;
    assert.deepEqual(use, {
      project: { id: 1, title: 'Heart failure readmissions' },
      workPackage: { id: 2, title: 'Treatment and outcome, linked', state: 'classified', tier: 2 },
      workspace: { id: 2, name: 'Readmissions linked' },
      myAccess: { requestId: 10, state: 'active', untilOn },
      member: true,
      mayAsk: true,
      decides: [{ role: 'investigator', names: [ines.name] }],
    });
    assert.equal(untilOn, '2027-04-12');
  });

  it('says that a member without access to the data is a member without access', async () => {
    const [use] = (await seen(5, amara)).uses;
    assert.deepEqual([use?.member, use?.myAccess, use?.mayAsk], [true, null, true]);
  });

  it('allows asking to Researcher and Investigator alone', async () => {
    const may = async (person: SeedPerson): Promise<readonly boolean[]> => (await seen(9, person)).uses.map(({ mayAsk }) => mayAsk);
    assert.deepEqual(await may(amara), [true]);
    assert.deepEqual(await may(ines), [true]);
    for (const person of [jonas, daniel, tom]) assert.deepEqual(await may(person), [false], person.name);
    assert.deepEqual((await seen(9, jonas)).uses[0]?.decides.map(({ role }) => role), ['investigator', 'representative'], 'who decides when somebody else asks');
  });

  it('allows no asking where there is no workspace, or the package is not classified', async () => {
    for (const [id, person] of [[11, samuel], [11, omar], [7, samuel]] as const) {
      const uses = (await seen(id, person)).uses.filter(({ project }) => project.id === 3);
      assert.deepEqual(uses.map(({ workspace, mayAsk, decides }) => ({ workspace, mayAsk, decides })), [{ workspace: null, mayAsk: false, decides: [] }]);
    }
  });

  it('allows no asking in a closed workspace or project, nor above tier 3', async () => {
    const may = async (): Promise<boolean | undefined> => (await seen(1, amara)).uses[0]?.mayAsk;
    const { owner } = catalogue.database;
    assert.equal(await may(), true);
    await owner.updateTable('work_packages').set({ tier: 4 }).where('id', '=', 1).execute();
    assert.equal(await may(), false);
    await owner.updateTable('work_packages').set({ tier: 1 }).where('id', '=', 1).execute();
    await owner.updateTable('projects').set({ state: 'closed' }).where('id', '=', 1).execute();
    assert.equal(await may(), false);
    await owner.updateTable('projects').set({ state: 'open' }).where('id', '=', 1).execute();
    await owner.updateTable('workspaces').set({ state: 'closed' }).where('id', '=', 1).execute();
    assert.equal(await may(), false);
  });

  it('names at tier 3 the Representative after the Investigator', async () => {
    assert.deepEqual((await seen(9, amara)).uses[0]?.decides, [
      { role: 'investigator', names: [ines.name] },
      { role: 'representative', names: [tom.name] },
    ]);
  });

  it('leaves out a Representative who has approved the viewer on the package', async () => {
    assert.deepEqual((await seen(9, lena)).uses[0]?.decides, [{ role: 'investigator', names: [ines.name] }]);
  });

  it('names who stands in for an Investigator who asks, and no Representative (11.6)', async () => {
    assert.deepEqual((await seen(9, ines)).uses[0]?.decides, [{ role: 'investigator', names: [jonas.name] }]);
  });

  it('names the deputy while the Representative’s account is disabled, and nobody where there is none', async () => {
    await catalogue.database.owner.updateTable('people').set({ enabled: false }).where('id', '=', tom.id).execute();
    assert.deepEqual((await seen(10, amara)).uses[0]?.decides.at(-1), { role: 'representative', names: [helen.name] });
    assert.deepEqual((await seen(9, amara)).uses[0]?.decides.at(-1), { role: 'representative', names: [] });
  });

  it('shows a request under way, and forgets it when it is denied', async () => {
    const asked = await catalogue.as(amara, (context) =>
      askForAccess(context, { workspaceId: 2, datasetId: 5, subjectId: amara.id, purpose: 'Biomarkers', untilOn: '2027-01-31', accepted: true, alsoJoin: false }),
    );
    assert.equal(asked.kind, 'done');
    const { id, version } = asked.value.request;
    assert.deepEqual((await seen(5, amara)).uses[0]?.myAccess, { requestId: id, state: 'in-review', untilOn: '2027-01-31' });
    assert.equal((await seen(5, lena)).uses[0]?.myAccess, null);
    await catalogue.as(ines, (context) => decideRequest(context, { requestId: id, version, answer: 'deny', comment: 'Not needed' }));
    assert.equal((await seen(5, amara)).uses[0]?.myAccess, null);
  });

  it('shows the access that is active rather than a request to extend it', async () => {
    const asked = await catalogue.as(amara, (context) =>
      askForAccess(context, { workspaceId: 2, datasetId: 4, subjectId: amara.id, purpose: 'Go on', untilOn: '2027-10-01', accepted: true, alsoJoin: false }),
    );
    assert.equal(asked.kind, 'done');
    assert.equal((await seen(4, amara)).uses[0]?.myAccess?.state, 'active');
  });

  it('looks the same whether it is not there or not theirs', async () => {
    assert.equal(await view(99, amara), undefined);
    assert.equal(await view(3_000_000_000, amara), undefined);
    assert.equal(await view(12, amara), undefined);
    assert.equal(await view(12, jonas), undefined);
    assert.equal(await view(11, tom), undefined);
    assert.equal(await view(1, gail), undefined);
  });

  it('shows the hidden one to Programme Managers, its Representative and the project that uses it', async () => {
    for (const person of [ruth, ben, samuel, katarzyna, omar]) assert.equal((await seen(12, person)).hidden, true);
  });

  describe('the choices of whom may ask', () => {
    const choices = async (person: SeedPerson): Promise<readonly string[]> =>
      (await catalogue.as(person, listAskableDatasets)).flatMap(({ id, workspaces }) =>
        workspaces.map((place) => `${String(id)} in ${String(place.id)}${place.member ? ' member' : ''}${place.myAccess ? ` ${place.myAccess.state}` : ''}`),
      );

    it('are the datasets of their workspaces, by name, with what they have', async () => {
      const found = await choices(amara);
      assert.deepEqual(found.toSorted(), ['1 in 1', '10 in 3', '2 in 1', '3 in 1', '4 in 2 member active', '5 in 2 member', '6 in 2 member', '7 in 2 member', '8 in 3', '9 in 3']);
      const names = (await catalogue.as(amara, listAskableDatasets)).map(({ name }) => name);
      assert.deepEqual(names, names.toSorted());
    });

    it('hold a dataset once with every workspace in which it may be asked for', async () => {
      await catalogue.database.owner.insertInto('workspaces').values({ id: 90, name: 'Second', project_id: 1, work_package_id: 1, state: 'active', region: 'uksouth', created_at: catalogue.clock.now() }).execute();
      const admissions = (await catalogue.as(omar, listAskableDatasets)).filter(({ id }) => id === 1);
      assert.deepEqual(admissions.map(({ workspaces, provider }) => [provider, workspaces.map(({ id, tier }) => [id, tier])]), [['Northgate clinical data warehouse', [[1, 1], [90, 1]]]]);
    });

    it('are none for whoever may not ask', async () => {
      for (const person of [claire, jonas, katarzyna, samuel, mei, tom, ruth, gail]) assert.deepEqual(await choices(person), [], person.name);
    });
  });
});
