import assert from 'node:assert/strict';
import { azureRemover, machineRights } from '../../../services/azure/index.js';
import type { MachineState } from '../../../services/workspaces/index.js';
import { subscriptionId } from '../../../infra/local/seed/azure.js';
import { people } from '../../../infra/local/seed/people.js';
import type { TestCloud } from '../../infra/local/cloud/cloud-fixture.js';
import { azureTokenOf, stacksClient, startArmCloud, workspaceStack } from '../../infra/local/cloud/arm/arm-fixture.js';
import { azureSettings, removerSettings, signedIn } from './azure-fixture.js';

const { lena, omar, ruth } = people;
const group = { subscriptionId, name: 'rg-ws-0002' };
const machine = { ...group, machine: 'vm-ws-0002-01' };

describe("machines with a person's own rights", () => {
  let cloud: TestCloud;
  before(async () => {
    cloud = await startArmCloud({ machinePaceMs: 30_000 });
    await stacksClient(cloud, await azureTokenOf(cloud, ruth)).deploymentStacks.beginCreateOrUpdateAtSubscriptionAndWait('ws-0002', workspaceStack(2), { updateIntervalInMs: 5 });
  });
  after(() => cloud.remove());

  const rights = () => machineRights(azureSettings(cloud.url), signedIn(cloud, lena, omar));
  const states = async (): Promise<readonly MachineState[]> => {
    const answer = await rights().list({ personId: lena.id, group });
    assert.ok(answer.kind === 'done', answer.kind);
    return answer.machines;
  };
  const stateOf = async (): Promise<string | undefined> => (await states())[0]?.state;

  it('shows a member every machine of the workspace with its size', async () => {
    assert.deepEqual(await states(), [
      { name: 'vm-ws-0002-01', size: 'Standard_D4s_v5', state: 'running' },
      { name: 'vm-ws-0002-d1', size: 'Standard_D4s_v5', state: 'running' },
    ]);
  });

  it('stops and starts, each in its time, and takes what is there already for a success', async () => {
    assert.deepEqual(await rights().stop({ personId: lena.id, machine }), { kind: 'done' });
    assert.equal(await stateOf(), 'deallocating');
    cloud.advance(31);
    assert.equal(await stateOf(), 'deallocated');
    assert.deepEqual(await rights().stop({ personId: lena.id, machine }), { kind: 'done' });
    assert.equal(await stateOf(), 'deallocated');
    assert.deepEqual(await rights().start({ personId: lena.id, machine }), { kind: 'done' });
    assert.equal(await stateOf(), 'starting');
    await cloud.restart();
    cloud.advance(31);
    assert.equal(await stateOf(), 'running');
    assert.deepEqual(await rights().start({ personId: lena.id, machine }), { kind: 'done' });
  });

  it('is refused to whoever is no member, and asks whoever is not signed in', async () => {
    assert.equal((await rights().start({ personId: omar.id, machine })).kind, 'refused');
    assert.equal((await rights().list({ personId: omar.id, group })).kind, 'refused');
    assert.deepEqual(await rights().stop({ personId: ruth.id, machine }), { kind: 'sign-in-needed' });
  });

  it('writes to no machine that is not a workspace’s', async () => {
    await assert.rejects(rights().start({ personId: lena.id, machine: { ...group, name: 'rg-lockkeeper-core', machine: 'firewall' } }));
  });

  it('lets the remover look and deallocate', async () => {
    const remover = azureRemover(removerSettings(cloud.url));
    assert.equal(await remover.deallocate(machine), 'begun');
    assert.equal((await remover.machines(group))[0]?.state, 'deallocating');
    assert.deepEqual(await remover.machines({ ...group, name: 'rg-ws-9999' }), []);
  });
});
