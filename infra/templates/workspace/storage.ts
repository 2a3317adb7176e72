import { call, elementOf, format, type JsonObject } from '../arm/expression.js';
import { privateEndpoint } from '../arm/private-endpoint.js';
import { resource, type Resource } from '../arm/resource.js';
import type { BuiltControls } from '../tiers.js';
import type { OwnKeys } from './keys.js';
import { names } from './names.js';
import { p } from './parameters.js';
import { secureAccount } from '../arm/secure-account.js';
import { subnetId } from './subnets.js';
import { volumes } from './volumes.js';

export interface SecureStore {
  readonly account: Resource;
  readonly resources: readonly Resource[];
  readonly datasets: Resource;
  container(name: (typeof volumes)[number]['container']): Resource;
}

/** The one store of a workspace: a container for each volume and for each dataset. */
export function storage(controls: BuiltControls, own: OwnKeys | undefined): SecureStore {
  const account = secureAccount({ key: 'storage', name: names.storage, reached: controls.inbound === 'internet' ? 'from anywhere' : 'privately', own, folders: 'with-folders' });
  const blobs = resource('storageBlobs', 'Microsoft.Storage/storageAccounts/blobServices', [names.storage, 'default'], {
    properties: { deleteRetentionPolicy: { enabled: true, days: 14 }, containerDeleteRetentionPolicy: { enabled: true, days: 14 } },
  });
  const containers = volumes.map(({ container }) => resource(`${container}Container`, 'Microsoft.Storage/storageAccounts/blobServices/containers', [names.storage, 'default', container], { properties: { publicAccess: 'None' } }));
  const datasets = resource('datasetContainers', 'Microsoft.Storage/storageAccounts/blobServices/containers', [names.storage, 'default', elementOf(p.datasets).get('number')], { properties: { publicAccess: 'None' } }, {
    copy: { name: 'datasets', count: call('length', p.datasets) },
  });
  const container = (name: string): Resource => containers.find(({ key }) => key === `${name}Container`) as Resource;
  const endpoints = (['blob', 'dfs'] as const).flatMap((groupId) =>
    privateEndpoint({ key: `${groupId}Endpoint`, name: format(`pe-${groupId}-{0}`, p.workspace), subnetId: subnetId('endpoints'), target: account, groupId, zones: [groupId], zonesGroupId: p.privateDnsZonesId }),
  );
  return { account, container, datasets, resources: [account, blobs, ...containers, datasets, immutability, cleaning, inventory(container('inventory')), ...endpoints] };
}

/** Deployed unlocked: locking is a step of its own with its own approval, for a locked one cannot be taken back and blocks deletion. */
const immutability = resource('ingestImmutability', 'Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies', [names.storage, 'default', 'ingest', 'default'], {
  properties: { immutabilityPeriodSinceCreationInDays: p.ingestDays, allowProtectedAppendWrites: false },
});

/** Empties the scratch volume; the product tells people beforehand. */
const cleaning = resource('cleaning', 'Microsoft.Storage/storageAccounts/managementPolicies', [names.storage, 'default'], {
  properties: {
    policy: {
      rules: [{
        enabled: true,
        name: 'empty-scratch',
        type: 'Lifecycle',
        definition: { filters: { blobTypes: ['blockBlob'], prefixMatch: ['scratch/'] }, actions: { baseBlob: { delete: { daysAfterModificationGreaterThan: p.scratchDays } } } },
      }],
    },
  },
});

const listed = (container: 'ingest' | 'output'): JsonObject => ({
  enabled: true,
  name: container,
  destination: 'inventory',
  definition: { format: 'Csv', schedule: 'Daily', objectType: 'Blob', schemaFields: ['Name', 'Creation-Time', 'Last-Modified', 'Content-Length', 'ETag'], filters: { blobTypes: ['blockBlob'], prefixMatch: [`${container}/`] } },
});

const inventory = (destination: Resource): Resource =>
  resource('inventory', 'Microsoft.Storage/storageAccounts/inventoryPolicies', [names.storage, 'default'], {
    properties: { policy: { enabled: true, type: 'Inventory', rules: [listed('ingest'), listed('output')] } },
  }, { after: [destination] });
