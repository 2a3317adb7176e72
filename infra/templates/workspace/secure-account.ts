import { type Expression, type JsonObject } from '../arm/expression.js';
import { resource, type Resource } from '../arm/resource.js';
import { userAssigned } from '../arm/template.js';
import type { BuiltControls } from '../tiers.js';
import { vaultUri, type OwnKeys } from './keys.js';

interface SecureAccount {
  readonly key: string;
  readonly name: Expression;
  readonly controls: BuiltControls;
  readonly own: OwnKeys | undefined;
  /** Folders, as a data lake has them. Machine Learning wants none in its own store. */
  readonly folders: 'with-folders' | 'flat';
}

/** A store without shared keys, without a way in but private endpoints from tier 2, and under the workspace's own keys there. */
export function secureAccount({ key, name, controls, own, folders }: SecureAccount): Resource {
  const closed = controls.inbound !== 'internet';
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
const encryption = (own: OwnKeys | undefined): JsonObject => ({
  requireInfrastructureEncryption: true,
  keySource: own ? 'Microsoft.Keyvault' : 'Microsoft.Storage',
  services: { blob: { enabled: true }, file: { enabled: true } },
  ...(own && { identity: { userAssignedIdentity: own.identity.id }, keyvaultproperties: { keyname: 'storage', keyvaulturi: vaultUri } }),
});
