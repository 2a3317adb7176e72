import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DeploymentStack, DeploymentStacksClient } from '@azure/arm-resourcesdeploymentstacks';
import { people } from '../../../../../infra/local/seed/people.js';
import type { TestCloud } from '../cloud-fixture.js';
import { azureTokenOf, managed, removerToken, stacksClient, startArmCloud, workspaceStack } from './arm-fixture.js';

const { ruth } = people;
const quick = { updateIntervalInMs: 5 };
const everything = { ...quick, unmanageActionResources: 'delete', unmanageActionResourceGroups: 'delete' };

/** Types with how many of each, as a stack holds them. */
function counted(stack: DeploymentStack): Readonly<Record<string, number>> {
  const types = managed(stack).map((id) => {
    const [namespace = '', ...parts] = id.slice(id.lastIndexOf('/providers/') + '/providers/'.length).split('/');
    return id.includes('/providers/') ? [namespace, ...parts.filter((_, place) => place % 2 === 0)].join('/') : 'resource group';
  });
  return Object.fromEntries([...new Set(types)].toSorted().map((type) => [type, types.filter((each) => each === type).length]));
}

const everyTier = {
  'resource group': 1,
  'Microsoft.Compute/virtualMachines/extensions': 3,
  'Microsoft.Consumption/budgets': 1,
  'Microsoft.DataFactory/factories/managedVirtualNetworks/managedPrivateEndpoints': 1,
  'Microsoft.EventGrid/systemTopics': 1,
  'Microsoft.KeyVault/vaults': 1,
  'Microsoft.Network/virtualNetworks': 1,
  'Microsoft.Network/virtualNetworks/virtualNetworkPeerings': 2,
  'Microsoft.Storage/storageAccounts': 1,
  'Microsoft.Storage/storageAccounts/blobServices': 1,
  // Eight volumes and the container of the one dataset.
  'Microsoft.Storage/storageAccounts/blobServices/containers': 9,
};
const open = { ...everyTier, 'Microsoft.Compute/virtualMachines': 1, 'Microsoft.Network/natGateways': 1, 'Microsoft.Network/publicIPAddresses': 2 };
const closed = {
  ...everyTier,
  'Microsoft.Compute/diskEncryptionSets': 1,
  // The researchers' machine and the desktop through which they enter.
  'Microsoft.Compute/virtualMachines': 2,
  'Microsoft.Compute/virtualMachines/extensions': 7,
  'Microsoft.DesktopVirtualization/hostPools': 1,
  'Microsoft.KeyVault/vaults/keys': 3,
  'Microsoft.Network/routeTables': 1,
};
const expected: Readonly<Record<number, { readonly total: number; readonly types: Readonly<Record<string, number>>; readonly without: readonly string[] }>> = {
  0: { total: 70, types: open, without: ['Microsoft.DesktopVirtualization/hostPools', 'Microsoft.Compute/diskEncryptionSets'] },
  1: { total: 70, types: open, without: ['Microsoft.DesktopVirtualization/hostPools', 'Microsoft.Compute/diskEncryptionSets'] },
  2: { total: 96, types: closed, without: ['Microsoft.Network/publicIPAddresses', 'Microsoft.Network/natGateways'] },
  3: { total: 96, types: closed, without: ['Microsoft.Network/publicIPAddresses', 'Microsoft.Network/natGateways'] },
};

