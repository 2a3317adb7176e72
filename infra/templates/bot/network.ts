import { call, type JsonObject } from '../arm/expression.js';
import { denyByDefault, type Rule } from '../arm/deny-by-default.js';
import { peering } from '../arm/peering.js';
import { resource, type Resource } from '../arm/resource.js';
import { names } from './names.js';
import { p } from './parameters.js';

const prefix = (place: number) => call('cidrSubnet', p.addressPrefix, 26, place);
const apps = prefix(0);
const database = prefix(1);
const endpoints = prefix(2);

const names_ = { name: 'names', direction: 'Outbound', from: apps, to: p.firewallAddress, ports: ['53'], protocol: '*' } satisfies Rule;
const appRules: readonly Rule[] = [
  { name: 'front-door', direction: 'Inbound', from: 'AzureLoadBalancer', to: apps, ports: ['*'], protocol: '*' },
  { name: 'each-other-in', direction: 'Inbound', from: apps, to: apps, ports: ['*'], protocol: '*' },
  { name: 'each-other-out', direction: 'Outbound', from: apps, to: apps, ports: ['*'], protocol: '*' },
  { name: 'database', direction: 'Outbound', from: apps, to: database, ports: ['5432', '6432'] },
  { name: 'stores', direction: 'Outbound', from: apps, to: endpoints, ports: ['443'] },
  names_,
  // Teams, Graph and Azure have addresses of their own choosing; the firewall of the core narrows this to their names.
  { name: 'services', direction: 'Outbound', from: apps, to: 'Internet', ports: ['443'] },
];

/** Processes, database and stores of the product, with no way out but the firewall of the core. */
export function botNetwork(): readonly Resource[] {
  const rules = (key: string, each: readonly Rule[]) => resource(key, 'Microsoft.Network/networkSecurityGroups', `nsg-lockkeeper-${key.replace('Rules', '')}`, denyByDefault(each));
  const groups = [
    rules('appsRules', appRules),
    rules('databaseRules', [
      { name: 'apps', direction: 'Inbound', from: apps, to: database, ports: ['5432', '6432'] },
      { name: 'each-other-in', direction: 'Inbound', from: database, to: database, ports: ['5432'] },
      { name: 'each-other-out', direction: 'Outbound', from: database, to: database, ports: ['5432'] },
      { name: 'backups', direction: 'Outbound', from: database, to: 'Storage', ports: ['443'] },
      { name: 'sign-in', direction: 'Outbound', from: database, to: 'AzureActiveDirectory', ports: ['443'] },
    ]),
    rules('endpointsRules', [{ name: 'apps', direction: 'Inbound', from: apps, to: endpoints, ports: ['443'] }]),
  ] as const;
  const routes = resource('routes', 'Microsoft.Network/routeTables', 'rt-lockkeeper-bot', {
    properties: { disableBgpRoutePropagation: true, routes: [{ name: 'everything', properties: { addressPrefix: '0.0.0.0/0', nextHopType: 'VirtualAppliance', nextHopIpAddress: p.firewallAddress } }] },
  });
  const subnet = (name: string, place: number, rulesOf: Resource, more: JsonObject): JsonObject => ({ name, properties: { addressPrefix: prefix(place), defaultOutboundAccess: false, networkSecurityGroup: { id: rulesOf.id }, ...more } });
  const delegated = (to: string): JsonObject => ({ delegations: [{ name: 'own', properties: { serviceName: to } }] });
  const network = resource('network', 'Microsoft.Network/virtualNetworks', names.network, {
    properties: {
      addressSpace: { addressPrefixes: [p.addressPrefix] },
      dhcpOptions: { dnsServers: [p.firewallAddress] },
      subnets: [
        subnet('apps', 0, groups[0], { ...delegated('Microsoft.App/environments'), routeTable: { id: routes.id } }),
        subnet('database', 1, groups[1], delegated('Microsoft.DBforPostgreSQL/flexibleServers')),
        subnet('endpoints', 2, groups[2], { privateEndpointNetworkPolicies: 'Enabled' }),
      ],
    },
  });
  return [...groups, routes, network, peering('toHub', [names.network, 'hub'], p.hubNetworkId)];
}
