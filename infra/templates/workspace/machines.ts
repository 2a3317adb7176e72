import { call, elementOf, Expression, format, type JsonObject } from '../arm/expression.js';
import { resource, type Resource } from '../arm/resource.js';
import type { BuiltControls } from '../tiers.js';
import type { OwnKeys } from './keys.js';
import { imageOf, machineBody } from './machine-body.js';
import { machineExtras } from './machine-extras.js';
import { names } from './names.js';
import { p } from './parameters.js';
import { subnetId } from './subnets.js';
import { containersMounted } from './volumes.js';

const machine = elementOf(p.machines);
const loop = { name: 'machines', count: call('length', p.machines) };
const named = (template: string): Expression => format(template, p.workspace, call('format', '{0:D2}', machine.get('number')));
const named_ = { machine: named('vm-{0}-{1}'), card: named('nic-{0}-{1}'), address: named('pip-{0}-{1}'), disk: named('disk-{0}-{1}'), dataDisk: named('data-{0}-{1}') };

/** Linux machines with the environment of their platform. People sign in as themselves; volumes are mounted as whoever signs in. */
export function machines(controls: BuiltControls, own: OwnKeys | undefined): readonly Resource[] {
  const addressed = controls['public-addresses'] === 'allowed' && controls.connection === 'ssh-keys';
  const address = resource('machineAddresses', 'Microsoft.Network/publicIPAddresses', named_.address, { sku: { name: 'Standard' }, zones: [machine.get('zone')], properties: { publicIPAllocationMethod: 'Static', deleteOption: 'Delete' } }, { copy: { ...loop, name: 'machineAddresses' } });
  const card = resource('machineCards', 'Microsoft.Network/networkInterfaces', named_.card, {
    properties: { ipConfigurations: [{ name: 'own', properties: { subnet: { id: subnetId('machines') }, privateIPAllocationMethod: 'Dynamic', ...(addressed && { publicIPAddress: { id: address.id } }) } }] },
  }, { copy: { ...loop, name: 'machineCards' } });
  const itself = resource('machines', 'Microsoft.Compute/virtualMachines', named_.machine, machineBody({
    size: machine.get('size'),
    zone: machine.get('zone'),
    imageId: imageOf(p.imageGalleryId, machine.get('platform')),
    networkCardId: card.id,
    diskName: named_.disk,
    osType: 'Linux',
    osProfile: linux,
    own,
    dataDisk: { name: named_.dataDisk, gigabytes: p.dataDiskGigabytes },
    more: { userData: call('base64', call('string', mounts)) },
  }), { copy: loop });
  return [...(addressed ? [address] : []), card, itself, ...machineExtras({ key: 'machine', machine: itself, os: 'Linux' })];
}

const linux: JsonObject = {
  computerName: named('{0}-{1}'),
  adminUsername: 'setup',
  linuxConfiguration: {
    disablePasswordAuthentication: true,
    provisionVMAgent: true,
    ssh: { publicKeys: [{ path: '/home/setup/.ssh/authorized_keys', keyData: p.machineSshKey }] },
    patchSettings: { patchMode: 'AutomaticByPlatform', assessmentMode: 'AutomaticByPlatform' },
  },
};

/** What the image's mount service reads from the machine's metadata. User data may change later, custom data may not. */
const mounts = call(
  'createObject',
  'account', names.storage,
  'read-only', [...containersMounted('read-only')],
  'read-write', [...containersMounted('read-write')],
  'datasets', new Expression(`map(${p.datasets.text}, lambda('each', lambdaVariables('each').number))`),
);
