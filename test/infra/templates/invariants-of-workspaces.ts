import { find, ofType, placesIn, valuesIn, type BuiltTemplate } from './built-resources.js';
import type { Invariant } from './invariant.js';

export const withoutPublicAddress: Invariant = {
  name: 'no public address, and no service that answers on one',
  faults: (template) => [
    ...ofType(template, 'Microsoft.Network/publicIPAddresses').map(({ key }) => key),
    ...valuesIn(placesIn(template).map(({ resource }) => resource)).filter(({ way }) => /publicIPAddress(\/|$)|publicIpAddresses/u.test(way)).map(({ way }) => way),
    ...placesIn(template).flatMap(({ key, resource: { type, properties } }) => (closable.includes(type) && properties.publicNetworkAccess !== 'Disabled' ? [key] : [])),
    ...ofType(template, 'Microsoft.MachineLearningServices/workspaces/computes').flatMap(({ key, resource }) => (resource.properties.properties.enableNodePublicIp === false ? [] : [key])),
  ],
  brokenBy: {
    'an address': (template) => void (template.resources['address'] = { type: 'Microsoft.Network/publicIPAddresses', apiVersion: '2025-05-01', name: 'x', properties: {} }),
    'a card with one': (template) => void (find(template, 'Microsoft.Network/networkInterfaces').properties.ipConfigurations[0].properties.publicIPAddress = { id: 'x' }),
    'an open store': (template) => void (find(template, 'Microsoft.Storage/storageAccounts').properties.publicNetworkAccess = 'Enabled'),
    'an open vault by default': (template) => void delete find(template, 'Microsoft.KeyVault/vaults').properties.publicNetworkAccess,
    'open desktops': (template) => void (find(template, 'Microsoft.DesktopVirtualization/hostPools').properties.publicNetworkAccess = 'Enabled'),
    'training nodes with addresses': (template) => void (find(template, 'Microsoft.MachineLearningServices/workspaces/computes').properties.properties.enableNodePublicIp = true),
  },
};

const closable = [
  'Microsoft.Storage/storageAccounts', 'Microsoft.KeyVault/vaults', 'Microsoft.DesktopVirtualization/hostPools', 'Microsoft.DesktopVirtualization/workspaces', 'Microsoft.MachineLearningServices/workspaces',
  'Microsoft.Synapse/workspaces', 'Microsoft.ContainerRegistry/registries',
];

export const ownKeys: Invariant = {
  name: 'stores, disks and services lie under own keys that rotate without being named by version',
  faults: (template) => [
    ...ofType(template, 'Microsoft.Storage/storageAccounts').flatMap(({ key, resource: { properties: { encryption } } }) =>
      encryption.keySource === 'Microsoft.Keyvault' && encryption.keyvaultproperties?.keyname && encryption.keyvaultproperties.keyversion === undefined && encryption.identity?.userAssignedIdentity && encryption.requireInfrastructureEncryption === true ? [] : [key],
    ),
    ...ofType(template, 'Microsoft.Compute/virtualMachines').flatMap(({ key, resource: { properties: { storageProfile } } }) => [storageProfile.osDisk, ...storageProfile.dataDisks].filter(({ managedDisk }) => !managedDisk.diskEncryptionSet?.id).map(() => key)),
    ...ofType(template, 'Microsoft.Compute/diskEncryptionSets').flatMap(({ key, resource }) => (resource.properties.rotationToLatestKeyVersionEnabled === true ? [] : [key])),
    ...(ofType(template, 'Microsoft.Compute/diskEncryptionSets').length > 0 ? [] : ['no disk encryption set']),
    ...ofType(template, 'Microsoft.KeyVault/vaults/keys').flatMap(({ key, resource }) => (resource.properties.rotationPolicy?.lifetimeActions.some(({ action }: { action: { type: string } }) => action.type === 'rotate') ? [] : [key])),
    ...ofType(template, 'Microsoft.MachineLearningServices/workspaces').flatMap(({ key, resource }) => (resource.properties.encryption?.status === 'Enabled' ? [] : [key])),
    ...ofType(template, 'Microsoft.Synapse/workspaces').flatMap(({ key, resource }) => (resource.properties.encryption?.cmk ? [] : [key])),
  ],
  brokenBy: {
    "the platform's keys": (template) => void (find(template, 'Microsoft.Storage/storageAccounts').properties.encryption.keySource = 'Microsoft.Storage'),
    'a version that does not move': (template) => void (find(template, 'Microsoft.Storage/storageAccounts').properties.encryption.keyvaultproperties.keyversion = 'abc'),
    'single encryption': (template) => void delete find(template, 'Microsoft.Storage/storageAccounts').properties.encryption.requireInfrastructureEncryption,
    'a disk under a key of Azure': (template) => void delete find(template, 'Microsoft.Compute/virtualMachines').properties.storageProfile.osDisk.managedDisk.diskEncryptionSet,
    'disks that keep an old key': (template) => void (find(template, 'Microsoft.Compute/diskEncryptionSets').properties.rotationToLatestKeyVersionEnabled = false),
    'a key that never rotates': (template) => void delete find(template, 'Microsoft.KeyVault/vaults/keys').properties.rotationPolicy,
    'Machine Learning without': (template) => void delete find(template, 'Microsoft.MachineLearningServices/workspaces').properties.encryption,
    'Synapse without': (template) => void delete find(template, 'Microsoft.Synapse/workspaces').properties.encryption,
  },
};

