import { denyByDefault } from '../arm/deny-by-default.js';
import { resource, type Resource } from '../arm/resource.js';
import type { BuiltControls } from '../tiers.js';
import { names } from './names.js';
import { p } from './parameters.js';
import { subnetPrefix } from './subnets.js';

/**
 * Who may talk to whom within a workspace. With `outbound: none` machines reach their own stores, the package mirrors, and of Azure what signing in
 * and monitoring need; the firewall of the core narrows that to names.
 */
export function networkRules(controls: BuiltControls): readonly Resource[] {
  const machines = subnetPrefix('machines');
  const endpoints = subnetPrefix('endpoints');
  const toStores = { name: 'own-stores', direction: 'Outbound', from: machines, to: endpoints, ports: ['443'] } as const;
  const fromMachines = { ...toStores, name: 'machines', direction: 'Inbound' } as const;
  const names_ = (from: ReturnType<typeof subnetPrefix>) => ({ name: 'names', direction: 'Outbound', from, to: p.firewallAddress, ports: ['53'], protocol: '*' }) as const;
  const outward = (from: ReturnType<typeof subnetPrefix>) =>
    controls.outbound === 'internet'
      ? ([{ name: 'internet', direction: 'Outbound', from, to: 'Internet', ports: ['*'], protocol: '*' }] as const)
      : ([
          { name: 'sign-in', direction: 'Outbound', from, to: 'AzureActiveDirectory', ports: ['443'] },
          { name: 'monitoring', direction: 'Outbound', from, to: 'AzureMonitor', ports: ['443'] },
          { name: 'mirrors', direction: 'Outbound', from, to: p.mirrorsPrefix, ports: ['443'] },
        ] as const);
  const rulesFor = (key: string, name: (typeof names)[keyof typeof names], rules: Parameters<typeof denyByDefault>[0]) => resource(key, 'Microsoft.Network/networkSecurityGroups', name, denyByDefault(rules));

  if (controls.connection === 'ssh-keys') {
    return [
      rulesFor('machineRules', names.machineRules, [{ name: 'ssh', direction: 'Inbound', from: 'Internet', to: machines, ports: ['22'] }, toStores, names_(machines), ...outward(machines)]),
      rulesFor('endpointRules', names.endpointRules, [fromMachines]),
    ];
  }
  const desktops = subnetPrefix('desktops');
  const entry = subnetPrefix('entry');
  const toMachines = { name: 'desktops', from: desktops, to: machines, ports: ['22', '3389'] } as const;
  return [
    rulesFor('machineRules', names.machineRules, [{ ...toMachines, direction: 'Inbound' }, toStores, names_(machines), ...outward(machines)]),
    rulesFor('desktopRules', names.desktopRules, [
      { ...toMachines, name: 'machines', direction: 'Outbound' },
      { name: 'entry', direction: 'Outbound', from: desktops, to: entry, ports: ['443'] },
      { name: 'virtual-desktop', direction: 'Outbound', from: desktops, to: 'WindowsVirtualDesktop', ports: ['443'] },
      names_(desktops),
      ...outward(desktops).filter(({ name }) => name !== 'mirrors'),
    ]),
    rulesFor('endpointRules', names.endpointRules, [fromMachines]),
    rulesFor('entryRules', names.entryRules, [
      { name: 'people', direction: 'Inbound', from: { each: p.inboundPrefixes }, to: entry, ports: ['443'] },
      { name: 'desktops', direction: 'Inbound', from: desktops, to: entry, ports: ['443'] },
    ]),
  ];
}
