import { servicePrincipalId } from '../cloud/entra/service-principal.js';
import { region } from './hospital.js';
import { removerId, systemGroups } from './people.js';

/** The one subscription of the seeded tenant, and its region. */
export const subscriptionId = 'e4a81f60-3c52-4d1b-9a77-6b0f2d5c9e10';
export { region };

const landingGroup = `rg-lz-heart-${region}`;
const inGroup = (group: string) => (provider: string) => `/subscriptions/${subscriptionId}/resourceGroups/${group}/providers/${provider}`;
const core = inGroup('rg-lockkeeper-core');
const landing = inGroup(landingGroup);

/** What the templates of workspaces refer to, as the core and one landing zone would have been built. */
export const platform = {
  coreGroupId: `/subscriptions/${subscriptionId}/resourceGroups/rg-lockkeeper-core`,
  landingGroupId: `/subscriptions/${subscriptionId}/resourceGroups/${landingGroup}`,
  hubNetworkId: core('Microsoft.Network/virtualNetworks/vnet-lockkeeper-hub'),
  firewallAddress: '10.10.0.4',
  mirrorsPrefix: '10.10.0.128/26',
  logAnalyticsId: core('Microsoft.OperationalInsights/workspaces/log-lockkeeper-northgate'),
  dataCollectionRuleId: core('Microsoft.Insights/dataCollectionRules/dcr-lockkeeper'),
  imageGalleryId: core('Microsoft.Compute/galleries/gal_lockkeeper'),
  privateDnsZonesId: `/subscriptions/${subscriptionId}/resourceGroups/rg-lockkeeper-core`,
  alertsId: core('Microsoft.Insights/actionGroups/ag-lockkeeper'),
  vaultId: core('Microsoft.KeyVault/vaults/kv-lk-northgate'),
  dataFactoryId: landing('Microsoft.DataFactory/factories/adf-heart-northgate'),
} as const;

/** Object ids of the applications that templates give rights to. Those of processes that the local stack does not run are nobody's. */
export const principals = {
  remover: servicePrincipalId(removerId),
  airlock: servicePrincipalId('airlock'),
  dataFactory: servicePrincipalId('data factory'),
  virtualDesktop: servicePrincipalId('virtual desktop'),
  links: servicePrincipalId('links'),
} as const;

/** Resource id of the template spec of a tier. */
export const templateSpecId = (tier: number): string => core(`Microsoft.Resources/templateSpecs/workspace-tier-${String(tier)}/versions/1.0.0`);

const { coreGroupId, landingGroupId, hubNetworkId, logAnalyticsId, dataCollectionRuleId, imageGalleryId, alertsId, vaultId, dataFactoryId } = platform;

/** Azure of the seeded tenant, as the local cloud creates it on first start. */
export const seedAzure = {
  subscriptions: [{ id: subscriptionId, name: 'Northgate research', regions: [region, 'northeurope'] }],
  azureResources: [coreGroupId, landingGroupId, hubNetworkId, logAnalyticsId, dataCollectionRuleId, imageGalleryId, alertsId, vaultId, dataFactoryId].map((id) => ({ id, location: region })),
  /** Programme Managers build; in a real tenant for an hour, by Privileged Identity Management (docs/decisions/0017). */
  roleAssignments: [
    { principalId: systemGroups['programme-manager'].id, principalType: 'Group', role: 'Lockkeeper builder', scope: `/subscriptions/${subscriptionId}`, conditioned: true },
    { principalId: principals.remover, principalType: 'ServicePrincipal', role: 'Lockkeeper remover', scope: `/subscriptions/${subscriptionId}` },
    { principalId: systemGroups['system-manager'].id, principalType: 'Group', role: 'Reader', scope: `/subscriptions/${subscriptionId}` },
  ],
} as const;
