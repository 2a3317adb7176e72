import { strict as assert } from 'node:assert';
import { botTemplate } from '../../../infra/templates/bot/bot.js';
import { coreTemplate } from '../../../infra/templates/core/core.js';
import { landingZoneTemplate } from '../../../infra/templates/landing-zone/landing-zone.js';
import { copyOf, find, ofType, placesIn, valuesIn, type BuiltTemplate } from './built-resources.js';
import { holds, holdsToo, once, type Invariant } from './invariant.js';
import { encryptedInTransit, observed, placedByParameter, tagged, withoutSecrets, withoutSharedKeys } from './invariants-everywhere.js';

const everywhere = [tagged(['workspace', 'tier', 'costCentre']), observed, withoutSecrets, placedByParameter, encryptedInTransit, withoutSharedKeys];
const bot = once(botTemplate);
const core = once(coreTemplate);
const zone = once(landingZoneTemplate);

const identitiesOf = (template: BuiltTemplate, key: string): readonly string[] => Object.keys((placesIn(template).find((place) => place.key === key)?.resource['identity'] as { userAssignedIdentities: object }).userAssignedIdentities);

const oneDoor: Invariant = {
  name: 'the one way in is a firewall that blocks, over TLS, to processes that have no address of their own',
  faults: (template) => {
    const { policySettings, managedRules } = find(template, 'Microsoft.Network/FrontDoorWebApplicationFirewallPolicies').properties;
    const route = find(template, 'Microsoft.Cdn/profiles/afdEndpoints/routes').properties;
    const guarded = ofType(template, 'Microsoft.Cdn/profiles/securityPolicies').some(({ resource }) => resource.properties.parameters.associations.some(({ patternsToMatch }: { patternsToMatch: string[] }) => patternsToMatch.includes('/*')));
    return [
      ...(policySettings.enabledState === 'Enabled' && policySettings.mode === 'Prevention' && managedRules.managedRuleSets.length > 0 ? [] : ['the firewall only looks on']),
      ...(route.forwardingProtocol === 'HttpsOnly' && String(route.supportedProtocols) === 'Https' ? [] : ['plain http']),
      ...(guarded ? [] : ['the endpoint is not guarded']),
      ...(find(template, 'Microsoft.Cdn/profiles/originGroups/origins').properties.sharedPrivateLinkResource ? [] : ['the origin is public']),
      ...(find(template, 'Microsoft.App/managedEnvironments').properties.vnetConfiguration?.internal === true ? [] : ['processes have an address']),
      ...ofType(template, 'Microsoft.Network/publicIPAddresses').map(({ key }) => key),
    ];
  },
  brokenBy: {
    'a firewall that only looks on': (template) => void (find(template, 'Microsoft.Network/FrontDoorWebApplicationFirewallPolicies').properties.policySettings.mode = 'Detection'),
    'an endpoint without it': (template) => void (find(template, 'Microsoft.Cdn/profiles/securityPolicies').properties.parameters.associations = []),
    'plain http': (template) => void find(template, 'Microsoft.Cdn/profiles/afdEndpoints/routes').properties.supportedProtocols.push('Http'),
    'processes in the open': (template) => void (find(template, 'Microsoft.App/managedEnvironments').properties.vnetConfiguration.internal = false),
  },
};

const privateDatabase: Invariant = {
  name: 'the database lies in its own subnet and knows directory accounts only',
  faults: (template) => {
    const { properties } = find(template, 'Microsoft.DBforPostgreSQL/flexibleServers');
    return properties.network?.delegatedSubnetResourceId && properties.authConfig?.activeDirectoryAuth === 'Enabled' && properties.authConfig.passwordAuth === 'Disabled' && properties.dataEncryption?.type === 'AzureKeyVault' && !properties.administratorLoginPassword ? [] : ['database'];
  },
  brokenBy: {
    'a public one': (template) => void delete find(template, 'Microsoft.DBforPostgreSQL/flexibleServers').properties.network,
    'passwords': (template) => void (find(template, 'Microsoft.DBforPostgreSQL/flexibleServers').properties.authConfig.passwordAuth = 'Enabled'),
  },
};

