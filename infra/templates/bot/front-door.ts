import { call, format, resourceId, type JsonObject } from '../arm/expression.js';
import { resource, type Resource } from '../arm/resource.js';
import { names } from './names.js';
import { p } from './parameters.js';
import { bot } from './processes.js';

/** What the world may ask for; all else is refused before it reaches the bot. */
const doors = ['/api/messages', '/api/events', '/pages/'];

const rule = (name: string, priority: number, more: JsonObject): JsonObject => ({ name, priority, enabledState: 'Enabled', ...more });

/** The one way in: a web application firewall, and behind it a private link to the processes, which have no address of their own. */
export function frontDoor(): readonly Resource[] {
  const profile = resource('profile', 'Microsoft.Cdn/profiles', names.profile, {
    sku: { name: 'Premium_AzureFrontDoor' },
    // Links to pages are keys for fifteen minutes: no address is logged.
    properties: { originResponseTimeoutSeconds: 60, logScrubbing: { state: 'Enabled', scrubbingRules: [{ matchVariable: 'RequestUri', selectorMatchOperator: 'EqualsAny', state: 'Enabled' }] } },
  });
  const endpoint = resource('endpoint', 'Microsoft.Cdn/profiles/afdEndpoints', [names.profile, names.endpoint], { properties: { enabledState: 'Enabled' } });
  const group = resource('originGroup', 'Microsoft.Cdn/profiles/originGroups', [names.profile, 'bot'], {
    properties: {
      loadBalancingSettings: { sampleSize: 4, successfulSamplesRequired: 3, additionalLatencyInMilliseconds: 50 },
      healthProbeSettings: { probePath: '/health', probeRequestType: 'GET', probeProtocol: 'Https', probeIntervalInSeconds: 60 },
      sessionAffinityState: 'Disabled',
    },
  });
  const host = call('reference', bot.id, '2025-01-01').get('configuration.ingress.fqdn');
  const origin = resource('origin', 'Microsoft.Cdn/profiles/originGroups/origins', [names.profile, 'bot', 'bot'], {
    properties: {
      hostName: host,
      originHostHeader: host,
      httpsPort: 443,
      priority: 1,
      weight: 1000,
      enabledState: 'Enabled',
      enforceCertificateNameCheck: true,
      sharedPrivateLinkResource: { privateLink: { id: resourceId('Microsoft.App/managedEnvironments', 'cae-lockkeeper') }, groupId: 'managedEnvironments', privateLinkLocation: p.location, requestMessage: 'Lockkeeper’s front door' },
    },
  });
  const route = resource('route', 'Microsoft.Cdn/profiles/afdEndpoints/routes', [names.profile, names.endpoint, 'bot'], {
    properties: { originGroup: { id: group.id }, supportedProtocols: ['Https'], httpsRedirect: 'Disabled', forwardingProtocol: 'HttpsOnly', linkToDefaultDomain: 'Enabled', patternsToMatch: ['/*'], enabledState: 'Enabled' },
  }, { after: [origin] });
  const guard = resource('firewall', 'Microsoft.Network/FrontDoorWebApplicationFirewallPolicies', names.firewall, {
    sku: { name: 'Premium_AzureFrontDoor' },
    properties: {
      policySettings: { enabledState: 'Enabled', mode: 'Prevention', requestBodyCheck: 'Enabled', logScrubbing: { state: 'Enabled', scrubbingRules: [{ matchVariable: 'RequestUri', selectorMatchOperator: 'EqualsAny', state: 'Enabled' }] } },
      customRules: {
        rules: [
          rule('flood', 10, { ruleType: 'RateLimitRule', rateLimitDurationInMinutes: 1, rateLimitThreshold: 600, groupBy: [{ variableName: 'SocketAddr' }], matchConditions: [{ matchVariable: 'RequestUri', operator: 'Any', matchValue: [] }], action: 'Block' }),
          rule('doors', 20, { ruleType: 'MatchRule', matchConditions: doors.map((door) => ({ matchVariable: 'RequestUri', operator: 'RegEx', negateCondition: true, matchValue: [`^https?://[^/]+(:443)?${door}`] })), action: 'Block' }),
        ],
      },
      managedRules: {
        managedRuleSets: [
          { ruleSetType: 'Microsoft_DefaultRuleSet', ruleSetVersion: '2.1', ruleSetAction: 'Block' },
          { ruleSetType: 'Microsoft_BotManagerRuleSet', ruleSetVersion: '1.1' },
        ],
      },
    },
  });
  const security = resource('security', 'Microsoft.Cdn/profiles/securityPolicies', [names.profile, 'everything'], {
    properties: { parameters: { type: 'WebApplicationFirewall', wafPolicy: { id: guard.id }, associations: [{ domains: [{ id: endpoint.id }], patternsToMatch: ['/*'] }] } },
  });
  return [profile, endpoint, group, origin, route, guard, security];
}

/** Where the channel sends activities. */
export const messagesEndpoint = (host: ReturnType<typeof call>): ReturnType<typeof call> => format('https://{0}/api/messages', host);
