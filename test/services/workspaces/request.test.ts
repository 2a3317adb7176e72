import assert from 'node:assert/strict';
import { askablePackages, beginRequest, estimateCost, requestWorkspace, resubmitWorkspace, zoneFor } from '../../../services/workspaces/index.js';
import { building, zones } from '../../support/building.js';
import { eachWorld } from '../../support/each-world.js';
import { personKeys, type PersonKey } from '../../support/hospital-builder.js';
import { RequestWorld } from '../../support/request-world.js';
import { asked, askWorkspace, built, reasonOf, viewed, workspaceOf, type Wish } from './workspaces-world.js';

describe('asking for a workspace', () => {
  let world: RequestWorld;
  eachWorld(RequestWorld.build, (fresh) => { world = fresh; });

  const mayAsk: readonly PersonKey[] = ['investigator', 'manager'];
  const see: readonly PersonKey[] = ['researcher', 'colleague', 'referee', 'representative', 'otherRepresentative', 'programmeManager', 'otherProgrammeManager'];

  it('is for the Investigator and Project Managers; to whom the project is nothing, there is nothing', async () => {
    for (const person of personKeys) {
      const result = reasonOf(await askWorkspace(world, person, { name: `For ${person}`, tier: person === 'manager' ? 1 : 2 }));
      assert.equal(result, mayAsk.includes(person) ? 'done' : see.includes(person) ? 'not-allowed' : 'not-found', person);
    }
  });

  it('shows what it will cost before anyone approves, and keeps that figure with the request', async () => {
    const { id } = await asked(world, 'manager', { machines: [{ machine: 'python-small', count: 2 }, { machine: 'gpu-small', count: 1 }], monthlyBudget: 2_000 });
    const { plan } = await viewed(world, 'programmeManager', id);
    assert.deepEqual(plan?.machines, [{ machine: 'gpu-small', count: 1 }, { machine: 'python-small', count: 2 }]);
    // 200 hours of 2 x 0.17 and 1 x 0.50, disks of three, and storage, network, desktop and keys of tier 2.
    assert.equal(plan.estimate.perMonth, Math.ceil(200 * (2 * 0.17 + 0.5) + 3 * 24 + 22 + 60 + 78 + 6));
    assert.equal(plan.estimate.atMost, Math.ceil(744 * (2 * 0.17 + 0.5) + 3 * 24 + 22 + 60 + 78 + 6));
  });

  const unfit: Readonly<Record<string, readonly [Wish, string]>> = {
    'a budget of nothing': [{ monthlyBudget: 0 }, 'budget budget-unfit'],
    'a budget of a million': [{ monthlyBudget: 1_000_000 }, 'budget budget-unfit'],
    'a budget of less than nothing': [{ monthlyBudget: -5 }, 'budget budget-unfit'],
    'a budget of half a pound': [{ monthlyBudget: 900.5 }, 'budget budget-unfit'],
    'a budget that is no number': [{ monthlyBudget: Number.NaN }, 'budget budget-unfit'],
    'a budget below the estimate': [{ monthlyBudget: 100 }, 'budget budget-below-estimate'],
    'no machine': [{ machines: [] }, 'machines machines-unfit'],
    'a machine that the catalogue does not hold': [{ machines: [{ machine: 'mainframe', count: 1 }] }, 'machines machines-unfit'],
    'more machines than a workspace takes': [{ machines: [{ machine: 'python-small', count: 21 }], monthlyBudget: 20_000 }, 'machines machines-unfit'],
    'a name of two letters': [{ name: 'ab' }, 'name name-unfit'],
    'a name with marks that Azure takes for something else': [{ name: 'data<script>' }, 'name name-unfit'],
    'a name that runs from right to left': [{ name: 'abc‮def' }, 'name name-unfit'],
    'a name of 61 letters': [{ name: 'a'.repeat(61) }, 'name name-unfit'],
    'the name of another workspace of the project': [{ name: 'WORKSPACE-1' }, 'name name-taken'],
    'a cost centre that is no tag': [{ costCentre: 'a?b' }, 'cost-centre cost-centre-unfit'],
    'a member without a role in the project': [{ members: ['outsider'] }, 'members members-unfit'],
    'a Referee as a member': [{ members: ['referee'] }, 'members members-unfit'],
    'everything at once': [{ name: '', costCentre: '', machines: [], monthlyBudget: 0 }, 'name name-unfit, cost-centre cost-centre-unfit, machines machines-unfit, budget budget-unfit'],
  };
  for (const [name, [wish, expected]] of Object.entries(unfit)) {
    it(`${name} is refused, field by field, on record, and nothing is kept of it`, async () => {
      const before = await world.database.db.selectFrom('workspaces').select('id').execute();
      assert.equal(reasonOf(await askWorkspace(world, 'manager', wish)), expected);
      assert.deepEqual(await world.database.db.selectFrom('workspaces').select('id').execute(), before);
      const [entry] = await world.database.db.selectFrom('audit_entries').select(['action', 'outcome']).orderBy('seq', 'desc').limit(1).execute();
      assert.deepEqual(entry, { action: 'workspace.request', outcome: 'refused' });
    });
  }

  it('two people who ask for the same at once make one', async () => {
    const results = await Promise.all([askWorkspace(world, 'manager'), askWorkspace(world, 'investigator', { name: 'The other' })]);
    assert.deepEqual(results.map(reasonOf).sort(), ['already-asked', 'done']);
  });

  it('what was denied or withdrawn leaves room for another', async () => {
    const { id } = await asked(world, 'manager');
    await world.decide('programmeManager', id, 'deny');
    const second = await asked(world, 'manager');
    await world.withdraw('manager', second.id);
    const third = await asked(world, 'manager');
    assert.deepEqual([(await workspaceOf(world, await world.request(id))).state, (await workspaceOf(world, third)).state], ['dropped', 'planned']);
  });

  it('a plan that was sent back can be changed and sent again; everybody is asked anew about the new one', async () => {
    const { id } = await asked(world, 'manager');
    await world.decide('programmeManager', id, 'return');
    const { version } = await world.request(id);
    const plan = { name: 'Smaller', purpose: 'to model readmission', costCentre: 'CC-1', monthlyBudget: 700, machines: [{ machine: 'r-small', count: 1 }], memberIds: [] };
    const wrong = await world.as('investigator', (context) => resubmitWorkspace(context, building, { requestId: id, version, ...plan }));
    assert.equal(wrong.kind === 'refused' && wrong.reason, 'not-allowed');
    assert.equal((await world.as('manager', (context) => resubmitWorkspace(context, building, { requestId: id, version, ...plan }))).kind, 'done');
    const view = await viewed(world, 'programmeManager', id);
    assert.deepEqual([view.state, view.version, view.plan?.name, view.plan?.machines], ['in-review', version + 1, 'Smaller', [{ machine: 'r-small', count: 1 }]]);
    assert.equal((await world.decide('programmeManager', id, 'approve', { version })).kind, 'refused', 'the old card decides nothing');
  });

  describe('where nothing can be built', () => {
    const change = async (set: object): Promise<void> => {
      await world.database.db.updateTable('work_packages').set(set).where('id', '=', world.hospital.at[2].packageId).execute();
    };
    it('at tier 4 is refused with the reason', async () => {
      await world.database.owner.updateTable('work_packages').set({ tier: 4 }).where('id', '=', world.hospital.at[2].packageId).execute();
      assert.equal(reasonOf(await askWorkspace(world, 'manager')), 'tier-four');
    });
    it('a package that is suspended, or not classified, is refused', async () => {
      await change({ suspended_at: world.clock.now(), suspended_because: 'dataset-withdrawn' });
      assert.equal(reasonOf(await askWorkspace(world, 'manager')), 'package-suspended');
    });
    it('a closed project is refused', async () => {
      await world.database.db.updateTable('projects').set({ state: 'closed' }).execute();
      assert.equal(reasonOf(await askWorkspace(world, 'manager')), 'project-closed');
    });
    it('data of another region, or of two, has no landing zone', async () => {
      await world.database.db.updateTable('datasets').set({ region: 'westeurope' }).where('id', '=', world.hospital.datasets.imaging).execute();
      assert.equal(reasonOf(await askWorkspace(world, 'manager')), 'regions-differ');
      await world.database.db.updateTable('datasets').set({ region: 'westeurope' }).execute();
      assert.equal(reasonOf(await askWorkspace(world, 'manager')), 'no-landing-zone');
    });
    it('an institution without landing zones builds nothing', async () => {
      const none = { catalogue: building.catalogue, zones: undefined };
      const result = await world.as('manager', (context) => requestWorkspace(context, none, { packageId: world.hospital.at[2].packageId, name: 'Any name', purpose: 'x', costCentre: 'x', monthlyBudget: 900, machines: [], memberIds: [] }));
      assert.equal(reasonOf(result), 'no-workspaces-here');
    });
    it('a package whose project lost ethics approval waits for it, and goes on by itself', async () => {
      await world.hospital.takeOffRecord('ethics');
      const { id } = await asked(world, 'manager');
      assert.deepEqual([await world.state(id), (await world.request(id)).gate], ['blocked', 'ethics']);
      await world.hospital.putOnRecord('ethics', {});
      await world.sweep();
      assert.equal(await world.state(id), 'in-review');
    });
  });

  it('offers packages to whom they belong, and people of the project as members', async () => {
    const offered = await world.as('manager', (context) => askablePackages(context, building));
    assert.ok(Array.isArray(offered));
    assert.deepEqual(offered.map(({ tier }: { readonly tier: number }) => tier).sort(), [0, 1, 2, 3]);
    assert.equal('kind' in (await world.as('researcher', (context) => askablePackages(context, building))), true);
    const begun = await world.as('manager', (context) => beginRequest(context, building, world.hospital.at[2].packageId));
    assert.ok(begun.kind === 'done');
    assert.deepEqual(begun.value.people.map(({ name }) => name), ['colleague', 'investigator', 'researcher']);
  });

  it('a workspace that stands is not ended with the role of who asked for it, nor by the day its project ends', async () => {
    const request = await built(world);
    await world.database.db.updateTable('project_roles').set({ until: world.clock.now() }).where('person_id', '=', world.hospital.id.manager).execute();
    await world.pass({ days: 3 });
    assert.deepEqual([await world.state(request.id), (await workspaceOf(world, request)).state], ['active', 'active']);
  });
});

describe('what a workspace costs', () => {
  it('is nothing for machines where there are none, and rises with every machine', () => {
    const { catalogue } = building;
    for (const tier of [0, 1, 2, 3] as const) {
      let before = estimateCost(catalogue, tier, []).perMonth;
      for (const { key } of catalogue.machines) {
        const one = estimateCost(catalogue, tier, [{ machine: key, count: 1 }]);
        assert.ok(one.perMonth > estimateCost(catalogue, tier, []).perMonth && one.atMost >= one.perMonth, key);
      }
      for (let count = 1; count < 6; count += 1) {
        const { perMonth } = estimateCost(catalogue, tier, [{ machine: 'r-small', count }]);
        assert.ok(perMonth > before);
        before = perMonth;
      }
    }
  });
});

describe('landing zones', () => {
  it('take data of their own region and no other', () => {
    assert.equal(zoneFor(zones, ['uksouth', 'uksouth']).kind, 'zone');
    assert.equal(zoneFor(zones, ['uksouth', 'northeurope']).kind, 'mismatch');
    assert.deepEqual(zoneFor(zones, ['northeurope']), { kind: 'none', region: 'northeurope' });
    assert.equal(zoneFor(zones, []).kind, 'zone');
  });
});