describe('the template of the bot', () => {
  for (const invariant of [...everywhere, oneDoor, privateDatabase]) holds(invariant, bot);

  it('gives each process its own identity', () => {
    const template = copyOf(bot());
    const own = ['bot', 'remover', 'migration'].map((key) => identitiesOf(template, key).join());
    assert.equal(new Set(own).size, 3);
    for (const key of ['bot', 'remover', 'migration']) assert.deepEqual(identitiesOf(template, key), [`[resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', 'id-lockkeeper-${key}')]`]);
  });

  it('lets processes fetch their images before it makes them', () => {
    const { resources } = copyOf(bot());
    assert.deepEqual([resources['pulls']?.dependsOn, resources['contents']?.dependsOn], [['identities'], ['identities', 'pulls']]);
  });

  it('lets the remover listen nowhere', () => assert.equal(placesIn(copyOf(bot())).find(({ key }) => key === 'remover')?.resource.properties.configuration.ingress, undefined));
  it('logs no address of a page', () => assert.equal(find(copyOf(bot()), 'Microsoft.Cdn/profiles').properties.logScrubbing.scrubbingRules[0].matchVariable, 'RequestUri'));
  it('tells of failed sign-ins, of what waits, and of failures', () => {
    const alerts = ofType(copyOf(bot()), 'Microsoft.Insights/scheduledQueryRules');
    assert.deepEqual(['failedSignIns', 'failures', 'queueAge'].filter((key) => !alerts.some((alert) => alert.key === key)), []);
    assert.ok(alerts.every(({ resource }) => resource.properties.actions.actionGroups.length === 1));
  });
  it('speaks to Teams and holds a connection for people', () => {
    assert.equal(find(copyOf(bot()), 'Microsoft.BotService/botServices/channels').properties.channelName, 'MsTeamsChannel');
    assert.equal(find(copyOf(bot()), 'Microsoft.BotService/botServices/connections').properties.clientSecret, "[parameters('oauthClientSecret')]");
  });
});

const closedByName: Invariant = {
  name: 'what leaves closed workspaces leaves to names, none of which takes files from anybody, and known attacks are stopped',
  faults: (template) => {
    const { intrusionDetection, sku, threatIntelMode } = find(template, 'Microsoft.Network/firewallPolicies').properties;
    const rules = ofType(template, 'Microsoft.Network/firewallPolicies/ruleCollectionGroups').flatMap(({ resource }) => resource.properties.ruleCollections.flatMap((collection: { rules: object[] }) => collection.rules)) as { name: string; sourceIpGroups?: string[]; targetFqdns?: string[]; destinationAddresses?: string[]; destinationFqdns?: string[] }[];
    const closed = rules.filter(({ sourceIpGroups }) => sourceIpGroups);
    const wide = closed.filter((rule) => [...(rule.targetFqdns ?? []), ...(rule.destinationFqdns ?? []), ...(rule.destinationAddresses ?? [])].some((to) => to.includes('*') || to.includes('0.0.0.0') || /blob|storage\.|github|dropbox/u.test(to)));
    return [...(sku.tier === 'Premium' && intrusionDetection?.mode === 'Deny' && threatIntelMode === 'Deny' ? [] : ['attacks are let through']), ...(closed.length > 0 ? [] : ['no rules']), ...wide.map(({ name }) => name)];
  },
  brokenBy: {
    'detection alone': (template) => void (find(template, 'Microsoft.Network/firewallPolicies').properties.intrusionDetection.mode = 'Alert'),
    'any name': (template) => void find(template, 'Microsoft.Network/firewallPolicies/ruleCollectionGroups').properties.ruleCollections[0].rules[0].targetFqdns.push('*'),
    'any store': (template) => void find(template, 'Microsoft.Network/firewallPolicies/ruleCollectionGroups').properties.ruleCollections[0].rules[0].targetFqdns.push('x.blob.core.windows.net'),
  },
};

