import { call, format, type JsonObject } from '../arm/expression.js';
import { privateDnsZones, privateEndpoint } from '../arm/private-endpoint.js';
import { resource, type Resource } from '../arm/resource.js';
import { roleAssignment } from '../arm/role-assignment.js';
import { secureAccount } from '../arm/secure-account.js';
import { userAssigned } from '../arm/template.js';
import { keyUse, keyVault, vaultKey, vaultUriOf } from '../arm/vault.js';
import { identity, names, principalIdOf, subnetId } from './names.js';
import { p } from './parameters.js';

/** What the product keeps: its database, signed documents, and the anchors of its audit trail. */
export function stores(): readonly Resource[] {
  const vault = keyVault('vault', names.vault);
  const keys = identity('keys');
  const use = keyUse(vault, keys);
  const made = [vaultKey('storage', names.vault), vaultKey('database', names.vault)] as const;
  const ready = [keys, use, ...made];
  const account = secureAccount({ key: 'storage', name: names.storage, reached: 'privately', own: { identity: keys, vaultUri: vaultUriOf(names.vault), ready }, folders: 'flat' });
  const container = (name: string) => resource(`${name}Container`, 'Microsoft.Storage/storageAccounts/blobServices/containers', [names.storage, 'default', name], { properties: { publicAccess: 'None' } });
  const documents = container('documents');
  const anchors = container('anchors');
  const given = (key: string, actor: 'bot' | 'anchor', custom: 'documents' | 'anchor', on: Resource): Resource => ({
    ...roleAssignment({ key, role: { custom }, principalId: principalIdOf(actor), principalType: 'ServicePrincipal', on }),
    name: [call('guid', on.id, identity(actor).id, custom)],
  });
  const endpoint = (key: string, target: Resource, groupId: 'blob' | 'vault') => privateEndpoint({ key, name: `pe-lockkeeper-${groupId}`, subnetId: subnetId('endpoints'), target, groupId, zones: [groupId], zonesGroupId: p.privateDnsZonesId });
  return [
    vault,
    ...endpoint('vaultEndpoint', vault, 'vault'),
    use,
    ...made,
    account,
    resource('storageBlobs', 'Microsoft.Storage/storageAccounts/blobServices', [names.storage, 'default'], { properties: { isVersioningEnabled: true, deleteRetentionPolicy: { enabled: true, days: 30 }, containerDeleteRetentionPolicy: { enabled: true, days: 30 } } }),
    ...endpoint('blobEndpoint', account, 'blob'),
    documents,
    anchors,
    // Unlocked; locking it is the institution's own step. Each anchor is a blob of its own, so that nothing ever is appended to.
    resource('anchorsImmutability', 'Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies', [names.storage, 'default', 'anchors', 'default'], { properties: { immutabilityPeriodSinceCreationInDays: 3650, allowProtectedAppendWrites: false } }),
    given('documentsAccess', 'bot', 'documents', documents),
    given('anchorsAccess', 'anchor', 'anchor', anchors),
    ...database(made[1], ready),
  ];
}

/** Directory accounts only, in a network of its own, under an own key, in two zones. */
function database(key: Resource, ready: readonly Resource[]): readonly Resource[] {
  const keys = identity('keys');
  const server = resource('database', 'Microsoft.DBforPostgreSQL/flexibleServers', names.database, {
    sku: { name: 'Standard_D2ds_v5', tier: 'GeneralPurpose' },
    identity: userAssigned(keys.id),
    properties: {
      version: '16',
      storage: { storageSizeGB: 128, autoGrow: 'Enabled' },
      authConfig: { activeDirectoryAuth: 'Enabled', passwordAuth: 'Disabled', tenantId: call('tenant').get('tenantId') },
      dataEncryption: { type: 'AzureKeyVault', primaryKeyURI: call('reference', key.id, '2024-11-01').get('keyUriWithVersion'), primaryUserAssignedIdentityId: keys.id },
      network: { delegatedSubnetResourceId: subnetId('database'), privateDnsZoneArmResourceId: format(`{0}/providers/Microsoft.Network/privateDnsZones/${privateDnsZones.database}`, p.privateDnsZonesId) },
      highAvailability: { mode: 'ZoneRedundant' },
      backup: { backupRetentionDays: 35, geoRedundantBackup: 'Disabled' },
      maintenanceWindow: { customWindow: 'Enabled', dayOfWeek: 0, startHour: 2, startMinute: 0 },
    },
  }, { after: ready });
  const setting = (name: string, value: string, after: readonly Resource[]) => resource(`${name.replaceAll('.', '')}Setting`, 'Microsoft.DBforPostgreSQL/flexibleServers/configurations', [names.database, name], { properties: { value, source: 'user-override' } }, { after });
  const administrators = resource('databaseAdministrators', 'Microsoft.DBforPostgreSQL/flexibleServers/administrators', [names.database, p.databaseAdministratorsId], {
    properties: { principalType: 'Group', principalName: p.databaseAdministratorsName, tenantId: call('tenant').get('tenantId') },
  });
  // The server takes one change at a time.
  const tls = setting('ssl_min_protocol_version', 'TLSv1.2', [administrators]);
  const connections = setting('log_connections', 'on', [tls]);
  const schema = resource('databaseItself', 'Microsoft.DBforPostgreSQL/flexibleServers/databases', [names.database, 'lockkeeper'], { properties: { charset: 'UTF8', collation: 'en_US.utf8' } satisfies JsonObject }, { after: [connections] });
  return [server, administrators, tls, connections, schema];
}