/** Where traffic may go that leaves the workspace: what signing in, monitoring and desktops need, and the mirrors. */
const needed = ['AzureActiveDirectory', 'AzureMonitor', 'WindowsVirtualDesktop', "[parameters('mirrorsPrefix')]", "[parameters('firewallAddress')]"];

interface Rule {
  readonly name: string;
  readonly properties: { readonly access: string; readonly direction: string; readonly priority: number; readonly destinationAddressPrefix?: string; readonly sourceAddressPrefix?: string };
}
const rulesIn = (template: BuiltTemplate): readonly { readonly key: string; readonly rules: readonly Rule[] }[] => ofType(template, 'Microsoft.Network/networkSecurityGroups').map(({ key, resource }) => ({ key, rules: resource.properties.securityRules as Rule[] }));
const inside = (prefix: string | undefined): boolean => prefix?.startsWith("[cidrSubnet(parameters('addressPrefix')") ?? false;

export const noWayOut: Invariant = {
  name: 'nothing goes out but to what is needed, and that through the firewall',
  faults: (template) => [
    ...rulesIn(template).flatMap(({ key, rules }) => rules.filter(({ properties: { access, direction, destinationAddressPrefix: to } }) => access === 'Allow' && direction === 'Outbound' && !inside(to) && !needed.includes(to ?? '')).map(({ name }) => `${key}: ${name}`)),
    ...ofType(template, 'Microsoft.Network/natGateways').map(({ key }) => key),
    ...subnetsIn(template).filter(({ name }) => name === 'machines' || name === 'desktops').filter(({ properties }) => !properties.routeTable || properties.natGateway).map(({ name }) => `subnet ${name} goes its own way`),
    ...ofType(template, 'Microsoft.Network/routeTables').flatMap(({ key, resource }) => (resource.properties.routes.every((route: { properties: Record<string, string> }) => route.properties['nextHopType'] === 'VirtualAppliance' && route.properties['addressPrefix'] === '0.0.0.0/0') ? [] : [key])),
    ...ofType(template, 'Microsoft.MachineLearningServices/workspaces').flatMap(({ key, resource }) => (resource.properties.managedNetwork?.isolationMode === 'AllowOnlyApprovedOutbound' ? [] : [key])),
    ...ofType(template, 'Microsoft.Synapse/workspaces').flatMap(({ key, resource }) => (resource.properties.managedVirtualNetworkSettings?.preventDataExfiltration === true ? [] : [key])),
  ],
  brokenBy: {
    'a rule to the internet': (template) => void find(template, 'Microsoft.Network/networkSecurityGroups', 'machineRules').properties.securityRules.push({ name: 'x', properties: { access: 'Allow', direction: 'Outbound', destinationAddressPrefix: 'Internet', priority: 200 } }),
    'a rule to anywhere': (template) => void find(template, 'Microsoft.Network/networkSecurityGroups', 'desktopRules').properties.securityRules.push({ name: 'x', properties: { access: 'Allow', direction: 'Outbound', destinationAddressPrefix: '*', priority: 200 } }),
    'a rule to any store of Azure': (template) => void find(template, 'Microsoft.Network/networkSecurityGroups', 'machineRules').properties.securityRules.push({ name: 'x', properties: { access: 'Allow', direction: 'Outbound', destinationAddressPrefix: 'Storage', priority: 200 } }),
    'machines past the firewall': (template) => void delete subnetsIn(template).find(({ name }) => name === 'machines')?.properties.routeTable,
    'a route to the internet': (template) => void (find(template, 'Microsoft.Network/routeTables').properties.routes[0].properties.nextHopType = 'Internet'),
    'Machine Learning with internet': (template) => void (find(template, 'Microsoft.MachineLearningServices/workspaces').properties.managedNetwork.isolationMode = 'AllowInternetOutbound'),
    'Synapse that lets data out': (template) => void (find(template, 'Microsoft.Synapse/workspaces').properties.managedVirtualNetworkSettings.preventDataExfiltration = false),
  },
};

interface BuiltSubnet {
  readonly name: string;
  readonly properties: { defaultOutboundAccess?: boolean; networkSecurityGroup?: { id: string }; routeTable?: object; natGateway?: object };
}
const subnetsIn = (template: BuiltTemplate): readonly BuiltSubnet[] => ofType(template, 'Microsoft.Network/virtualNetworks').flatMap(({ resource }) => resource.properties.subnets as BuiltSubnet[]);

export const denied: Invariant = {
  name: 'every subnet has rules that refuse by default, and no way out that Azure gives by itself',
  faults: (template) => [
    ...subnetsIn(template).flatMap(({ name, properties }) => (properties.defaultOutboundAccess === false && properties.networkSecurityGroup?.id ? [] : [`subnet ${name}`])),
    ...rulesIn(template).flatMap(({ key, rules }) =>
      ['Inbound', 'Outbound'].filter((way) => {
        const last = rules.filter(({ properties }) => properties.direction === way).toSorted((one, other) => other.properties.priority - one.properties.priority)[0]?.properties;
        return !(last?.access === 'Deny' && last.sourceAddressPrefix === '*' && last.destinationAddressPrefix === '*');
      }).map((way) => `${key}: ${way}`),
    ),
  ],
  brokenBy: {
    "Azure's default way out": (template) => void delete (subnetsIn(template)[0] as BuiltSubnet).properties.defaultOutboundAccess,
    'a subnet without rules': (template) => void delete (subnetsIn(template)[0] as BuiltSubnet).properties.networkSecurityGroup,
    'rules without an end': (template) => void find(template, 'Microsoft.Network/networkSecurityGroups').properties.securityRules.pop(),
  },
};
