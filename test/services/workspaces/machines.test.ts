import assert from 'node:assert/strict';
import type { RequestRecord } from '../../../services/requests/index.js';
import { assignMachine, connectMachine, listWorkspaces, operateMachine, resumeMachines, viewWorkspace, workspacePermissions, type WantedState, type WorkspaceView } from '../../../services/workspaces/index.js';
import { eachWorld } from '../../support/each-world.js';
import { personKeys, type PersonKey } from '../../support/hospital-builder.js';
import { RequestWorld } from '../../support/request-world.js';
import { built } from './workspaces-world.js';

describe('a workspace that stands', () => {
  let world: RequestWorld;
  let request: RequestRecord;
  eachWorld(RequestWorld.build, (fresh) => { world = fresh; });
  beforeEach(async () => {
    request = await built(world);
    // The researcher is a member; the colleague is not.
    await world.database.db.insertInto('requests').values(membership(world, request)).execute();
  });

  const view = (person: PersonKey): Promise<WorkspaceView | undefined> => world.as(person, (context) => viewWorkspace(context, request.workspace_id));
  const operate = async (person: PersonKey, wanted: WantedState, number = 1): Promise<string> => {
    const result = await world.as(person, (context) => operateMachine(context, { workspaceId: request.workspace_id, number, wanted }));
    return result.kind === 'refused' ? result.reason : result.kind;
  };
  const assign = async (by: PersonKey, to: PersonKey | null): Promise<string> => {
    const result = await world.as(by, (context) => assignMachine(context, { workspaceId: request.workspace_id, number: 1, personId: to === null ? null : world.hospital.id[to] }));
    return result.kind === 'refused' ? result.reason : result.kind;
  };
  const stateOf = async (): Promise<string | undefined> => (await view('investigator'))?.machines[0]?.state;

  it('is seen by members, managers and Representatives of its data; to everybody else it does not exist', async () => {
    const sees: readonly PersonKey[] = ['researcher', 'investigator', 'manager', 'programmeManager', 'otherProgrammeManager', 'representative', 'otherRepresentative'];
    for (const person of personKeys) {
      assert.equal((await view(person)) !== undefined, sees.includes(person), person);
      const listed = await world.as(person, (context) => listWorkspaces(context, 1));
      assert.equal(listed.items.some(({ id }) => id === request.workspace_id), sees.includes(person), `${person} lists it`);
    }
  });

  it('shows its budget to members and managers, and not to a Representative', async () => {
    assert.deepEqual([(await view('researcher'))?.budget?.perMonth, (await view('manager'))?.budget?.costCentre, (await view('representative'))?.budget], [900, 'CC-4711', null]);
  });

  it('has no action that the table of permissions does not know, and none for whoever only looks on', () => {
    assert.deepEqual(workspacePermissions['add-member'], ['investigator', 'project-manager']);
    for (const [action, standings] of Object.entries(workspacePermissions)) if (!action.startsWith('see')) assert.ok(!standings.includes('finance'), action);
  });

  const starts: readonly PersonKey[] = ['researcher', 'investigator', 'manager'];
  for (const person of personKeys) {
    const expected = starts.includes(person) ? 'done' : ['programmeManager', 'otherProgrammeManager', 'representative', 'otherRepresentative'].includes(person) ? 'not-allowed' : 'not-found';
    it(`its machine is stopped by the ${person}: ${expected}`, async () => {
      assert.equal(await operate(person, 'deallocated'), expected);
      const machine = (await view('manager'))?.machines[0];
      assert.equal(machine?.state, expected === 'done' ? 'deallocating' : 'running');
    });
  }

  it('follows a machine until it is as it was wanted, with the rights of who wanted it', async () => {
    await operate('researcher', 'deallocated');
    await world.runJobs();
    assert.equal(await stateOf(), 'deallocated');
    assert.deepEqual(world.azure.calls.filter((call) => call === 'stop'), ['stop']);
    await operate('researcher', 'running');
    assert.equal(await stateOf(), 'starting');
    await world.runJobs();
    assert.equal(await stateOf(), 'running');
  });

  it('leaves a machine that is stopped as it is, and does one thing at a time to a machine', async () => {
    assert.equal(await operate('manager', 'deallocated'), 'done');
    assert.equal(await operate('researcher', 'running'), 'machine-busy');
    await world.runJobs();
    assert.equal(await operate('researcher', 'deallocated'), 'unchanged');
    assert.equal(world.azure.calls.filter((call) => call === 'stop').length, 1);
  });

  it('of two who press at once one has it started', async () => {
    await operate('manager', 'deallocated');
    await world.runJobs();
    const results = await Promise.all([operate('researcher', 'running'), operate('investigator', 'running')]);
    assert.deepEqual(results.sort(), ['done', 'machine-busy']);
  });

  it('waits for the sign-in of who wants it, and goes on by itself', async () => {
    world.azure.signedOut.add(world.hospital.id.researcher);
    await operate('researcher', 'deallocated');
    await world.runJobs();
    const [asked] = await world.database.db.selectFrom('outbox').select(['recipient_id', 'kind']).where('about_type', '=', 'workspace').where('kind', '=', 'sign-in').execute();
    assert.equal(asked?.recipient_id, world.hospital.id.researcher);
    world.azure.signedOut.clear();
    assert.equal(await world.as('colleague', resumeMachines), 0);
    assert.equal(await world.as('researcher', resumeMachines), 1);
    await world.runJobs();
    assert.equal(await stateOf(), 'deallocated');
  });

  it('says that a machine could not be stopped, and that nobody knows how it stands', async () => {
    world.azure.next('stop', { kind: 'refused', why: 'no' });
    await operate('researcher', 'deallocated');
    await world.runJobs();
    assert.equal(await stateOf(), 'unknown');
    const [told] = await world.database.db.selectFrom('outbox').select('payload').where('about_type', '=', 'workspace').where('kind', '=', 'tell').execute();
    assert.deepEqual(told?.payload, { event: 'machine-failed', machine: 1, wanted: 'deallocated', cause: 'refused' });
  });

  it('a machine that is given to somebody is theirs; Investigator and Project Manager still start and stop it, and do not connect', async () => {
    assert.equal(await assign('manager', 'colleague'), 'not-member');
    assert.equal(await assign('researcher', 'researcher'), 'not-allowed');
    assert.equal(await assign('manager', 'researcher'), 'done');
    const connect = async (person: PersonKey): Promise<string> => {
      const result = await world.as(person, (context) => connectMachine(context, { workspaceId: request.workspace_id, number: 1 }));
      return result.kind === 'refused' ? result.reason : result.kind;
    };
    assert.deepEqual([await connect('researcher'), await connect('investigator'), await connect('outsider')], ['done', 'not-allowed', 'not-found']);
    assert.equal(await operate('investigator', 'deallocated'), 'done');
  });

  it('lets people in as the tier has it: from tier 2 by remote desktop, with nothing let through', async () => {
    const result = await world.as('researcher', (context) => connectMachine(context, { workspaceId: request.workspace_id, number: 1 }));
    assert.ok(result.kind === 'done');
    const { how, link, command, redirection } = result.value;
    assert.deepEqual([how, link?.startsWith('https://'), command, redirection], ['remote-desktop', true, null, 'off']);
  });
});

/** An active membership of the researcher, as a request that was carried out leaves it. */
function membership(world: RequestWorld, request: RequestRecord) {
  const now = world.clock.now();
  return {
    type: 'join-workspace',
    version: 1,
    state: 'active',
    requester_id: world.hospital.id.researcher,
    subject_id: world.hospital.id.researcher,
    project_id: request.project_id,
    work_package_id: request.work_package_id,
    workspace_id: request.workspace_id,
    dataset_id: null,
    tier: 2,
    purpose: 'to work',
    until_on: '2027-02-23',
    ends_at: new Date('2027-02-24T00:00:00Z'),
    stage: 1,
    due_at: null,
    gate: null,
    cause: null,
    failure: null,
    grantor_id: null,
    outer_id: null,
    created_at: now,
    updated_at: now,
    activated_at: now,
  };
}
