import { call, parameter, resourceId, type JsonObject } from '../arm/expression.js';
import { groupDeployment } from '../arm/group-deployment.js';
import { id } from '../arm/parameters.js';
import { peering } from '../arm/peering.js';
import { resource, subscriptionResource } from '../arm/resource.js';
import { written, type RenderedTemplate, type Template } from '../arm/template.js';
import { groupOf, nameOf } from '../arm/within-id.js';
import { builtControls, builtTier, type BuiltControls } from '../tiers.js';
import { access } from './access.js';
import { budget } from './budget.js';
import { desktops } from './desktops.js';
import { outputEvents } from './events.js';
import { keys } from './keys.js';
import { machineLearning } from './machine-learning.js';
import { machines } from './machines.js';
import { names, resourceGroupName, workspaceVariables } from './names.js';
import { network } from './network.js';
import { p, workspaceParameters } from './parameters.js';
import { storage } from './storage.js';
import { synapse } from './synapse.js';

/**
 * A workspace of a tier, deployed to a subscription with its resource group in it: as a deployment stack, deleting the stack deletes everything.
 * @param tier 0 to 3
 * @param overrides controls that this one workspace has otherwise than its tier
 * @throws Error for tier 4, and for what no template carries out
 */
export function workspaceTemplate(tier: number, overrides: Partial<BuiltControls> = {}): RenderedTemplate {
  const built = builtTier(tier);
  const controls = builtControls(built, overrides);
  const tags: JsonObject = { workspace: p.workspace, tier: call('string', p.tier), costCentre: p.costCentre };
  const parameters = workspaceParameters(built);
  const house = { parameters, location: p.location, tags };
  const group = subscriptionResource('group', 'Microsoft.Resources/resourceGroups', resourceGroupName, {});
  const contents = groupDeployment({ ...house, key: 'contents', name: call('format', 'lockkeeper-{0}', p.workspace), resourceGroup: resourceGroupName, after: [group], variables: workspaceVariables, diagnosticsTo: p.logAnalyticsId, ...insideTheGroup(controls) });
  const hubSide = groupDeployment({
    ...house,
    key: 'hubSide',
    name: call('format', 'lockkeeper-{0}-hub', p.workspace),
    ...groupOf(p.hubNetworkId),
    after: [contents],
    handedIn: { workspaceNetworkId: { declared: id('Network of the workspace'), value: call('resourceId', call('subscription').get('subscriptionId'), resourceGroupName, 'Microsoft.Network/virtualNetworks', workspaceVariables.network) } },
    resources: [peering('fromHub', [nameOf(p.hubNetworkId), p.workspace], parameter('workspaceNetworkId'))],
  });
  const factorySide = groupDeployment({
    ...house,
    key: 'factorySide',
    name: call('format', 'lockkeeper-{0}-factory', p.workspace),
    ...groupOf(p.dataFactoryId),
    after: [contents],
    handedIn: { storageId: { declared: id('Store of the workspace'), value: call('reference', 'contents').get('outputs.storageId.value') } },
    // Data comes in by a connection that somebody approves at the store.
    resources: [resource('connection', 'Microsoft.DataFactory/factories/managedVirtualNetworks/managedPrivateEndpoints', [nameOf(p.dataFactoryId), 'default', p.workspace], { properties: { privateLinkResourceId: parameter('storageId'), groupId: 'blob' } })],
  });
  return written({ deployedTo: 'subscription', ...house, resources: [group, contents, hubSide, factorySide], outputs: { resourceGroup: { type: 'string', value: resourceGroupName } } });
}

function insideTheGroup(controls: BuiltControls): Pick<Template, 'resources' | 'outputs'> {
  const held = keys(controls);
  const store = storage(controls, held.own);
  return {
    resources: [
      ...network(controls),
      ...held.resources,
      ...store.resources,
      ...machines(controls, held.own),
      ...(controls.connection === 'remote-desktop' ? desktops(controls, held.own) : []),
      ...machineLearning(controls, held, store),
      ...synapse(controls, held.own, store),
      ...outputEvents(store),
      ...access(controls, store),
      budget,
    ],
    outputs: {
      storageId: { type: 'string', value: store.account.id },
      vaultId: { type: 'string', value: held.vault.id },
      networkId: { type: 'string', value: resourceId('Microsoft.Network/virtualNetworks', names.network) },
    },
  };
}
