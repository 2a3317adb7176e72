import type { Expression, JsonObject } from './expression.js';
import { factsOf } from './resource-types.js';
import { resource, type Resource } from './resource.js';

/** Settings that send all logs and metrics of every resource that has some to one workspace. */
export const diagnosticsOf = (resources: readonly Resource[], logAnalyticsId: Expression): readonly Resource[] =>
  resources.flatMap((each) => {
    const kind = factsOf(each.type).diagnostics;
    if (!kind) return [];
    return [
      resource(`${each.key}Diagnostics`, 'Microsoft.Insights/diagnosticSettings', 'to-core', settings(kind, logAnalyticsId), {
        scope: each.id,
        ...(each.condition && { condition: each.condition }),
        ...(each.copy && { copy: { ...each.copy, name: `${each.copy.name}Diagnostics` } }),
      }),
    ];
  });

const settings = (kind: 'logs' | 'metrics' | 'logs-and-metrics', workspaceId: Expression): JsonObject => ({
  properties: {
    workspaceId,
    ...(kind !== 'metrics' && { logs: [{ categoryGroup: 'allLogs', enabled: true }] }),
    ...(kind !== 'logs' && { metrics: [{ category: 'AllMetrics', enabled: true }] }),
  },
});
