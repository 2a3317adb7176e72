import assert from 'node:assert/strict';
import { people } from '../../../../../infra/local/seed/people.js';
import { platform, seedAzure, subscriptionId } from '../../../../../infra/local/seed/azure.js';
import type { TestCloud } from '../cloud-fixture.js';
import { onBehalfOf } from '../token-fixture.js';
import { azureTokenOf, computeClient, removerToken, stacksClient, startArmCloud, workspaceStack } from './arm-fixture.js';

const { amara, lena, omar, priya, ruth } = people;
const quick = { updateIntervalInMs: 5 };
const forbidden = { statusCode: 403, code: 'AuthorizationFailed' };

describe('what role assignments let people do in the local Azure', () => {
  let cloud: TestCloud;
  before(async () => {
    cloud = await startArmCloud();
    const builder = stacksClient(cloud, await azureTokenOf(cloud, ruth));
    await builder.deploymentStacks.beginCreateOrUpdateAtSubscriptionAndWait('ws-0002', workspaceStack(2), quick);
  });
  after(() => cloud.remove());

  const get = async (path: string, token: string): Promise<Response> => fetch(`${cloud.url}${path}${path.includes('?') ? '&' : '?'}api-version=2025-04-01`, { headers: { Authorization: `Bearer ${token}` } });
  const group = `/subscriptions/${subscriptionId}/resourceGroups/rg-ws-0002`;

  it('a researcher deploys nothing, and does not see what others deployed', async () => {
    const { deploymentStacks } = stacksClient(cloud, await azureTokenOf(cloud, amara));
    await assert.rejects(deploymentStacks.beginCreateOrUpdateAtSubscriptionAndWait('ws-0003', workspaceStack(0), quick), forbidden);
    await assert.rejects(deploymentStacks.getAtSubscription('ws-0002'), forbidden);
  });

  it("a member starts and stops the machines of their workspace, and nobody else's", async () => {
    const member = computeClient(cloud, await azureTokenOf(cloud, lena));
    await member.virtualMachines.deallocate('rg-ws-0002', 'vm-ws-0002-01', quick);
    await member.virtualMachines.start('rg-ws-0002', 'vm-ws-0002-01', quick);
    await assert.rejects(member.virtualMachines.start('rg-ws-0003', 'vm-ws-0003-01', quick), forbidden);
    await assert.rejects(member.virtualMachines.powerOff('rg-ws-0002', 'vm-ws-0002-01', quick), forbidden);
    const stranger = computeClient(cloud, await azureTokenOf(cloud, omar));
    await assert.rejects(stranger.virtualMachines.start('rg-ws-0002', 'vm-ws-0002-01', quick), forbidden);
    await assert.rejects(stranger.virtualMachines.get('rg-ws-0002', 'vm-ws-0002-01', { expand: 'instanceView' }), forbidden);
  });

  it('the remover stops machines; it starts none and writes nothing', async () => {
    const token = await removerToken(cloud);
    await computeClient(cloud, token).virtualMachines.deallocate('rg-ws-0002', 'vm-ws-0002-01', quick);
    await assert.rejects(computeClient(cloud, token).virtualMachines.start('rg-ws-0002', 'vm-ws-0002-01', quick), forbidden);
    await assert.rejects(stacksClient(cloud, token).deploymentStacks.beginCreateOrUpdateAtSubscriptionAndWait('ws-0003', workspaceStack(0), quick), forbidden);
  });

  it('whoever builds may not delete', async () => {
    const { deploymentStacks } = stacksClient(cloud, await azureTokenOf(cloud, ruth));
    await assert.rejects(deploymentStacks.beginDeleteAtSubscriptionAndWait('ws-0002', { ...quick, unmanageActionResources: 'delete' }), forbidden);
  });

  it('a right ends with the membership that gave it', async () => {
    const token = await azureTokenOf(cloud, lena);
    const list = async (): Promise<number> => (await get(`${group}/providers/Microsoft.Compute/virtualMachines`, token)).status;
    assert.equal(await list(), 200);
    const owner = await onBehalfOf(cloud, people.ines);
    const members = `${cloud.url}/v1.0/groups/d2000000-0000-4000-8000-000000000001/members/${lena.id}/$ref`;
    assert.equal((await fetch(members, { method: 'DELETE', headers: { Authorization: `Bearer ${owner}` } })).status, 204);
    assert.equal(await list(), 403);
  });

  it('a token for another API, or none, is refused as such', async () => {
    const list = `${group}/providers/Microsoft.Compute/virtualMachines`;
    const wrong = await get(list, await onBehalfOf(cloud, priya));
    assert.equal(wrong.status, 401);
    assert.equal(((await wrong.json()) as { error: { code: string } }).error.code, 'InvalidAuthenticationTokenAudience');
    assert.equal((await fetch(`${cloud.url}${list}?api-version=2025-04-01`)).status, 401);
  });

  it('whoever may read sees groups, resources and role assignments, and no call goes without its version', async () => {
    const token = await azureTokenOf(cloud, priya);
    const listed = async (path: string): Promise<readonly { name: string; type: string }[]> => ((await (await get(path, token)).json()) as { value: { name: string; type: string }[] }).value;
    assert.ok((await listed(`//subscriptions/${subscriptionId}/resourcegroups`)).some(({ name }) => name === 'rg-ws-0002'));
    assert.ok((await listed(`${group}/resources`)).some(({ type }) => type === 'Microsoft.KeyVault/vaults'));
    assert.equal((await listed(`${group}/providers/Microsoft.Authorization/roleAssignments?$filter=principalId eq 'd2000000-0000-4000-8000-000000000001'`)).length >= 3, true);
    assert.equal((await fetch(`${cloud.url}${group}`, { headers: { Authorization: `Bearer ${token}` } })).status, 400);
  });

  it('whoever may build in one place builds in no other', async () => {
    await cloud.remove();
    cloud = await startArmCloud({ roleAssignments: [{ ...seedAzure.roleAssignments[0], scope: platform.coreGroupId }] });
    const { deploymentStacks } = stacksClient(cloud, await azureTokenOf(cloud, ruth));
    await assert.rejects(deploymentStacks.beginCreateOrUpdateAtSubscriptionAndWait('ws-0002', workspaceStack(0), quick), forbidden);
  });

  it('whoever may deploy and not assign roles is told so before anything is made', async () => {
    await cloud.remove();
    cloud = await startArmCloud({ roleAssignments: [{ ...seedAzure.roleAssignments[0], role: 'Contributor', conditioned: false }] });
    const { deploymentStacks } = stacksClient(cloud, await azureTokenOf(cloud, ruth));
    await assert.rejects(deploymentStacks.beginCreateOrUpdateAtSubscriptionAndWait('ws-0002', workspaceStack(0), quick), (error: { statusCode: number; message: string }) => error.statusCode === 403 && error.message.includes('Microsoft.Authorization/roleAssignments/write'));
    await assert.rejects(deploymentStacks.getAtSubscription('ws-0002'), { statusCode: 404 });
  });
});
