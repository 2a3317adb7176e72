import { call, type Expression, type Value } from './expression.js';
import { resource, type Resource } from './resource.js';

/** Private DNS zones by what they resolve, in the public cloud. The core network holds them; workspaces register with them. */
export const privateDnsZones = {
  blob: 'privatelink.blob.core.windows.net',
  dfs: 'privatelink.dfs.core.windows.net',
  vault: 'privatelink.vaultcore.azure.net',
  registry: 'privatelink.azurecr.io',
  database: 'privatelink.postgres.database.azure.com',
  machineLearning: 'privatelink.api.azureml.ms',
  notebooks: 'privatelink.notebooks.azure.net',
  synapseSql: 'privatelink.sql.azuresynapse.net',
  synapseDev: 'privatelink.dev.azuresynapse.net',
  desktops: 'privatelink.wvd.microsoft.com',
  purview: 'privatelink.purview.azure.com',
  dataFactory: 'privatelink.datafactory.azure.net',
} as const;

export type PrivateDnsZone = keyof typeof privateDnsZones;

export interface PrivateEndpoint {
  readonly key: string;
  readonly name: Value;
  readonly subnetId: Expression;
  readonly target: Resource;
  /** What of the target it leads to, as Azure calls it. */
  readonly groupId: string;
  readonly zones: readonly PrivateDnsZone[];
  /** Resource group with the zones. */
  readonly zonesGroupId: Expression;
}

/** A private address for one service of a resource, and its name in the private zones. */
export function privateEndpoint({ key, name, subnetId, target, groupId, zones, zonesGroupId }: PrivateEndpoint): readonly Resource[] {
  const circumstances = target.condition ? { condition: target.condition } : {};
  const connection = { name: 'to-target', properties: { privateLinkServiceId: target.id, groupIds: [groupId] } };
  return [
    resource(key, 'Microsoft.Network/privateEndpoints', name, { properties: { subnet: { id: subnetId }, customNetworkInterfaceName: call('format', 'nic-{0}', name), privateLinkServiceConnections: [connection] } }, circumstances),
    resource(`${key}Names`, 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups', [name, 'default'], {
      properties: { privateDnsZoneConfigs: zones.map((zone) => ({ name: zone, properties: { privateDnsZoneId: zoneId(zonesGroupId, zone) } })) },
    }, circumstances),
  ];
}

const zoneId = (zonesGroupId: Expression, zone: PrivateDnsZone): Expression => call('format', `{0}/providers/Microsoft.Network/privateDnsZones/${privateDnsZones[zone]}`, zonesGroupId);
