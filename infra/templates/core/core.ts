import { call, format, resourceId, type Expression } from '../arm/expression.js';
import { groupDeployment } from '../arm/group-deployment.js';
import { privateEndpoint } from '../arm/private-endpoint.js';
import { resource, subscriptionResource, type Resource } from '../arm/resource.js';
import { written, type Output, type RenderedTemplate } from '../arm/template.js';
import { houseTags } from '../house.js';
import { firewall, firewallAddress, hub } from './hub.js';
import { firewallPolicy } from './firewall-policy.js';
import { images } from './images.js';
import { coreVariables, hubSubnet, names, resourceGroupName } from './names.js';
import { coreParameters, p } from './parameters.js';
import { policies } from './policies.js';
import { defender, watch } from './watch.js';

/** What there is once: the network in the middle, its firewall, what watches, images, registry and catalogue. */
export function coreTemplate(): RenderedTemplate {
  const house = { parameters: coreParameters, location: p.location, tags: houseTags('core') };
  const group = subscriptionResource('group', 'Microsoft.Resources/resourceGroups', resourceGroupName, {});
  const logsId = resourceId('Microsoft.OperationalInsights/workspaces', names.logs);
  const ids: Readonly<Record<string, Expression>> = {
    hubNetworkId: resourceId('Microsoft.Network/virtualNetworks', names.hub),
    firewallAddress,
    logAnalyticsId: logsId,
    dataCollectionRuleId: resourceId('Microsoft.Insights/dataCollectionRules', 'dcr-lockkeeper-machines'),
    imageGalleryId: resourceId('Microsoft.Compute/galleries', names.gallery),
    registryId: resourceId('Microsoft.ContainerRegistry/registries', names.registry),
    catalogueId: resourceId('Microsoft.Purview/accounts', names.catalogue),
    alertsId: resourceId('Microsoft.Insights/actionGroups', 'ag-lockkeeper-security'),
    privateDnsZonesId: call('resourceGroup').get('id'),
  };
  const contents = groupDeployment({
    ...house,
    key: 'contents',
    name: 'lockkeeper-core',
    resourceGroup: resourceGroupName,
    after: [group],
    variables: coreVariables,
    diagnosticsTo: logsId,
    resources: [...watch(), ...hub(), ...firewallPolicy(), ...firewall(), ...registry(), ...images(), ...catalogue()],
    outputs: asOutputs(ids),
  });
  const shown = Object.fromEntries(Object.keys(ids).map((name) => [name, call('reference', 'contents').get(`outputs.${name}.value`)]));
  return written({ deployedTo: 'subscription', ...house, resources: [group, contents, ...defender(), ...policies(p.allowedLocations)], outputs: asOutputs(shown) });
}

const asOutputs = (values: Readonly<Record<string, Expression>>): Readonly<Record<string, Output>> => Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { type: 'string', value }]));

const endpoint = (key: string, target: Resource, groupId: string, zone: 'registry' | 'purview'): readonly Resource[] =>
  privateEndpoint({ key, name: `pe-lockkeeper-${groupId}`, subnetId: hubSubnet('endpoints'), target, groupId, zones: [zone], zonesGroupId: call('resourceGroup').get('id') });

/** Images of the product and of what researchers run; what comes from outside comes by rules and is kept. */
function registry(): readonly Resource[] {
  const itself = resource('registry', 'Microsoft.ContainerRegistry/registries', names.registry, {
    sku: { name: 'Premium' },
    properties: { adminUserEnabled: false, anonymousPullEnabled: false, publicNetworkAccess: 'Disabled', networkRuleBypassOptions: 'AzureServices', zoneRedundancy: 'Enabled', policies: { exportPolicy: { status: 'disabled' }, retentionPolicy: { status: 'enabled', days: 30 } } },
  });
  const cached = (key: string, from: string): Resource => resource(key, 'Microsoft.ContainerRegistry/registries/cacheRules', [names.registry, key.toLowerCase()], { properties: { sourceRepository: from, targetRepository: key.toLowerCase() } });
  return [itself, cached('machineLearningImages', 'mcr.microsoft.com/azureml/*'), ...endpoint('registryEndpoint', itself, 'registry', 'registry')];
}

/** The catalogue of the organisation's data: descriptions, never data. */
function catalogue(): readonly Resource[] {
  const account = resource('catalogue', 'Microsoft.Purview/accounts', names.catalogue, {
    identity: { type: 'SystemAssigned' },
    properties: { publicNetworkAccess: 'Disabled', managedResourcesPublicNetworkAccess: 'Disabled', managedEventHubState: 'Disabled', managedResourceGroupName: format('{0}-managed', names.catalogue) },
  });
  return [account, ...endpoint('catalogueEndpoint', account, 'account', 'purview')];
}
