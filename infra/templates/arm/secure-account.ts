import type { Expression, JsonObject } from './expression.js';
import { resource, type Resource } from './resource.js';
import { userAssigned } from './template.js';

/** Where an account finds its own key, named `storage`. */
export interface StoreKey {
  readonly identity: Resource;
  readonly vaultUri: Expression;
  /** What has to be there before the key is used for the first time. */
  readonly ready: readonly Resource[];
}

interface SecureAccount {
  readonly key: string;
  readonly name: Expression;
  /** By links from anywhere, or over private endpoints and no other way. */
  readonly reached: 'from anywhere' | 'privately';
  readonly own: StoreKey | undefined;
  /** Folders, as a data lake has them. Machine Learning wants none in its own store. */
  readonly folders: 'with-folders' | 'flat';
}

/** A store without shared keys; what it holds is found by directory accounts and by links that these sign. */
export function secureAccount({ key, name, reached, own, folders }: SecureAccount): Resource {
  const closed = reached === 'privately';
  return resource(key, 'Microsoft.Storage/storageAccounts', name, {
    kind: 'StorageV2',
    sku: { name: 'Standard_ZRS' },
    ...(own && { identity: userAssigned(own.identity.id) }),
    properties: {
      accessTier: 'Hot',
      minimumTlsVersion: 'TLS1_2',
      supportsHttpsTrafficOnly: true,
      allowBlobPublicAccess: false,
      allowSharedKeyAccess: false,
      defaultToOAuthAuthentication: true,
      allowCrossTenantReplication: false,
      allowedCopyScope: closed ? 'PrivateLink' : 'AAD',
      isLocalUserEnabled: false,
      isSftpEnabled: false,
      isNfsV3Enabled: false,
      isHnsEnabled: folders === 'with-folders',
      sasPolicy: { sasExpirationPeriod: '00.01:00:00', expirationAction: 'Block' },
      publicNetworkAccess: closed ? 'Disabled' : 'Enabled',
      networkAcls: { bypass: 'None', defaultAction: closed ? 'Deny' : 'Allow' },
      encryption: encryption(own),
    },
  }, { ...(own && { after: own.ready }) });
}

/** Encrypted twice at every tier: switching that on later would make the account anew. Own keys without a version follow each rotation. */
const encryption = (own: StoreKey | undefined): JsonObject => ({
  requireInfrastructureEncryption: true,
  keySource: own ? 'Microsoft.Keyvault' : 'Microsoft.Storage',
  services: { blob: { enabled: true }, file: { enabled: true } },
  ...(own && { identity: { userAssignedIdentity: own.identity.id }, keyvaultproperties: { keyname: 'storage', keyvaulturi: own.vaultUri } }),
});
