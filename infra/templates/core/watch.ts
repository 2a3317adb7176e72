import { call, type JsonObject } from '../arm/expression.js';
import { resource, subscriptionResource, type Resource } from '../arm/resource.js';
import { names } from './names.js';
import { p } from './parameters.js';

const plans: Readonly<Record<string, JsonObject>> = {
  VirtualMachines: { subPlan: 'P2' },
  StorageAccounts: { subPlan: 'DefenderForStorageV2' },
  KeyVaults: { subPlan: 'PerKeyVault' },
  Containers: {},
  OpenSourceRelationalDatabases: {},
  Arm: { subPlan: 'PerSubscription' },
  CloudPosture: {},
};

/** Defender for every kind of thing that is built in a subscription. Azure takes one change of plans at a time. */
export const defender = (): readonly Resource[] => {
  const made: Resource[] = [];
  for (const [plan, more] of Object.entries(plans)) made.push(subscriptionResource(`defender${plan}`, 'Microsoft.Security/pricings', plan, { properties: { pricingTier: 'Standard', ...more } }, { after: made.slice(-1) }));
  return made;
};

const logs = resource('logs', 'Microsoft.OperationalInsights/workspaces', names.logs, {
  properties: { sku: { name: 'PerGB2018' }, retentionInDays: 365, features: { disableLocalAuth: true, enableLogAccessUsingOnlyResourcePermissions: true }, publicNetworkAccessForIngestion: 'Enabled', publicNetworkAccessForQuery: 'Enabled' },
});

const sentinel = resource('sentinel', 'Microsoft.SecurityInsights/onboardingStates', 'default', { properties: {} }, { scope: logs.id });

interface Suspicion {
  readonly key: string;
  readonly name: string;
  readonly query: string;
  readonly tactic: string;
}

const suspicions: readonly Suspicion[] = [
  { key: 'failedSignIns', name: 'Many failed sign-ins of one account', query: "SigninLogs | where ResultType !in ('0', '50125', '50140') | summarize attempts = count() by UserPrincipalName | where attempts > 10", tactic: 'CredentialAccess' },
  { key: 'groupsChanged', name: 'Somebody else than Lockkeeper changed a group of a workspace', query: "AuditLogs | where OperationName in ('Add member to group', 'Remove member from group') | where tostring(TargetResources[0].modifiedProperties) has 'WS-' and tostring(InitiatedBy.app.displayName) !startswith 'Lockkeeper'", tactic: 'Persistence' },
  { key: 'rightsGiven', name: 'A role was assigned outside a deployment', query: "AzureActivity | where OperationNameValue =~ 'Microsoft.Authorization/roleAssignments/write' and ActivityStatusValue == 'Success' and isempty(tostring(parse_json(Properties).deploymentName))", tactic: 'PrivilegeEscalation' },
  { key: 'diagnosticsGone', name: 'Diagnostic settings were deleted', query: "AzureActivity | where OperationNameValue =~ 'Microsoft.Insights/diagnosticSettings/delete' and ActivityStatusValue == 'Success'", tactic: 'DefenseEvasion' },
];

/** The one log workspace, Sentinel on it, and what machines report to it. */
export function watch(): readonly Resource[] {
  const contacts = resource('contacts', 'Microsoft.Insights/actionGroups', 'ag-lockkeeper-security', { properties: { groupShortName: 'lk-security', enabled: true, emailReceivers: receivers } });
  return [logs, sentinel, contacts, ...suspicions.map(rule), dataCollection];
}

const rule = ({ key, name, query, tactic }: Suspicion): Resource =>
  resource(key, 'Microsoft.SecurityInsights/alertRules', call('guid', names.logs, key), {
    kind: 'Scheduled',
    properties: {
      displayName: name,
      enabled: true,
      severity: 'High',
      query,
      queryFrequency: 'PT15M',
      queryPeriod: 'PT1H',
      triggerOperator: 'GreaterThan',
      triggerThreshold: 0,
      suppressionEnabled: false,
      suppressionDuration: 'PT5H',
      tactics: [tactic],
      incidentConfiguration: { createIncident: true, groupingConfiguration: { enabled: false, reopenClosedIncident: false, lookbackDuration: 'PT5H', matchingMethod: 'AllEntities' } },
    },
  }, { scope: logs.id, after: [sentinel] });

const dataCollection = resource('dataCollection', 'Microsoft.Insights/dataCollectionRules', 'dcr-lockkeeper-machines', {
  properties: {
    description: 'Sign-ins, privileges and load of machines; never what people type or read',
    dataSources: {
      syslog: [{ name: 'syslog', streams: ['Microsoft-Syslog'], facilityNames: ['auth', 'authpriv', 'daemon', 'kern'], logLevels: ['Warning', 'Error', 'Critical', 'Alert', 'Emergency'] }],
      windowsEventLogs: [{ name: 'security', streams: ['Microsoft-Event'], xPathQueries: ['Security!*[System[(EventID=4624 or EventID=4625 or EventID=4672 or EventID=4688)]]', 'System!*[System[(Level=1 or Level=2)]]'] }],
      performanceCounters: [{ name: 'load', streams: ['Microsoft-Perf'], samplingFrequencyInSeconds: 60, counterSpecifiers: ['\\Processor Information(_Total)\\% Processor Time', '\\Memory\\Available Bytes', '\\LogicalDisk(_Total)\\% Free Space'] }],
    },
    destinations: { logAnalytics: [{ name: 'core', workspaceResourceId: logs.id }] },
    dataFlows: [{ streams: ['Microsoft-Syslog', 'Microsoft-Event', 'Microsoft-Perf'], destinations: ['core'] }],
  },
});

const receivers = call('map', p.securityContacts, call('lambda', 'each', call('createObject', 'name', call('lambdaVariables', 'each'), 'emailAddress', call('lambdaVariables', 'each'), 'useCommonAlertSchema', true)));
