import type { JsonObject } from '../arm/expression.js';
import { peering } from '../arm/peering.js';
import { resource, type Resource } from '../arm/resource.js';
import type { BuiltControls } from '../tiers.js';
import { names } from './names.js';
import { networkRules } from './network-rules.js';
import { p } from './parameters.js';
import { subnetPrefix, type Subnet } from './subnets.js';

/** The network of a workspace, peered with the hub, whose firewall answers its questions for names and is its only way out from tier 2. */
export function network(controls: BuiltControls): readonly Resource[] {
  const rules = networkRules(controls);
  const waysOut = controls.outbound === 'internet' ? openWay() : [throughTheFirewall];
  const [gateway] = waysOut;
  const outward: JsonObject = controls.outbound === 'internet' ? { natGateway: { id: (gateway as Resource).id } } : { routeTable: { id: throughTheFirewall.id } };
  const subnet = (name: Subnet, rulesKey: string, more: JsonObject): JsonObject => ({
    name,
    properties: { addressPrefix: subnetPrefix(name), defaultOutboundAccess: false, networkSecurityGroup: { id: (rules.find(({ key }) => key === rulesKey) as Resource).id }, ...more },
  });
  /** Without this, rules are not applied to private endpoints. */
  const ruled: JsonObject = { privateEndpointNetworkPolicies: 'Enabled' };
  const vnet = resource('network', 'Microsoft.Network/virtualNetworks', names.network, {
    properties: {
      addressSpace: { addressPrefixes: [p.addressPrefix] },
      dhcpOptions: { dnsServers: [p.firewallAddress] },
      subnets: [
        subnet('machines', 'machineRules', outward),
        subnet('endpoints', 'endpointRules', ruled),
        ...(controls.connection === 'remote-desktop' ? [subnet('desktops', 'desktopRules', outward), subnet('entry', 'entryRules', ruled)] : []),
      ],
    },
  });
  return [...rules, ...waysOut, vnet, peering('toHub', [names.network, 'hub'], p.hubNetworkId)];
}

const throughTheFirewall = resource('routes', 'Microsoft.Network/routeTables', names.routes, {
  properties: { disableBgpRoutePropagation: true, routes: [{ name: 'everything', properties: { addressPrefix: '0.0.0.0/0', nextHopType: 'VirtualAppliance', nextHopIpAddress: p.firewallAddress } }] },
});

/** Tier 0 and 1 reach the internet by an address of their own, so that nothing depends on Azure's default access. */
function openWay(): readonly Resource[] {
  const address = resource('natAddress', 'Microsoft.Network/publicIPAddresses', names.natAddress, { sku: { name: 'Standard' }, properties: { publicIPAllocationMethod: 'Static' } });
  return [resource('natGateway', 'Microsoft.Network/natGateways', names.natGateway, { sku: { name: 'Standard' }, properties: { publicIpAddresses: [{ id: address.id }] } }), address];
}
