import { call, format, parameter, resourceId } from '../arm/expression.js';
import { denyByDefault } from '../arm/deny-by-default.js';
import { groupDeployment } from '../arm/group-deployment.js';
import { peering } from '../arm/peering.js';
import { resource, subscriptionResource, type Resource } from '../arm/resource.js';
import { written, type RenderedTemplate } from '../arm/template.js';
import { groupOf, nameOf } from '../arm/within-id.js';
import { landingZoneParameters, zone } from '../core/parameters.js';
import { policies } from '../core/policies.js';
import { defender } from '../core/watch.js';
import { houseTags } from '../house.js';
import { dataFactory } from './data-factory.js';
import { names, resourceGroupName, zoneVariables } from './names.js';
import { zoneStores } from './stores.js';

/** Where a unit's data arrives, lies and leaves, in one region of one subscription. Workspaces of that unit are built beside it. */
export function landingZoneTemplate(): RenderedTemplate {
  const house = { parameters: landingZoneParameters, location: zone.location, tags: { ...houseTags('landing-zone'), unit: zone.unit } };
  const group = subscriptionResource('group', 'Microsoft.Resources/resourceGroups', resourceGroupName, {});
  const stores = zoneStores();
  const contents = groupDeployment({
    ...house,
    key: 'contents',
    name: format('lockkeeper-lz-{0}', zone.unit),
    resourceGroup: resourceGroupName,
    after: [group],
    variables: zoneVariables,
    diagnosticsTo: zone.logAnalyticsId,
    resources: [...network(), ...stores.resources, ...dataFactory(stores)],
    outputs: {
      dataFactoryPrincipalId: { type: 'string', value: call('reference', resourceId('Microsoft.DataFactory/factories', names.factory), '2018-06-01', 'Full').get('identity.principalId') },
      landingAccount: { type: 'string', value: names.landing },
      exportAccount: { type: 'string', value: names.exports },
      networkId: { type: 'string', value: resourceId('Microsoft.Network/virtualNetworks', names.network) },
    },
  });
  const given = (output: string) => call('reference', 'contents').get(`outputs.${output}.value`);
  const hubSide = groupDeployment({
    ...house,
    key: 'hubSide',
    name: format('lockkeeper-lz-{0}-hub', zone.unit),
    ...groupOf(zone.hubNetworkId),
    after: [contents],
    handedIn: { zoneNetworkId: { declared: { ...landingZoneParameters.hubNetworkId, metadata: { description: 'Network of the landing zone' } }, value: given('networkId') } },
    resources: [peering('fromHub', [nameOf(zone.hubNetworkId), format('lz-{0}-{1}', zone.unit, zone.location)], parameter('zoneNetworkId'))],
  });
  const shown = ['dataFactoryPrincipalId', 'landingAccount', 'exportAccount'];
  return written({
    deployedTo: 'subscription',
    ...house,
    resources: [group, contents, hubSide, ...defender(), ...policies(zone.allowedLocations)],
    outputs: Object.fromEntries(shown.map((name) => [name, { type: 'string' as const, value: given(name) }])),
  });
}

function network(): readonly Resource[] {
  const rules = resource('endpointRules', 'Microsoft.Network/networkSecurityGroups', format('nsg-lz-{0}', zone.unit), denyByDefault([]));
  return [
    rules,
    resource('network', 'Microsoft.Network/virtualNetworks', names.network, {
      properties: {
        addressSpace: { addressPrefixes: [zone.addressPrefix] },
        dhcpOptions: { dnsServers: [zone.firewallAddress] },
        subnets: [{ name: 'endpoints', properties: { addressPrefix: zone.addressPrefix, defaultOutboundAccess: false, networkSecurityGroup: { id: rules.id }, privateEndpointNetworkPolicies: 'Enabled' } }],
      },
    }),
    peering('toHub', [names.network, 'hub'], zone.hubNetworkId),
  ];
}
