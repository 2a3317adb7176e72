import { call, copyIndex, Expression, format, type JsonObject } from '../arm/expression.js';
import { privateEndpoint } from '../arm/private-endpoint.js';
import { resource, type Resource } from '../arm/resource.js';
import { roleAssignment } from '../arm/role-assignment.js';
import type { BuiltControls } from '../tiers.js';
import { desktopCommand, rdpProperties } from './desktop-controls.js';
import { desktopImage } from './platforms.js';
import type { OwnKeys } from './keys.js';
import { imageOf, machineBody } from './machine-body.js';
import { machineExtras } from './machine-extras.js';
import { names } from './names.js';
import { p } from './parameters.js';
import { subnetId } from './subnets.js';

const loop = { name: 'desktops', count: p.desktops };
const named = (template: string): Expression => format(template, p.workspace, call('add', copyIndex(), 1));
const desktop = { machine: named('vm-{0}-d{1}'), card: named('nic-{0}-d{1}'), disk: named('disk-{0}-d{1}') };

/** Desktops through which people enter from tier 2, reached over private addresses alone. Windows, since Virtual Desktop serves nothing else. */
export function desktops(controls: BuiltControls, own: OwnKeys | undefined): readonly Resource[] {
  const pool = resource('hostPool', 'Microsoft.DesktopVirtualization/hostPools', names.hostPool, {
    properties: {
      hostPoolType: 'Pooled',
      loadBalancerType: 'BreadthFirst',
      maxSessionLimit: 8,
      preferredAppGroupType: 'Desktop',
      startVMOnConnect: true,
      publicNetworkAccess: 'Disabled',
      customRdpProperty: rdpProperties(controls),
      registrationInfo: { expirationTime: p.registrationUntil, registrationTokenOperation: 'Update' },
    },
  });
  const group = resource('desktopGroup', 'Microsoft.DesktopVirtualization/applicationGroups', names.desktopGroup, { properties: { applicationGroupType: 'Desktop', hostPoolArmPath: pool.id, friendlyName: p.workspace } });
  const feed = resource('desktopFeed', 'Microsoft.DesktopVirtualization/workspaces', names.desktopFeed, { properties: { friendlyName: p.workspace, applicationGroupReferences: [group.id], publicNetworkAccess: 'Disabled' } });
  const entry = (key: string, target: Resource, groupId: string) => privateEndpoint({ key, name: format(`pe-${groupId}-{0}`, p.workspace), subnetId: subnetId('entry'), target, groupId, zones: ['desktops'], zonesGroupId: p.privateDnsZonesId });
  return [
    pool,
    group,
    feed,
    ...entry('poolEndpoint', pool, 'connection'),
    ...entry('feedEndpoint', feed, 'feed'),
    roleAssignment({ key: 'memberDesktops', role: 'Desktop Virtualization User', principalId: p.membersGroupId, principalType: 'Group', on: group }),
    roleAssignment({ key: 'startOnConnect', role: 'Desktop Virtualization Power On Contributor', principalId: p.virtualDesktopPrincipalId, principalType: 'ServicePrincipal' }),
    ...hosts(controls, own, pool),
  ];
}

function hosts(controls: BuiltControls, own: OwnKeys | undefined, pool: Resource): readonly Resource[] {
  const card = resource('desktopCards', 'Microsoft.Network/networkInterfaces', desktop.card, {
    properties: { ipConfigurations: [{ name: 'own', properties: { subnet: { id: subnetId('desktops') }, privateIPAllocationMethod: 'Dynamic' } }] },
  }, { copy: { ...loop, name: 'desktopCards' } });
  const machine = resource('desktops', 'Microsoft.Compute/virtualMachines', desktop.machine, machineBody({
    size: p.desktopSize,
    zone: call('string', call('add', call('mod', copyIndex(), 3), 1)),
    imageId: imageOf(p.imageGalleryId, desktopImage),
    networkCardId: card.id,
    diskName: desktop.disk,
    osType: 'Windows',
    osProfile: windows,
    own,
    more: { licenseType: 'Windows_Client' },
  }), { copy: loop });
  // Last: a desktop is handed out as soon as it is registered, and the rules of the tier have to stand by then.
  const registration = resource('desktopRegistration', 'Microsoft.Compute/virtualMachines/extensions', [desktop.machine, 'register'], {
    properties: { publisher: 'Microsoft.Compute', type: 'CustomScriptExtension', typeHandlerVersion: '1.10', autoUpgradeMinorVersion: true, protectedSettings: { commandToExecute: desktopCommand(controls, registrationToken(pool)) } },
  }, { copy: { ...loop, name: 'desktopRegistration' } });
  return [card, machine, ...machineExtras({ key: 'desktop', machine, os: 'Windows' }), registration];
}

const windows: JsonObject = {
  computerName: named('{0}-d{1}'),
  adminUsername: 'setup',
  adminPassword: p.machinePassword,
  windowsConfiguration: { provisionVMAgent: true, enableAutomaticUpdates: true, patchSettings: { patchMode: 'AutomaticByPlatform', assessmentMode: 'AutomaticByPlatform' } },
};

const registrationToken = (pool: Resource): Expression => new Expression(`listRegistrationTokens(${pool.id.text}, '2024-04-03').value[0].token`);
