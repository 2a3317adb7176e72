import { call, format, type JsonObject } from '../arm/expression.js';
import { privateEndpoint } from '../arm/private-endpoint.js';
import { onlyIf, resource, type Resource } from '../arm/resource.js';
import { roleAssignment } from '../arm/role-assignment.js';
import type { BuiltControls } from '../tiers.js';
import type { Keys, OwnKeys } from './keys.js';
import { names } from './names.js';
import { p } from './parameters.js';
import { secureAccount } from '../arm/secure-account.js';
import { trainingSize } from './sizes.js';
import type { SecureStore } from './storage.js';
import { subnetId } from './subnets.js';

/** Machine Learning in a network of its own that Azure manages, with stores of its own; it reads the workspace's store through a private endpoint. */
export function machineLearning(controls: BuiltControls, { vault, own }: Keys, store: SecureStore): readonly Resource[] {
  const account = secureAccount({ key: 'trainingStorage', name: names.trainingStorage, reached: controls.inbound === 'internet' ? 'from anywhere' : 'privately', own, folders: 'flat' });
  const blobs = resource('trainingBlobs', 'Microsoft.Storage/storageAccounts/blobServices', [names.trainingStorage, 'default'], { properties: { deleteRetentionPolicy: { enabled: true, days: 14 } } });
  const insights = resource('insights', 'Microsoft.Insights/components', names.insights, { kind: 'web', properties: { Application_Type: 'web', WorkspaceResourceId: p.logAnalyticsId, DisableLocalAuth: true } });
  const registry = resource('registry', 'Microsoft.ContainerRegistry/registries', names.registry, {
    sku: { name: 'Premium' },
    properties: { adminUserEnabled: false, anonymousPullEnabled: false, publicNetworkAccess: 'Disabled', networkRuleBypassOptions: 'AzureServices', policies: { exportPolicy: { status: 'disabled' } } },
  });
  const closed = controls.inbound !== 'internet';
  const workspace = resource('machineLearning', 'Microsoft.MachineLearningServices/workspaces', names.machineLearning, {
    identity: own ? { type: 'SystemAssigned,UserAssigned', userAssignedIdentities: { [`[${own.identity.id.text}]`]: {} } } : { type: 'SystemAssigned' },
    properties: {
      friendlyName: p.workspace,
      storageAccount: account.id,
      keyVault: vault.id,
      applicationInsights: insights.id,
      containerRegistry: registry.id,
      systemDatastoresAuthMode: 'Identity',
      hbiWorkspace: closed,
      publicNetworkAccess: closed ? 'Disabled' : 'Enabled',
      imageBuildCompute: 'training',
      managedNetwork: { isolationMode: controls.outbound === 'none' ? 'AllowOnlyApprovedOutbound' : 'AllowInternetOutbound' },
      ...(own && { encryption: ownEncryption(vault, own) }),
    },
  }, { ...(own && { after: own.ready }) });
  const endpoint = (key: string, target: Resource, groupId: string, zones: Parameters<typeof privateEndpoint>[0]['zones']) =>
    privateEndpoint({ key, name: format(`pe-${key.toLowerCase()}-{0}`, p.workspace), subnetId: subnetId('endpoints'), target, groupId, zones, zonesGroupId: p.privateDnsZonesId });
  return onlyIf(p.machineLearning, [
    account,
    blobs,
    insights,
    registry,
    workspace,
    training,
    readsTheStore(store),
    roleAssignment({ key: 'memberTraining', role: 'Azure Machine Learning Data Scientist', principalId: p.membersGroupId, principalType: 'Group', on: workspace }),
    ...endpoint('machineLearningEntry', workspace, 'amlworkspace', ['machineLearning', 'notebooks']),
    ...endpoint('trainingBlob', account, 'blob', ['blob']),
    ...endpoint('images', registry, 'registry', ['registry']),
  ]);
}

const ownEncryption = (vault: Resource, own: OwnKeys): JsonObject => ({
  status: 'Enabled',
  identity: { userAssignedIdentity: own.identity.id },
  keyVaultProperties: { keyVaultArmId: vault.id, keyIdentifier: call('reference', own.key('services').id, '2024-11-01').get('keyUriWithVersion') },
});

/** Costs nothing while nobody trains. */
const training = resource('training', 'Microsoft.MachineLearningServices/workspaces/computes', [names.machineLearning, 'training'], {
  identity: { type: 'SystemAssigned' },
  properties: {
    computeType: 'AmlCompute',
    disableLocalAuth: true,
    properties: { osType: 'Linux', vmSize: trainingSize, vmPriority: 'Dedicated', enableNodePublicIp: false, remoteLoginPortPublicAccess: 'Disabled', scaleSettings: { minNodeCount: 0, maxNodeCount: p.trainingNodes, nodeIdleTimeBeforeScaleDown: 'PT15M' } },
  },
});

const readsTheStore = (store: SecureStore): Resource =>
  resource('trainingReads', 'Microsoft.MachineLearningServices/workspaces/outboundRules', [names.machineLearning, 'secure-store'], {
    properties: { type: 'PrivateEndpoint', category: 'UserDefined', destination: { serviceResourceId: store.account.id, subresourceTarget: 'dfs', sparkEnabled: false } },
  });
