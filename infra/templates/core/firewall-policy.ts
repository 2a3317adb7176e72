import { call, type Expression, type Json, type JsonObject } from '../arm/expression.js';
import { resource, type Resource } from '../arm/resource.js';
import { names } from './names.js';
import { p } from './parameters.js';

/** Premium, so that what passes is looked into; known attacks are stopped, not only told. */
export function firewallPolicy(): readonly Resource[] {
  const closed = resource('closedWorkspaces', 'Microsoft.Network/ipGroups', 'ipg-closed-workspaces', { properties: { ipAddresses: p.closedPrefixes } });
  const policy = resource('firewallPolicy', 'Microsoft.Network/firewallPolicies', names.policy, {
    properties: {
      sku: { tier: 'Premium' },
      threatIntelMode: 'Deny',
      intrusionDetection: { mode: 'Deny', profile: 'Extended' },
      dnsSettings: { enableProxy: true },
      insights: { isEnabled: true, retentionDays: 90, logAnalyticsResources: { defaultWorkspaceId: { id: call('resourceId', 'Microsoft.OperationalInsights/workspaces', names.logs) } } },
    },
  });
  return [closed, policy, needed(closed)];
}

const to = (name: string, from: JsonObject, fqdns: readonly string[]): JsonObject => ({ ruleType: 'ApplicationRule', name, ...from, protocols: [{ protocolType: 'Https', port: 443 }], targetFqdns: fqdns, terminateTLS: false });
const allowing = (name: string, priority: number, rules: readonly Json[]): JsonObject => ({ ruleCollectionType: 'FirewallPolicyFilterRuleCollection', name, priority, action: { type: 'Allow' }, rules });

/**
 * All that leaves, by name. What is not here is refused. From closed workspaces: signing in, reporting to the core's own log workspace, desktops, Windows' licence, and the
 * mirrors. Nothing that takes files from anybody.
 */
function needed(closed: Resource): Resource {
  const workspaces: JsonObject = { sourceIpGroups: [closed.id] };
  const bot: JsonObject = { sourceAddresses: [p.botPrefix] };
  const hub: JsonObject = { sourceAddresses: [p.addressPrefix] };
  const logs = (suffix: string): Expression => call('format', `{0}.${suffix}`, call('reference', call('resourceId', 'Microsoft.OperationalInsights/workspaces', names.logs), '2025-02-01').get('customerId'));
  const signIn = ['login.microsoftonline.com', 'login.windows.net', 'enterpriseregistration.windows.net', 'device.login.microsoftonline.com', 'pas.windows.net'];
  return resource('neededNames', 'Microsoft.Network/firewallPolicies/ruleCollectionGroups', [names.policy, 'needed'], {
    properties: {
      priority: 200,
      ruleCollections: [
        allowing('closed-workspaces', 200, [
          to('sign-in', workspaces, signIn),
          { ...to('reports', workspaces, []), targetFqdns: [logs('ods.opinsights.azure.com'), logs('oms.opinsights.azure.com'), 'global.handler.control.monitor.azure.com', call('format', '{0}.handler.control.monitor.azure.com', p.location)] },
          { ruleType: 'ApplicationRule', name: 'desktops', ...workspaces, protocols: [{ protocolType: 'Https', port: 443 }], fqdnTags: ['WindowsVirtualDesktop'] },
        ]),
        allowing('closed-workspaces-addresses', 210, [
          { ruleType: 'NetworkRule', name: 'windows-licence', ...workspaces, ipProtocols: ['TCP'], destinationFqdns: ['azkms.core.windows.net'], destinationPorts: ['1688'] },
          { ruleType: 'NetworkRule', name: 'mirrors', ...workspaces, ipProtocols: ['TCP'], destinationAddresses: [p.mirrorsPrefix], destinationPorts: ['443'] },
        ]),
        allowing('bot', 220, [to('teams-graph-azure', bot, ['login.microsoftonline.com', 'login.botframework.com', 'graph.microsoft.com', '*.botframework.com', 'smba.trafficmanager.net', 'management.azure.com', 'mcr.microsoft.com', '*.data.mcr.microsoft.com'])]),
        allowing('mirrors', 230, [to('upstream', hub, ['pypi.org', 'files.pythonhosted.org', 'cran.r-project.org', 'cloud.r-project.org', 'conda.anaconda.org', 'archive.ubuntu.com', 'security.ubuntu.com', 'azure.archive.ubuntu.com', 'packages.microsoft.com'])]),
      ],
    },
  });
}
