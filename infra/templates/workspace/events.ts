import { call } from '../arm/expression.js';
import { resource, type Resource } from '../arm/resource.js';
import { names } from './names.js';
import { p } from './parameters.js';
import type { SecureStore } from './storage.js';

/** Tells the bot that files appeared in the output volume: account, container and name, never what is in them. */
export function outputEvents(store: SecureStore): readonly Resource[] {
  const topic = resource('outputEvents', 'Microsoft.EventGrid/systemTopics', names.outputEvents, { identity: { type: 'SystemAssigned' }, properties: { source: store.account.id, topicType: 'Microsoft.Storage.StorageAccounts' } });
  // Azure asks the address for an answer while it deploys, so that the bot has to be there first.
  const answering = call('not', call('empty', p.eventsEndpoint));
  const subscription = resource('outputSubscription', 'Microsoft.EventGrid/systemTopics/eventSubscriptions', [names.outputEvents, 'output'], {
    properties: {
      eventDeliverySchema: 'CloudEventSchemaV1_0',
      destination: {
        endpointType: 'WebHook',
        properties: { endpointUrl: p.eventsEndpoint, azureActiveDirectoryTenantId: call('tenant').get('tenantId'), azureActiveDirectoryApplicationIdOrUri: p.eventsApplicationId, minimumTlsVersionAllowed: '1.2', maxEventsPerBatch: 1 },
      },
      filter: {
        includedEventTypes: ['Microsoft.Storage.BlobCreated'],
        subjectBeginsWith: '/blobServices/default/containers/output/',
        // With folders, a file is whole at its last flush and not before.
        advancedFilters: [{ operatorType: 'StringIn', key: 'data.api', values: ['FlushWithClose', 'PutBlob', 'PutBlockList', 'CopyBlob'] }],
      },
      retryPolicy: { maxDeliveryAttempts: 30, eventTimeToLiveInMinutes: 1440 },
    },
  }, { condition: answering, after: [store.container('output')] });
  return [topic, subscription];
}
