import { Expression, resourceId, type JsonObject } from '../arm/expression.js';
import { resource, type Resource } from '../arm/resource.js';
import { names } from './names.js';
import { p } from './parameters.js';

interface Alert {
  readonly key: string;
  readonly meaning: string;
  readonly query: string;
  readonly severity: 1 | 2 | 3;
  /** More than so many lines in a window. */
  readonly above: number;
}

const lines = "ContainerAppConsoleLogs | where ContainerAppName startswith 'lockkeeper-' | extend line = parse_json(Log)";

const alerts: readonly Alert[] = [
  { key: 'failedSignIns', meaning: 'Tokens of the channel were refused, many times', query: `${lines} | where toint(line.statusCode) == 401 or tostring(line.code) == 'sign-in-failed'`, severity: 2, above: 20 },
  { key: 'failures', meaning: 'The bot or the remover logged errors', query: `${lines} | where toint(line.level) >= 50`, severity: 2, above: 5 },
  { key: 'queueAge', meaning: 'Messages or jobs wait for longer than ten minutes', query: `${lines} | where toint(line.oldestWaitingSeconds) > 600`, severity: 2, above: 0 },
  { key: 'silence', meaning: 'The bot did not start, or stopped', query: "ContainerAppSystemLogs | where ContainerAppName startswith 'lockkeeper-' and Reason in ('BackOff', 'ProbeFailed', 'ContainerTerminated')", severity: 1, above: 3 },
  { key: 'intruders', meaning: 'The web application firewall refused many requests', query: "AzureDiagnostics | where Category == 'FrontDoorWebApplicationFirewallLog' and action_s == 'Block'", severity: 3, above: 200 },
];

/** One for each address, whose own name is the address. */
const receivers = new Expression("map(parameters('alertContacts'), lambda('each', createObject('name', lambdaVariables('each'), 'emailAddress', lambdaVariables('each'), 'useCommonAlertSchema', true())))");

/** Tells those in charge by mail, on what stands in the log workspace of the core. */
export function botAlerts(): readonly Resource[] {
  const contacts = resource('contacts', 'Microsoft.Insights/actionGroups', 'ag-lockkeeper', {
    properties: { groupShortName: 'lockkeeper', enabled: true, emailReceivers: receivers },
  });
  return [
    contacts,
    ...alerts.map(({ key, meaning, query, severity, above }) =>
      resource(key, 'Microsoft.Insights/scheduledQueryRules', `alert-lockkeeper-${key.toLowerCase()}`, {
        kind: 'LogAlert',
        properties: {
          displayName: meaning,
          description: meaning,
          severity,
          enabled: true,
          scopes: [p.logAnalyticsId],
          evaluationFrequency: 'PT5M',
          windowSize: 'PT15M',
          // Tables come into being with their first line.
          skipQueryValidation: true,
          autoMitigate: true,
          criteria: { allOf: [{ query, timeAggregation: 'Count', operator: 'GreaterThan', threshold: above, failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 } }] },
          actions: { actionGroups: [contacts.id] },
        } satisfies JsonObject,
      }),
    ),
    resource('databaseDown', 'Microsoft.Insights/metricAlerts', 'alert-lockkeeper-database', {
      properties: {
        description: 'The database does not answer',
        severity: 1,
        enabled: true,
        scopes: [resourceId('Microsoft.DBforPostgreSQL/flexibleServers', names.database)],
        evaluationFrequency: 'PT5M',
        windowSize: 'PT5M',
        criteria: { 'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria', allOf: [{ criterionType: 'StaticThresholdCriterion', name: 'alive', metricName: 'is_db_alive', operator: 'LessThan', threshold: 1, timeAggregation: 'Maximum' }] },
        actions: [{ actionGroupId: contacts.id }],
      },
    }),
  ];
}