describe('deployment stacks in the local cloud, through the unchanged SDK', () => {
  let cloud: TestCloud;
  let builder: DeploymentStacksClient;
  let remover: DeploymentStacksClient;

  beforeEach(async () => {
    cloud = await startArmCloud();
    builder = stacksClient(cloud, await azureTokenOf(cloud, ruth));
    remover = stacksClient(cloud, await removerToken(cloud));
  });
  afterEach(() => cloud.remove());

  const remembered = (): Promise<string> => readFile(join(cloud.folder, 'cloud', 'azure.json'), 'utf8');
  const slowly = async (): Promise<void> => {
    await cloud.remove();
    cloud = await startArmCloud({ armPaceMs: 1_000 });
    builder = stacksClient(cloud, await azureTokenOf(cloud, ruth));
    await builder.deploymentStacks.beginCreateOrUpdateAtSubscription('ws-0002', workspaceStack(1), quick);
  };
  const put = (stack: DeploymentStack): Promise<DeploymentStack> => builder.deploymentStacks.beginCreateOrUpdateAtSubscriptionAndWait('ws-0002', stack, quick);

  for (const [tier, { total, types, without }] of Object.entries(expected)) {
    it(`a workspace of tier ${tier} holds exactly what its template names, each once`, async () => {
      const stack = await put(workspaceStack(Number(tier)));
      assert.equal(stack.properties?.provisioningState, 'succeeded');
      const ids = managed(stack).map((id) => id.toLowerCase());
      assert.equal(new Set(ids).size, ids.length);
      const found = counted(stack);
      for (const [type, count] of Object.entries(types)) assert.equal(found[type], count, type);
      for (const type of without) assert.equal(found[type], undefined, type);
      assert.equal(ids.length, total);
    });
  }

  it('put again, it makes nothing twice and takes nothing away', async () => {
    const first = await put(workspaceStack(3));
    const second = await put(workspaceStack(3));
    assert.deepEqual(managed(second).toSorted(), managed(first).toSorted());
  });

  it('with another machine, it makes that one and keeps the rest', async () => {
    const first = await put(workspaceStack(1));
    const machines = [1, 2].map((number) => ({ number, platform: 'python', size: 'Standard_D4s_v5', zone: '1' }));
    const second = await put(workspaceStack(1, { machines }));
    const added = managed(second).filter((id) => !managed(first).includes(id));
    assert.ok(added.length > 5);
    assert.ok(added.every((id) => id.includes('ws-0002-02')), added.join('\n'));
  });

  it('deleted with everything, nothing of it is left, in other groups neither', async () => {
    await put(workspaceStack(3));
    await remover.deploymentStacks.beginDeleteAtSubscriptionAndWait('ws-0002', everything);
    await assert.rejects(remover.deploymentStacks.getAtSubscription('ws-0002'), { statusCode: 404, code: 'DeploymentStackNotFound' });
    assert.ok(!(await remembered()).includes('ws-0002'), 'something of it is remembered');
  });

  it('deleted when it is not there, that is a success', async () => {
    await remover.deploymentStacks.beginDeleteAtSubscriptionAndWait('ws-0002', everything);
  });

  it('refuses a second write while the first is under way', async () => {
    await slowly();
    await assert.rejects(put(workspaceStack(1)), { statusCode: 409, code: 'DeploymentStackInNonTerminalState' });
  });

  it('grows while it is made, at the pace that was set, through a restart', async () => {
    await slowly();
    const look = async (): Promise<readonly [string | undefined, number]> => {
      const stack = await builder.deploymentStacks.getAtSubscription('ws-0002');
      return [stack.properties?.provisioningState, managed(stack).length];
    };
    cloud.advance(10.5);
    assert.deepEqual(await look(), ['deploying', 10]);
    await cloud.restart();
    cloud.advance(30);
    assert.deepEqual(await look(), ['deploying', 40]);
    cloud.advance(30);
    assert.deepEqual(await look(), ['succeeded', 70]);
  });

  it('names the parameter that is missing, unknown, or beyond its limits', async () => {
    const refused = (more: Readonly<Record<string, unknown>>, words: RegExp) => assert.rejects(put(workspaceStack(3, more)), (error: { statusCode: number; code: string; message: string }) => error.statusCode === 400 && error.code === 'InvalidTemplate' && words.test(error.message));
    await refused({ desktops: 11 }, /'desktops'.*maximum value is '10'|'desktops'.*greater than the maximum value '10'/u);
    await refused({ desktopSize: 'Standard_M416ms_v2' }, /'desktopSize'.*allowed value/u);
    await refused({ budgetAmount: 'a lot' }, /'int'.*'budgetAmount'/u);
    await refused({ machines: [{ number: 1, platform: 'python', size: 'Standard_D4s_v5', zone: '4' }] }, /'machines\[0\]\.zone'/u);
    await refused({ tier: 2 }, /'tier'/u);
    await refused({ favouriteColour: 'green' }, /'favouriteColour'.*not present/u);
    const { workspace: _workspace, ...rest } = workspaceStack(3).properties?.parameters ?? {};
    const stack = workspaceStack(3);
    await assert.rejects(put({ ...stack, properties: { ...stack.properties, actionOnUnmanage: { resources: 'detach' }, denySettings: { mode: 'none' }, parameters: rest } }), { code: 'InvalidTemplate' });
  });

  it('refuses a region that the subscription does not have, and a template that nobody pinned', async () => {
    await assert.rejects(put({ ...workspaceStack(1), location: 'southafricanorth' }), { statusCode: 400, code: 'LocationNotAvailableForDeploymentStack' });
    await assert.rejects(put(workspaceStack(1, { location: 'southafricanorth' })), { statusCode: 400, code: 'LocationNotAvailableForResourceType' });
    const stack = workspaceStack(1);
    const id = stack.properties?.templateLink?.id?.replace('1.0.0', '2.0.0') ?? '';
    await assert.rejects(put({ ...stack, properties: { ...stack.properties, actionOnUnmanage: { resources: 'detach' }, denySettings: { mode: 'none' }, templateLink: { id } } }), { statusCode: 404, code: 'TemplateSpecVersionNotFound' });
  });

  it('keeps no secret of what it made', async () => {
    await put(workspaceStack(3));
    assert.doesNotMatch(await remembered(), /adminPassword|protectedSettings|x{20}/u);
  });
});
