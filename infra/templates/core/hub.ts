import { call, type JsonObject } from '../arm/expression.js';
import { denyByDefault } from '../arm/deny-by-default.js';
import { privateDnsZones } from '../arm/private-endpoint.js';
import { resource, type Resource } from '../arm/resource.js';
import { hubSubnet, names } from './names.js';
import { p } from './parameters.js';

const zones = ['1', '2', '3'];

/** The network in the middle: firewall, mirrors, image building and endpoints, and the private names of everything. */
export function hub(): readonly Resource[] {
  const prefix = (place: number) => call('cidrSubnet', p.addressPrefix, 26, place);
  const rules = (key: string, allowed: Parameters<typeof denyByDefault>[0]) => resource(`${key}Rules`, 'Microsoft.Network/networkSecurityGroups', `nsg-hub-${key}`, denyByDefault(allowed));
  const groups = [
    rules('mirrors', [
      { name: 'machines', direction: 'Inbound', from: 'VirtualNetwork', to: p.mirrorsPrefix, ports: ['443'] },
      { name: 'upstream', direction: 'Outbound', from: p.mirrorsPrefix, to: 'Internet', ports: ['443'] },
    ]),
    rules('images', [{ name: 'upstream', direction: 'Outbound', from: prefix(3), to: 'Internet', ports: ['443'] }]),
    rules('endpoints', [{ name: 'network', direction: 'Inbound', from: 'VirtualNetwork', to: prefix(2), ports: ['443'] }]),
  ] as const;
  const routes = resource('routes', 'Microsoft.Network/routeTables', 'rt-hub', {
    properties: { disableBgpRoutePropagation: true, routes: [{ name: 'everything', properties: { addressPrefix: '0.0.0.0/0', nextHopType: 'VirtualAppliance', nextHopIpAddress: firewallAddress } }] },
  });
  const subnet = (name: string, place: number, rulesOf: Resource, more: JsonObject = { routeTable: { id: routes.id } }): JsonObject => ({ name, properties: { addressPrefix: prefix(place), defaultOutboundAccess: false, networkSecurityGroup: { id: rulesOf.id }, ...more } });
  const network = resource('hub', 'Microsoft.Network/virtualNetworks', names.hub, {
    properties: {
      addressSpace: { addressPrefixes: [p.addressPrefix] },
      subnets: [
        // Azure allows no rules of ours on the firewall's own subnet.
        { name: 'AzureFirewallSubnet', properties: { addressPrefix: prefix(0) } },
        { ...subnet('mirrors', 1, groups[0]), properties: { ...(subnet('mirrors', 1, groups[0])['properties'] as JsonObject), addressPrefix: p.mirrorsPrefix } },
        subnet('endpoints', 2, groups[2], { privateEndpointNetworkPolicies: 'Enabled' }),
        subnet('images', 3, groups[1], { routeTable: { id: routes.id }, privateLinkServiceNetworkPolicies: 'Disabled' }),
      ],
    },
  });
  return [...groups, routes, network, ...names_()];
}

/** The first address that Azure gives in the firewall's subnet. */
export const firewallAddress = call('cidrHost', call('cidrSubnet', p.addressPrefix, 26, 0), 3);

/** Only the hub resolves private names; everybody else asks the firewall. */
const names_ = (): readonly Resource[] =>
  Object.entries(privateDnsZones).flatMap(([key, zone]) => [
    resource(`${key}Zone`, 'Microsoft.Network/privateDnsZones', zone, {}),
    resource(`${key}Link`, 'Microsoft.Network/privateDnsZones/virtualNetworkLinks', [zone, 'hub'], { properties: { virtualNetwork: { id: call('resourceId', 'Microsoft.Network/virtualNetworks', names.hub) }, registrationEnabled: false } }),
  ]);

export function firewall(): readonly Resource[] {
  const address = resource('firewallAddress', 'Microsoft.Network/publicIPAddresses', 'pip-afw-lockkeeper', { sku: { name: 'Standard' }, zones, properties: { publicIPAllocationMethod: 'Static' } });
  const policyId = call('resourceId', 'Microsoft.Network/firewallPolicies', names.policy);
  return [
    address,
    resource('firewall', 'Microsoft.Network/azureFirewalls', names.firewall, {
      zones,
      properties: { sku: { name: 'AZFW_VNet', tier: 'Premium' }, firewallPolicy: { id: policyId }, ipConfigurations: [{ name: 'out', properties: { subnet: { id: hubSubnet('AzureFirewallSubnet') }, publicIPAddress: { id: address.id } } }] },
    }, { after: [resource('neededNames', 'Microsoft.Network/firewallPolicies/ruleCollectionGroups', [names.policy, 'needed'], {})] }),
  ];
}
