import { call, format, type Expression, type JsonObject } from '../arm/expression.js';
import { privateEndpoint } from '../arm/private-endpoint.js';
import { resource, type Resource } from '../arm/resource.js';
import { roleAssignment } from '../arm/role-assignment.js';
import { userAssigned } from '../arm/template.js';
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
  readonly diskEncryption: Resource;
  key(use: KeyUse): Resource;
  /** What has to be there before the first use of a key. */
  readonly ready: readonly Resource[];
}

export const vaultUri = call('format', 'https://{0}{1}', names.vault, call('environment').get('suffixes.keyvaultDns'));

export function keys(controls: BuiltControls): Keys {
  const own = controls['encryption-keys'] !== 'platform-or-own';
  const hardware = controls['encryption-keys'] === 'own-and-at-host' ? p.hardwareKeys : undefined;
  const vault = resource('vault', 'Microsoft.KeyVault/vaults', names.vault, {
    properties: {
      tenantId: call('tenant').get('tenantId'),
      sku: { family: 'A', name: hardware ? call('if', hardware, 'premium', 'standard') : 'standard' },
      enableRbacAuthorization: true,
      enableSoftDelete: true,
      softDeleteRetentionInDays: 90,
      enablePurgeProtection: true,
      publicNetworkAccess: 'Disabled',
      // Storage and disks fetch their keys as trusted services.
      networkAcls: { bypass: 'AzureServices', defaultAction: 'Deny' },
    },
  });
  const endpoint = privateEndpoint({ key: 'vaultEndpoint', name: format('pe-vault-{0}', p.workspace), subnetId: subnetId('endpoints'), target: vault, groupId: 'vault', zones: ['vault'], zonesGroupId: p.privateDnsZonesId });
  if (!own) return { vault, resources: [vault, ...endpoint] };
  const ownKeys = withOwnKeys(vault, hardware);
  return { vault, own: ownKeys, resources: [vault, ...endpoint, ...ownKeys.ready, ownKeys.diskEncryption] };
}

function withOwnKeys(vault: Resource, hardware: Expression | undefined): OwnKeys {
  const identity = resource('keysIdentity', 'Microsoft.ManagedIdentity/userAssignedIdentities', names.keysIdentity, {});
  const principalId = call('reference', identity.id, '2024-11-30').get('principalId');
  const assignment = roleAssignment({ key: 'keysUse', role: 'Key Vault Crypto Service Encryption User', principalId, principalType: 'ServicePrincipal', on: vault });
  // The name of an assignment has to be known before the deployment starts, and the principal is not.
  const use: Resource = { ...assignment, name: [call('guid', vault.id, identity.id)] };
  const made = (['storage', 'disks', 'services'] as const).map((each) => resource(`${each}Key`, 'Microsoft.KeyVault/vaults/keys', [names.vault, each], keyBody(hardware)));
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
  return { identity, diskEncryption, key, ready: [identity, use, ...made] };
}

/** Lives a year, gets a new version after 90 days, and those in charge hear of it 30 days before it ends. */
const keyBody = (hardware: Expression | undefined): JsonObject => ({
  properties: {
    kty: hardware ? call('if', hardware, 'RSA-HSM', 'RSA') : 'RSA',
    keySize: 3072,
    keyOps: ['wrapKey', 'unwrapKey'],
    attributes: { enabled: true, exportable: false },
    rotationPolicy: {
      attributes: { expiryTime: 'P1Y' },
      lifetimeActions: [
        { trigger: { timeAfterCreate: 'P90D' }, action: { type: 'rotate' } },
        { trigger: { timeBeforeExpiry: 'P30D' }, action: { type: 'notify' } },
      ],
    },
  },
});
