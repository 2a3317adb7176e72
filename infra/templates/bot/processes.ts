import { call, format, type Expression, type JsonObject } from '../arm/expression.js';
import { resource, type Resource } from '../arm/resource.js';
import { userAssigned } from '../arm/template.js';
import { nameOf } from '../arm/within-id.js';
import { clientIdOf, identity, names, subnetId, type Actor } from './names.js';
import { p } from './parameters.js';

const environment = resource('environment', 'Microsoft.App/managedEnvironments', 'cae-lockkeeper', {
  properties: {
    vnetConfiguration: { internal: true, infrastructureSubnetId: subnetId('apps') },
    // By diagnostic settings, so that no key of the log workspace is needed.
    appLogsConfiguration: { destination: 'azure-monitor' },
    zoneRedundant: true,
    workloadProfiles: [{ name: 'Consumption', workloadProfileType: 'Consumption' }],
    peerTrafficConfiguration: { encryption: { enabled: true } },
  },
});

export const bot = resource('bot', 'Microsoft.App/containerApps', 'lockkeeper-bot', {
  identity: userAssigned(identity('bot').id),
  properties: {
    environmentId: environment.id,
    workloadProfileName: 'Consumption',
    configuration: {
      activeRevisionsMode: 'Single',
      registries: [{ server: registryServer(), identity: identity('bot').id }],
      ingress: { external: true, targetPort: 3978, transport: 'http', allowInsecure: false, traffic: [{ latestRevision: true, weight: 100 }] },
    },
    template: {
      terminationGracePeriodSeconds: 30,
      containers: [{ ...container('bot', ['node', 'dist/bot/main.js'], botSettings()), probes: [probe('Liveness', '/health'), probe('Readiness', '/ready')] }],
      scale: { minReplicas: 2, maxReplicas: 4, rules: [{ name: 'requests', http: { metadata: { concurrentRequests: '50' } } }] },
    },
  },
});

/** Listens nowhere, and there is one of it. */
const remover = resource('remover', 'Microsoft.App/containerApps', 'lockkeeper-remover', {
  identity: userAssigned(identity('remover').id),
  properties: {
    environmentId: environment.id,
    workloadProfileName: 'Consumption',
    configuration: { activeRevisionsMode: 'Single', registries: [{ server: registryServer(), identity: identity('remover').id }] },
    template: { terminationGracePeriodSeconds: 30, containers: [container('remover', ['node', 'dist/services/processes/remover.js'], removerSettings())], scale: { minReplicas: 1, maxReplicas: 1 } },
  },
});

/** Run by hand before a new version: the one process that owns the schema. */
const migration = resource('migration', 'Microsoft.App/jobs', 'lockkeeper-migrate', {
  identity: userAssigned(identity('migration').id),
  properties: {
    environmentId: environment.id,
    workloadProfileName: 'Consumption',
    configuration: { triggerType: 'Manual', replicaTimeout: 900, replicaRetryLimit: 0, manualTriggerConfig: { parallelism: 1, replicaCompletionCount: 1 }, registries: [{ server: registryServer(), identity: identity('migration').id }] },
    template: { containers: [container('migrate', ['node', 'dist/bot/cli/lockkeeper.js', 'migrate'], settings({ MIGRATION_DATABASE_URL: databaseUrl('migration'), DATABASE_AUTHENTICATION: 'managed-identity', AZURE_CLIENT_ID: clientIdOf('migration') }))] },
  },
});

export const processes = (): readonly Resource[] => [environment, bot, remover, migration];

function registryServer(): Expression {
  return format('{0}.azurecr.io', nameOf(p.registryId));
}

/** Without a password: whoever connects shows a token of its identity. */
function databaseUrl(actor: Actor): Expression {
  return format(`postgres://id-lockkeeper-${actor}@{0}.postgres.database.azure.com:5432/lockkeeper?sslmode=verify-full`, names.database);
}

function container(name: string, command: readonly string[], env: readonly JsonObject[]): JsonObject {
  return { name, image: p.image, command, env, resources: { cpu: call('json', '0.5'), memory: '1Gi' } };
}

function probe(type: string, path: string): JsonObject {
  return { type, httpGet: { port: 3978, path, scheme: 'HTTP' }, periodSeconds: 10, failureThreshold: 6, timeoutSeconds: 5 };
}

function settings(values: Readonly<Record<string, string | Expression>>): readonly JsonObject[] {
  return Object.entries(values).map(([name, value]) => ({ name, value }));
}

function botSettings(): readonly JsonObject[] {
  return settings({
    DATABASE_URL: databaseUrl('bot'),
    DATABASE_AUTHENTICATION: 'managed-identity',
    AZURE_CLIENT_ID: clientIdOf('bot'),
    MICROSOFT_APP_TYPE: 'UserAssignedMSI',
    MICROSOFT_APP_ID: clientIdOf('bot'),
    MICROSOFT_APP_TENANT_ID: call('tenant').get('tenantId'),
    OBO_APP_ID: p.oboApplicationId,
    OAUTH_CONNECTION_NAME: 'lockkeeper',
    SYSTEM_MANAGER_GROUP: p.systemManagersId,
    PROGRAMME_MANAGER_GROUP: p.programmeManagersId,
    FINANCE_GROUP: p.financeId,
    REFEREE_COLLEGE_GROUP: p.refereeCollegeId,
    DOCUMENT_STORE_URL: format('https://{0}.blob.{1}/documents', names.storage, call('environment').get('suffixes.storage')),
    PUBLIC_URL: format('https://{0}', publicHost()),
    ORGANISATION_NAME: p.organisationName,
    ORGANISATION_TIME_ZONE: p.timeZone,
    ORGANISATION_COUNTRY: p.country,
  });
}

/** What was deployed, as far as people chose it; none of it is a secret. */
export const chosen = call(
  'createObject',
  ...Object.entries({ image: p.image, systemManagers: p.systemManagersId, programmeManagers: p.programmeManagersId, finance: p.financeId, refereeCollege: p.refereeCollegeId, organisation: p.organisationName, timeZone: p.timeZone, country: p.country }).flat(),
);

function removerSettings(): readonly JsonObject[] {
  return settings({
    REMOVER_DATABASE_URL: databaseUrl('remover'),
    DATABASE_AUTHENTICATION: 'managed-identity',
    AZURE_CLIENT_ID: clientIdOf('remover'),
    MICROSOFT_APP_TENANT_ID: call('tenant').get('tenantId'),
    REMOVER_APP_TYPE: 'UserAssignedMSI',
    REMOVER_APP_ID: clientIdOf('remover'),
    ORGANISATION_TIME_ZONE: p.timeZone,
    ORGANISATION_COUNTRY: p.country,
  });
}

/** The name under which the world reaches the bot. */
export function publicHost(): Expression {
  return call('reference', call('resourceId', 'Microsoft.Cdn/profiles/afdEndpoints', names.profile, names.endpoint), '2025-04-15').get('hostName');
}
