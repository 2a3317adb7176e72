import { format, type Expression } from '../arm/expression.js';
import { privateEndpoint } from '../arm/private-endpoint.js';
import { resource, type Resource } from '../arm/resource.js';
import { roleAssignment } from '../arm/role-assignment.js';
import { secureAccount } from '../arm/secure-account.js';
import { zone } from '../core/parameters.js';
import { names, subnetId } from './names.js';

/** Zones of the lake, in the order in which data moves through them. */
export const lakeZones = ['raw', 'curated', 'workspace'] as const;

export interface ZoneStores {
  readonly lake: Resource;
  readonly landing: Resource;
  readonly exports: Resource;
  readonly resources: readonly Resource[];
}

/** The lake, which nobody reaches from outside, and beside it the two stores that links lead to: one way in, one way out, and never the same. */
export function zoneStores(): ZoneStores {
  const lake = secureAccount({ key: 'lake', name: names.lake, reached: 'privately', own: undefined, folders: 'with-folders' });
  const landing = secureAccount({ key: 'landing', name: names.landing, reached: 'from anywhere', own: undefined, folders: 'flat' });
  const exports = secureAccount({ key: 'exports', name: names.exports, reached: 'from anywhere', own: undefined, folders: 'flat' });
  const blobs = (key: string, account: Expression): Resource => resource(`${key}Blobs`, 'Microsoft.Storage/storageAccounts/blobServices', [account, 'default'], { properties: { deleteRetentionPolicy: { enabled: true, days: 7 }, containerDeleteRetentionPolicy: { enabled: true, days: 7 } } });
  const service = (key: string, custom: 'links' | 'airlock', principalId: Expression, on: Resource): Resource => roleAssignment({ key, role: { custom }, principalId, principalType: 'ServicePrincipal', on });
  return {
    lake,
    landing,
    exports,
    resources: [
      lake,
      landing,
      exports,
      blobs('lake', names.lake),
      blobs('landing', names.landing),
      blobs('exports', names.exports),
      ...lakeZones.map((each) => resource(`${each}Zone`, 'Microsoft.Storage/storageAccounts/blobServices/containers', [names.lake, 'default', each], { properties: { publicAccess: 'None' } })),
      ...(['blob', 'dfs'] as const).flatMap((groupId) => privateEndpoint({ key: `lake${groupId}`, name: format(`pe-lake-${groupId}-{0}`, zone.unit), subnetId, target: lake, groupId, zones: [groupId], zonesGroupId: zone.privateDnsZonesId })),
      // What arrives is looked through before anybody takes it further.
      resource('landingScan', 'Microsoft.Security/defenderForStorageSettings', 'current', { properties: { isEnabled: true, overrideSubscriptionLevelSettings: true, malwareScanning: { onUpload: { isEnabled: true, capGBPerMonth: 5000 } }, sensitiveDataDiscovery: { isEnabled: false } } }, { scope: landing.id }),
      ...(['landing', 'exports'] as const).flatMap((each) => {
        const on = each === 'landing' ? landing : exports;
        return [service(`${each}Links`, 'links', zone.linkPrincipalId, on), service(`${each}Airlock`, 'airlock', zone.airlockPrincipalId, on)];
      }),
    ],
  };
}
