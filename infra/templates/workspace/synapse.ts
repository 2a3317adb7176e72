import { call, format } from '../arm/expression.js';
import { privateEndpoint } from '../arm/private-endpoint.js';
import { onlyIf, resource, type Resource } from '../arm/resource.js';
import type { BuiltControls } from '../tiers.js';
import { vaultUri, type OwnKeys } from './keys.js';
import { names } from './names.js';
import { p } from './parameters.js';
import type { SecureStore } from './storage.js';
import { subnetId } from './subnets.js';

/** Synapse with a small Spark pool, where asked for. Directory accounts only; from tier 2 it sends nothing out of its own network. */
export function synapse(controls: BuiltControls, own: OwnKeys | undefined, store: SecureStore): readonly Resource[] {
  const closed = controls.inbound !== 'internet';
  const key = own?.key('services');
  const workspace = resource('synapse', 'Microsoft.Synapse/workspaces', names.synapse, {
    identity: own ? { type: 'SystemAssigned,UserAssigned', userAssignedIdentities: { [`[${own.identity.id.text}]`]: {} } } : { type: 'SystemAssigned' },
    properties: {
      azureADOnlyAuthentication: true,
      defaultDataLakeStorage: { accountUrl: call('format', 'https://{0}.dfs.{1}', names.storage, call('environment').get('suffixes.storage')), filesystem: 'scratch', resourceId: store.account.id, createManagedPrivateEndpoint: true },
      managedVirtualNetwork: 'default',
      managedVirtualNetworkSettings: { preventDataExfiltration: controls.outbound === 'none', allowedAadTenantIdsForLinking: [] },
      publicNetworkAccess: closed ? 'Disabled' : 'Enabled',
      trustedServiceBypassEnabled: false,
      cspWorkspaceAdminProperties: { initialWorkspaceAdminObjectId: p.managersGroupId },
      ...(own && { encryption: { cmk: { key: { name: 'services', keyVaultUrl: call('format', '{0}/keys/services', vaultUri) }, kekIdentity: { userAssignedIdentity: own.identity.id } } } }),
    },
  }, { after: [store.container('scratch'), ...(own?.ready ?? [])] });
  const activation = key && resource('synapseKey', 'Microsoft.Synapse/workspaces/keys', [names.synapse, 'services'], { properties: { isActiveCMK: true, keyVaultUrl: call('format', '{0}/keys/services', vaultUri) } });
  const pool = resource('spark', 'Microsoft.Synapse/workspaces/bigDataPools', [names.synapse, 'spark'], {
    properties: { sparkVersion: '3.4', nodeSizeFamily: 'MemoryOptimized', nodeSize: 'Small', autoScale: { enabled: true, minNodeCount: 3, maxNodeCount: 6 }, autoPause: { enabled: true, delayInMinutes: 15 }, isComputeIsolationEnabled: false, sessionLevelPackagesEnabled: false },
  }, { ...(activation && { after: [activation] }) });
  const endpoints = (['Sql', 'SqlOnDemand', 'Dev'] as const).flatMap((groupId) =>
    privateEndpoint({
      key: `synapse${groupId}`,
      name: format(`pe-syn-${groupId.toLowerCase()}-{0}`, p.workspace),
      subnetId: subnetId('endpoints'),
      target: workspace,
      groupId,
      zones: [groupId === 'Dev' ? 'synapseDev' : 'synapseSql'],
      zonesGroupId: p.privateDnsZonesId,
    }),
  );
  return onlyIf(p.synapse, [workspace, ...(activation ? [activation] : []), pool, ...endpoints]);
}
