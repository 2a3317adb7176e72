import assert from 'node:assert/strict';
import { LockkeeperError, numberOf } from '../../../services/context/index.js';
import { buildWorkflow, sweepWorkspaces } from '../../../services/workspaces/index.js';
import { building } from '../../support/building.js';
import { eachWorld } from '../../support/each-world.js';
import { Killed } from '../../support/fake-directory.js';
import { RequestWorld } from '../../support/request-world.js';
import { asked, built, viewed, workspaceOf } from './workspaces-world.js';

const away = (): LockkeeperError => new LockkeeperError('azure-unavailable', 'Azure cannot be reached.');

describe('building a workspace', () => {
  let world: RequestWorld;
  eachWorld(RequestWorld.build, (fresh) => { world = fresh; });

  const stackOf = (workspaceId: number) => world.azure.stacks.get(numberOf('workspace', workspaceId).toLowerCase());
  const stepsOf = async (id: number): Promise<readonly (readonly [string, string])[]> => ((await viewed(world, 'programmeManager', id)).progress?.steps ?? []).map(({ name, state }) => [name, state] as const);

  it('is begun by nothing but the approval of a Programme Manager', async () => {
    const { id } = await asked(world, 'manager');
    await world.runJobs();
    assert.deepEqual([await world.state(id), world.azure.calls], ['in-review', []]);
    assert.deepEqual(await world.waitingFor(id), ['otherProgrammeManager', 'programmeManager']);
    for (const person of ['manager', 'investigator', 'researcher', 'representative'] as const) assert.equal((await world.decide(person, id, 'approve')).kind, 'refused', person);
  });

  it('makes a group for each role and dataset, owned by Investigator and Project Manager alone, then the stack of its tier', async () => {
    const request = await built(world);
    const { investigator, manager } = world.hospital.id;
    const number = numberOf('workspace', request.workspace_id).toLowerCase();
    assert.deepEqual([...world.azure.groups.values()].map(({ alias }) => alias).sort(), [`lk-${number}-members`, `lk-${number}-managers`, `lk-${number}-review`, ...Object.values(world.hospital.datasets).map((id) => `lk-${number}-${numberOf('dataset', id).toLowerCase()}`)].sort());
    for (const { alias, owners, members } of world.azure.groups.values()) {
      assert.deepEqual([...owners].sort(), [investigator, manager].sort(), alias);
      assert.deepEqual([...members].sort(), alias.endsWith('managers') ? [investigator, manager].sort() : [], alias);
    }
    const stack = stackOf(request.workspace_id);
    assert.match(stack?.template ?? '', /workspace-tier-2\/versions\/1\.0\.0$/);
    const { machines, costCentre, budgetAmount, addressPrefix, datasets, membersGroupId } = stack?.parameters as Record<string, { readonly value: unknown }>;
    assert.deepEqual([costCentre?.value, budgetAmount?.value, addressPrefix?.value, machines?.value], ['CC-4711', 900, '10.64.0.0/24', [{ number: 1, platform: 'python', size: 'Standard_D4s_v5', zone: '1' }]]);
    assert.equal((datasets?.value as readonly unknown[]).length, 3);
    const members = await world.database.db.selectFrom('directory_groups').select('id').where('workspace_id', '=', request.workspace_id).where('kind', '=', 'members').executeTakeFirstOrThrow();
    assert.equal(membersGroupId?.value, members.id);
    assert.deepEqual([(await workspaceOf(world, request)).state, stack?.puts], ['active', 1]);
  });

  it('shows how far it is, step by step, and tells those concerned when it stands', async () => {
    const { id } = await asked(world, 'investigator');
    await world.approved(id, 'programmeManager');
    assert.deepEqual(await stepsOf(id), []);
    await world.runJobs();
    assert.deepEqual(await stepsOf(id), [['groups', 'done'], ['resources', 'done'], ['check', 'done'], ['hand-over', 'done']]);
    assert.deepEqual(await world.toldOf(id, 'active'), ['investigator', 'otherProgrammeManager', 'programmeManager']);
  });

  it('asks in whoever was named, as requests of their own', async () => {
    const request = await built(world, { members: ['researcher', 'colleague'] });
    const joins = await world.database.db.selectFrom('requests').select(['subject_id', 'state', 'requester_id']).where('workspace_id', '=', request.workspace_id).where('type', '=', 'join-workspace').orderBy('id').execute();
    assert.deepEqual(new Set(joins.map(({ subject_id }) => world.hospital.keyOf(subject_id))), new Set(['researcher', 'colleague']));
    for (const join of joins) assert.deepEqual([join.state, world.hospital.keyOf(join.requester_id)], ['blocked', 'manager']);
  });

  it('waits for the sign-in of who approved it, and goes on by itself', async () => {
    world.azure.signedOut.add(world.hospital.id.programmeManager);
    const { id } = await asked(world, 'manager');
    await world.approved(id, 'programmeManager');
    await world.runJobs();
    assert.equal(await world.state(id), 'awaiting-sign-in');
    assert.ok((await world.messages(id)).some(({ to, kind }) => to === 'programmeManager' && kind === 'sign-in'));
    world.azure.signedOut.clear();
    await world.signIn('programmeManager');
    await world.runJobs();
    assert.equal(await world.state(id), 'active');
  });

  const firstCalls = { groups: 'ensureGroup', resources: 'put', check: 'look', 'hand-over': 'leaveOwnership' } as const;
  for (const [step, call] of Object.entries(firstCalls)) {
    it(`tries again where ${step} finds Azure away, and builds everything once`, async () => {
      world.azure.next(call, away(), away());
      const request = await built(world);
      assert.equal(stackOf(request.workspace_id)?.puts, 1);
      assert.equal(world.azure.groups.size, 6);
    });

    it(`stops where ${step} is refused, says which step and why, and goes on there when a manager has it tried again`, async () => {
      world.azure.next(call, { kind: 'refused', why: 'AuthorizationFailed: no' });
      const { id } = await asked(world, 'manager');
      await world.approved(id, 'programmeManager');
      await world.runJobs();
      const { progress, cause, failure } = await viewed(world, 'manager', id);
      assert.deepEqual([await world.state(id), cause, failure, progress?.state], ['failed', 'building-failed', 'refused', 'failed']);
      const failed = progress?.steps.find(({ state }) => state === 'failed');
      assert.deepEqual([failed?.cause, failed?.facts['why']], ['refused', 'AuthorizationFailed: no']);
      assert.equal((await world.retry('programmeManager', id)).kind, 'done');
      await world.runJobs();
      assert.equal(await world.state(id), 'active');
      assert.equal(world.azure.groups.size, 6);
    });

    for (const when of ['before', 'after'] as const) {
      it(`is killed ${when} ${step}: another process goes on, and everything is built once`, async () => {
        const { id } = await asked(world, 'manager');
        await world.approved(id, 'programmeManager');
        const workflow = buildWorkflow({ ...world.surroundings, building, groups: world.azure.groupRights, stacks: world.azure.stackRights });
        let died = false;
        const dying = {
          ...workflow,
          steps: workflow.steps.map((each) => ({
            ...each,
            run: async (now: Parameters<typeof each.run>[0]) => {
              if (each.name !== step || died) return each.run(now);
              died = true;
              if (when === 'after') await each.run(now);
              throw new Killed();
            },
          })),
        };
        for (let rounds = 0; rounds < 40 && !died; rounds += 1) {
          const job = world.sent.shift();
          if (job) await world.runJob(job, world.works([dying]));
        }
        assert.ok(died);
        world.sent.length = 0;
        world.clock.advance({ minutes: 5 });
        await world.sweep();
        await world.runJobs();
        assert.equal(await world.state(id), 'active');
        const request = await world.request(id);
        assert.equal(world.azure.groups.size, 6);
        assert.ok((stackOf(request.workspace_id)?.puts ?? 0) <= 2, 'the same stack, put once more at most');
        assert.deepEqual((await world.audit(id)).filter(({ action }) => action === 'workspace.build').length, 1);
      });
    }
  }

  it('puts a stack again that failed for a passing reason, and stops at what does not pass, with what Azure said', async () => {
    const { id } = await asked(world, 'manager');
    await world.approved(id, 'programmeManager');
    const { workspace_id } = await world.request(id);
    const name = numberOf('workspace', workspace_id).toLowerCase();
    world.azure.looksNeeded = 1_000;
    await world.runJobs(0.1);
    world.azure.failStack(name, 'Conflict', true);
    await world.runJobs(0.1);
    assert.equal(stackOf(workspace_id)?.puts, 2);
    world.azure.failStack(name, 'QuotaExceeded', false);
    await world.runJobs();
    const view = await viewed(world, 'manager', id);
    assert.deepEqual([view.state, view.failure, view.progress?.steps[1]?.facts['why']], ['failed', 'quota-exceeded', 'QuotaExceeded happened']);
    world.azure.looksNeeded = 1;
    await world.retry('manager', id);
    await world.runJobs();
    assert.deepEqual([await world.state(id), stackOf(workspace_id)?.puts], ['active', 3]);
  });

  it('removes what was built when it is given up: the stack by the remover, the groups, and its number stays', async () => {
    world.azure.next('leaveOwnership', { kind: 'refused', why: 'no' });
    const { id } = await asked(world, 'manager');
    await world.approved(id, 'programmeManager');
    await world.runJobs();
    assert.equal(await world.state(id), 'failed');
    await world.abandon('programmeManager', id);
    await world.runJobs();
    const request = await world.request(id);
    assert.deepEqual([request.state, (await workspaceOf(world, request)).state, world.azure.groups.size, world.azure.stacks.size], ['abandoned', 'dropped', 0, 0]);
    assert.equal((await viewed(world, 'manager', id)).progress?.state, 'undone');
  });

  it('tries every hour to remove what could not be removed', async () => {
    world.azure.next('put', { kind: 'refused', why: 'no' });
    const { id } = await asked(world, 'manager');
    await world.approved(id, 'programmeManager');
    await world.runJobs();
    world.azure.next('deleteGroup', { kind: 'refused', why: 'no' });
    await world.abandon('manager', id);
    await world.runJobs();
    assert.equal((await viewed(world, 'manager', id)).progress?.state, 'stuck');
    assert.equal((await sweepWorkspaces(world.surroundings)).unstuck, 0);
    world.clock.advance({ hours: 2 });
    assert.equal((await sweepWorkspaces(world.surroundings)).unstuck, 1);
    await world.runJobs();
    assert.deepEqual([(await viewed(world, 'manager', id)).progress?.state, world.azure.groups.size], ['undone', 0]);
  });

  it('stops when who approved it is a Programme Manager no more, and another one takes it over', async () => {
    const { id } = await asked(world, 'manager');
    await world.approved(id, 'programmeManager');
    await world.database.db.deleteFrom('system_role_holders').where('person_id', '=', world.hospital.id.programmeManager).execute();
    await world.runJobs();
    assert.deepEqual([await world.state(id), (await world.request(id)).cause, world.azure.calls], ['failed', 'approver-lost-rights', []]);
    await world.retry('otherProgrammeManager', id);
    await world.runJobs();
    assert.deepEqual([await world.state(id), (await world.request(id)).grantor_id], ['active', world.hospital.id.otherProgrammeManager]);
  });

  it('goes on with the groups that another Programme Manager has made, who does not have to be there', async () => {
    world.azure.next('put', { kind: 'refused', why: 'no' });
    const { id } = await asked(world, 'manager');
    await world.approved(id, 'programmeManager');
    await world.runJobs();
    await world.database.db.deleteFrom('system_role_holders').where('person_id', '=', world.hospital.id.programmeManager).execute();
    world.azure.signedOut.add(world.hospital.id.programmeManager);
    await world.retry('otherProgrammeManager', id);
    await world.runJobs();
    assert.equal(await world.state(id), 'active');
    assert.equal(world.azure.groups.size, 6);
    assert.equal((await viewed(world, 'manager', id)).progress?.steps.at(-1)?.facts['leftOwned'], 6);
  });

  it('stops when the Investigator, who would own it, has left', async () => {
    const { id } = await asked(world, 'manager');
    await world.approved(id, 'programmeManager');
    await world.database.db.updateTable('project_roles').set({ until: world.clock.now() }).where('role', '=', 'investigator').execute();
    await world.runJobs();
    assert.deepEqual([await world.state(id), (await world.request(id)).failure], ['failed', 'owner-needed']);
  });

  it('gives each workspace addresses of its own', async () => {
    const one = await built(world);
    const other = await built(world, { tier: 1, name: 'Another' });
    assert.deepEqual([(await workspaceOf(world, one)).address_prefix, (await workspaceOf(world, other)).address_prefix], ['10.64.0.0/24', '10.64.1.0/24']);
  });
});
