import { call, format, type Expression } from '../arm/expression.js';
import { privateEndpoint } from '../arm/private-endpoint.js';
import { resource, type Resource } from '../arm/resource.js';
import { userAssigned } from '../arm/template.js';
import { keyUse, keyVault, vaultKey, vaultUriOf } from '../arm/vault.js';
import type { BuiltControls } from '../tiers.js';
import { names } from './names.js';
import { p } from './parameters.js';
import { subnetId } from './subnets.js';

export type KeyUse = 'storage' | 'disks' | 'services';

/** Where keys and secrets of the workspace lie, and with own keys what the other parts need of them. */
export interface Keys {
  readonly resources: readonly Resource[];
  readonly vault: Resource;
  /** Absent where the platform's keys do. */
  readonly own?: OwnKeys;
}

export interface OwnKeys {
  readonly identity: Resource;
  readonly vaultUri: Expression;
  readonly diskEncryption: Resource;
  key(use: KeyUse): Resource;
  /** What has to be there before the first use of a key. */
  readonly ready: readonly Resource[];
}

export const vaultUri = vaultUriOf(names.vault);

export function keys(controls: BuiltControls): Keys {
  const own = controls['encryption-keys'] !== 'platform-or-own';
  const hardware = controls['encryption-keys'] === 'own-and-at-host' ? p.hardwareKeys : undefined;
  const vault = keyVault('vault', names.vault, hardware);
  const endpoint = privateEndpoint({ key: 'vaultEndpoint', name: format('pe-vault-{0}', p.workspace), subnetId: subnetId('endpoints'), target: vault, groupId: 'vault', zones: ['vault'], zonesGroupId: p.privateDnsZonesId });
  if (!own) return { vault, resources: [vault, ...endpoint] };
  const ownKeys = withOwnKeys(vault, hardware);
  return { vault, own: ownKeys, resources: [vault, ...endpoint, ...ownKeys.ready, ownKeys.diskEncryption] };
}

function withOwnKeys(vault: Resource, hardware: Expression | undefined): OwnKeys {
  const identity = resource('keysIdentity', 'Microsoft.ManagedIdentity/userAssignedIdentities', names.keysIdentity, {});
  const use = keyUse(vault, identity);
  const made = (['storage', 'disks', 'services'] as const).map((each) => vaultKey(each, names.vault, hardware));
  const key = (each: KeyUse): Resource => made.find((candidate) => candidate.key === `${each}Key`) as Resource;
  const diskEncryption = resource('diskEncryption', 'Microsoft.Compute/diskEncryptionSets', names.diskEncryption, {
    identity: userAssigned(identity.id),
    properties: {
      encryptionType: 'EncryptionAtRestWithCustomerKey',
      // Azure asks for a version here, and moves on to newer ones by itself.
      activeKey: { sourceVault: { id: vault.id }, keyUrl: call('reference', key('disks').id, '2024-11-01').get('keyUriWithVersion') },
      rotationToLatestKeyVersionEnabled: true,
    },
  }, { after: [use] });
  return { identity, vaultUri, diskEncryption, key, ready: [identity, use, ...made] };
}