describe('the template of the core', () => {
  for (const invariant of everywhere) holdsToo(invariant, core);
  holds(closedByName, core);

  it('watches: Defender for every kind, Sentinel, machine configuration', () => {
    const template = copyOf(core());
    for (const plan of ['VirtualMachines', 'StorageAccounts', 'KeyVaults', 'Arm', 'OpenSourceRelationalDatabases']) assert.ok(ofType(template, 'Microsoft.Security/pricings').some(({ resource }) => resource.name === plan && resource.properties.pricingTier === 'Standard'), plan);
    assert.equal(ofType(template, 'Microsoft.SecurityInsights/onboardingStates').length, 1);
    assert.ok(placesIn(template).some(({ key }) => key === 'machineConfigurationPolicy'));
  });
  it('resolves every private name that templates use', () => {
    const zones = ofType(copyOf(core()), 'Microsoft.Network/privateDnsZones').map(({ resource }) => resource.name);
    for (const build of [bot, zone, core]) for (const { value } of valuesIn(build())) for (const [, used] of String(value).matchAll(/privateDnsZones\/(privatelink[\w.]+)/gu)) assert.ok(zones.includes(used ?? ''), used);
  });
  it('has an image for every platform and for desktops', () => assert.deepEqual(ofType(copyOf(core()), 'Microsoft.Compute/galleries/images').map(({ key }) => key), ['pythonImage', 'rImage', 'sqlImage', 'gpuImage', 'desktopImage']));
});

const apart: Invariant = {
  name: 'links lead to landing and export stores and never to the lake, and data moves privately and when asked to',
  faults: (template) => {
    const lake = "variables('lake')";
    return [
      ...ofType(template, 'Microsoft.Authorization/roleAssignments').filter(({ resource }) => resource.scope?.includes(lake) && String(resource.properties.principalId).includes('linkPrincipalId')).map(({ key }) => key),
      ...ofType(template, 'Microsoft.Storage/storageAccounts').filter(({ resource }) => resource.name.includes('lake') && resource.properties.publicNetworkAccess !== 'Disabled').map(({ key }) => key),
      ...ofType(template, 'Microsoft.DataFactory/factories/triggers').filter(({ resource }) => resource.properties.runtimeState !== undefined && resource.properties.runtimeState !== 'Stopped').map(({ key }) => key),
      ...ofType(template, 'Microsoft.DataFactory/factories').filter(({ resource }) => resource.properties.publicNetworkAccess !== 'Disabled').map(({ key }) => key),
      ...(ofType(template, 'Microsoft.DataFactory/factories/managedVirtualNetworks/managedPrivateEndpoints').length === 3 ? [] : ['not every store is reached privately']),
    ];
  },
  brokenBy: {
    'links to the lake': (template) => void (find(template, 'Microsoft.Authorization/roleAssignments', 'landingLinks').scope = "[resourceId('Microsoft.Storage/storageAccounts', variables('lake'))]"),
    'an open lake': (template) => void (find(template, 'Microsoft.Storage/storageAccounts', 'lake').properties.publicNetworkAccess = 'Enabled'),
    'a trigger that runs': (template) => void (find(template, 'Microsoft.DataFactory/factories/triggers').properties.runtimeState = 'Started'),
    'a public factory': (template) => void (find(template, 'Microsoft.DataFactory/factories').properties.publicNetworkAccess = 'Enabled'),
  },
};

describe('the template of a landing zone', () => {
  for (const invariant of everywhere) holdsToo(invariant, zone);
  holds(apart, zone);
  it('has the zones of the lake', () => assert.deepEqual(ofType(copyOf(zone()), 'Microsoft.Storage/storageAccounts/blobServices/containers').map(({ key }) => key), ['rawZone', 'curatedZone', 'workspaceZone']));
  it('looks through what lands', () => assert.equal(find(copyOf(zone()), 'Microsoft.Security/defenderForStorageSettings').properties.malwareScanning.onUpload.isEnabled, true));
});
