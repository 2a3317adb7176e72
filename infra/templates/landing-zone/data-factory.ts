import { call, Expression, type JsonObject } from '../arm/expression.js';
import { resource, type Resource } from '../arm/resource.js';
import { roleAssignment } from '../arm/role-assignment.js';
import { zone } from '../core/parameters.js';
import { names } from './names.js';
import type { ZoneStores } from './stores.js';

const runtime: JsonObject = { referenceName: 'private', type: 'IntegrationRuntimeReference' };

/** Moves data in and out under its own identity, from a network that Azure manages for it; the other side has to approve each connection. */
export function dataFactory({ lake, landing, exports }: ZoneStores): readonly Resource[] {
  const factory = resource('factory', 'Microsoft.DataFactory/factories', names.factory, {
    identity: { type: 'SystemAssigned' },
    properties: { publicNetworkAccess: 'Disabled', purviewConfiguration: { purviewResourceId: zone.catalogueId } },
  });
  const principalId = call('reference', factory.id, '2018-06-01', 'Full').get('identity.principalId');
  const moves = (key: string, on: Resource): Resource => ({ ...roleAssignment({ key, role: 'Storage Blob Data Contributor', principalId, principalType: 'ServicePrincipal', on }), name: [call('guid', on.id, factory.id)] });
  const network = resource('factoryNetwork', 'Microsoft.DataFactory/factories/managedVirtualNetworks', [names.factory, 'default'], { properties: {} });
  const integration = resource('factoryRuntime', 'Microsoft.DataFactory/factories/integrationRuntimes', [names.factory, 'private'], {
    properties: { type: 'Managed', managedVirtualNetwork: { type: 'ManagedVirtualNetworkReference', referenceName: 'default' }, typeProperties: { computeProperties: { location: 'AutoResolve' } } },
  }, { after: [network] });
  const endpoint = (key: string, target: Resource, groupId: 'blob' | 'dfs'): Resource => resource(`${key}Connection`, 'Microsoft.DataFactory/factories/managedVirtualNetworks/managedPrivateEndpoints', [names.factory, 'default', key], { properties: { privateLinkResourceId: target.id, groupId } });
  return [
    factory,
    network,
    integration,
    endpoint('lake', lake, 'dfs'),
    endpoint('landing', landing, 'blob'),
    endpoint('exports', exports, 'blob'),
    moves('factoryLake', lake),
    moves('factoryLanding', landing),
    moves('factoryExports', exports),
    ...transfers(integration),
  ];
}

/** One store by the name that a run says; the account is one that the factory's identity may reach, and no other answers. */
const store = (after: Resource): Resource =>
  resource('anyStore', 'Microsoft.DataFactory/factories/linkedservices', [names.factory, 'store'], {
    properties: { type: 'AzureBlobStorage', connectVia: runtime, parameters: { account: { type: 'String' } }, typeProperties: { serviceEndpoint: 'https://@{linkedService().account}.blob.core.windows.net', accountKind: 'StorageV2' } },
  }, { after: [after] });

const files = (after: Resource): Resource =>
  resource('anyFiles', 'Microsoft.DataFactory/factories/datasets', [names.factory, 'files'], {
    properties: {
      type: 'Binary',
      linkedServiceName: { type: 'LinkedServiceReference', referenceName: 'store', parameters: { account: '@dataset().account' } },
      parameters: { account: { type: 'String' }, container: { type: 'String' } },
      typeProperties: { location: { type: 'AzureBlobStorageLocation', container: { value: '@dataset().container', type: 'Expression' } } },
    },
  }, { after: [after] });

function transfers(integration: Resource): readonly Resource[] {
  const linked = store(integration);
  const dataset = files(linked);
  const side = (which: 'from' | 'to'): JsonObject => ({ referenceName: 'files', type: 'DatasetReference', parameters: { account: `@pipeline().parameters.${which}Account`, container: `@pipeline().parameters.${which}Container` } });
  const parameters = Object.fromEntries(['fromAccount', 'fromContainer', 'toAccount', 'toContainer'].map((name) => [name, { type: 'String' }]));
  const copying: JsonObject = {
    name: 'copy',
    type: 'Copy',
    inputs: [side('from')],
    outputs: [side('to')],
    policy: { retry: 2, retryIntervalInSeconds: 60, timeout: '0.12:00:00', secureInput: true, secureOutput: true },
    typeProperties: { source: { type: 'BinarySource', storeSettings: { type: 'AzureBlobStorageReadSettings', recursive: true } }, sink: { type: 'BinarySink', storeSettings: { type: 'AzureBlobStorageWriteSettings' } }, validateDataConsistency: true },
  };
  const deleting: JsonObject = {
    name: 'delete-original',
    type: 'Delete',
    dependsOn: [{ activity: 'copy', dependencyConditions: ['Succeeded'] }],
    typeProperties: { dataset: side('from'), enableLogging: false, storeSettings: { type: 'AzureBlobStorageReadSettings', recursive: true } },
  };
  const pipeline = (key: string, description: string, activities: readonly JsonObject[]): Resource => resource(key, 'Microsoft.DataFactory/factories/pipelines', [names.factory, key], { properties: { description, activities, parameters, concurrency: 4 } }, { after: [dataset] });
  const ingress = pipeline('ingress', 'From the landing store to where a dataset lies; the original goes once the copy is proved', [copying, deleting]);
  const egress = pipeline('egress', 'From what reviewers approved to the export store; the frozen copy stays', [copying]);
  // Deployed stopped. The airlock starts runs by itself; whoever wants uploads to start one turns this on.
  const arrival = resource('arrival', 'Microsoft.DataFactory/factories/triggers', [names.factory, 'arrival'], {
    properties: {
      type: 'BlobEventsTrigger',
      typeProperties: { scope: landingId, events: ['Microsoft.Storage.BlobCreated'], blobPathEndsWith: '/complete.json', ignoreEmptyBlobs: true },
      pipelines: [{ pipelineReference: { type: 'PipelineReference', referenceName: 'ingress' }, parameters: { fromAccount: names.landing, fromContainer: '@trigger().outputs.body.folderPath', toAccount: names.lake, toContainer: 'raw' } }],
    },
  }, { after: [ingress] });
  return [linked, dataset, ingress, egress, arrival];
}

const landingId = new Expression(call('resourceId', 'Microsoft.Storage/storageAccounts', names.landing).text);
