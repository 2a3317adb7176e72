import { find, placesIn, templatesIn, valuesIn, type BuiltTemplate } from './built-resources.js';
import type { Invariant } from './invariant.js';

/** What cannot carry tags, or is a part of something that does; all else is to be tagged. Written out here, so that a builder's table can't excuse itself. */
const withoutTags = /^Microsoft\.(Authorization|SecurityInsights|Security)\/|^Microsoft\.Consumption\/|Insights\/(diagnosticSettings|dataCollectionRuleAssociations)$|\/(blobServices|containers|immutabilityPolicies|managementPolicies|inventoryPolicies|privateDnsZoneGroups|virtualNetworkPeerings|ruleCollectionGroups|eventSubscriptions|outboundRules|cacheRules|administrators|databases|configurations|routes|originGroups|origins|securityPolicies|datasets|integrationRuntimes|linkedservices|managedVirtualNetworks|managedPrivateEndpoints|pipelines|triggers)$|^Microsoft\.Synapse\/workspaces\/keys$/u;

export const tagged = (tags: readonly string[]): Invariant => ({
  name: `everything that can carry tags carries ${tags.join(', ')}`,
  faults: (template) => placesIn(template).flatMap(({ key, resource }) => (withoutTags.test(resource.type) ? [] : tags.filter((tag) => !resource.tags?.[tag]).map((tag) => `${key}: ${tag}`))),
  brokenBy: {
    'a resource group without a cost centre': (template) => void delete find(template, 'Microsoft.Resources/resourceGroups').tags?.['costCentre'],
    'a resource without tags': (template) => void delete find(template, 'Microsoft.Network/networkSecurityGroups').tags,
  },
});

/** What sends logs or metrics, by Azure's documentation. */
const observable = [
  'Microsoft.App/containerApps', 'Microsoft.App/managedEnvironments', 'Microsoft.BotService/botServices', 'Microsoft.Cdn/profiles', 'Microsoft.Compute/virtualMachines', 'Microsoft.ContainerRegistry/registries',
  'Microsoft.DBforPostgreSQL/flexibleServers', 'Microsoft.DataFactory/factories', 'Microsoft.DesktopVirtualization/applicationGroups', 'Microsoft.DesktopVirtualization/hostPools', 'Microsoft.DesktopVirtualization/workspaces',
  'Microsoft.EventGrid/systemTopics', 'Microsoft.KeyVault/vaults', 'Microsoft.MachineLearningServices/workspaces', 'Microsoft.Network/azureFirewalls', 'Microsoft.Network/networkInterfaces',
  'Microsoft.Network/networkSecurityGroups', 'Microsoft.Network/publicIPAddresses', 'Microsoft.Network/virtualNetworks', 'Microsoft.OperationalInsights/workspaces', 'Microsoft.Purview/accounts', 'Microsoft.Storage/storageAccounts',
  'Microsoft.Storage/storageAccounts/blobServices', 'Microsoft.Synapse/workspaces', 'Microsoft.Synapse/workspaces/bigDataPools',
];

const idOf = (type: string, name: string): string => {
  const inner = name.startsWith('[') ? name.slice(1, -1) : `'${name}'`;
  const parts = /^format\('(?:\{\d\}\/)+\{\d\}', (.*)\)$/u.exec(inner);
  return `[resourceId('${type}', ${parts?.[1] ?? inner})]`;
};

export const observed: Invariant = {
  name: 'everything that has diagnostics sends them to the core',
  faults: (template) =>
    placesIn(template).flatMap(({ key, resource, template: own }) => {
      if (!observable.includes(resource.type)) return [];
      const settings = Object.values(own.resources).find(({ type, scope }) => type === 'Microsoft.Insights/diagnosticSettings' && scope === idOf(resource.type, resource.name));
      const sends = settings?.properties?.workspaceId && [...(settings.properties.logs ?? []), ...(settings.properties.metrics ?? [])].some(({ enabled }: { enabled: boolean }) => enabled);
      return sends && settings.condition === resource.condition ? [] : [key];
    }),
  brokenBy: {
    'settings that are gone': (template) => {
      for (const each of templatesIn(template)) each.resources = Object.fromEntries(Object.entries(each.resources).filter(([, { type }]) => type !== 'Microsoft.Insights/diagnosticSettings'));
    },
    'settings that send nothing': (template) => void (find(template, 'Microsoft.Insights/diagnosticSettings').properties = { workspaceId: 'somewhere', logs: [] }),
  },
};

/** Functions that give out a secret, and the one that may be called: a token for registering desktops, handed to an extension's protected settings. */
const givesSecrets = /\blist(?!RegistrationTokens)\w*\(|\b(?:primaryKey|connectionString|InstrumentationKey)\b/iu;
const secretName = /password|secret|sharedkey|accountkey|token|connectionstring/iu;
const harmless = /(clientSecretSettingName|publicAccess|registrationTokenOperation|tokenStore|passwordAuth|disablePasswordAuthentication|tokenUri)$/iu;

export const withoutSecrets: Invariant = {
  name: 'no secret stands in a template or leaves it',
  faults: (template) =>
    templatesIn(template).flatMap((each) => [
      ...valuesIn(each.resources).filter(({ way, value }) => !way.includes('/template/') && typeof value === 'string' && givesSecrets.test(value)).map(({ way }) => `${way}: asks for a secret`),
      ...valuesIn(each.resources).filter(({ way, value }) => !way.includes('/parameters/') && !way.includes('/template/') && secretName.test(lastOf(way)) && !harmless.test(lastOf(way)) && typeof value === 'string' && !handedOver(each, value)).map(({ way }) => `${way}: a literal`),
      ...valuesIn(each.resources).filter(({ way, value }) => typeof value === 'string' && value.includes('listRegistrationTokens(') && !way.includes('/protectedSettings/')).map(({ way }) => `${way}: a token in the open`),
      ...Object.entries(each.parameters).filter(([name, { type, defaultValue }]) => (secretName.test(name) || type.startsWith('secure')) && (!type.startsWith('secure') || defaultValue !== undefined)).map(([name]) => `parameter ${name}`),
      ...valuesIn(each.outputs ?? {}).filter(({ value }) => typeof value === 'string' && (givesSecrets.test(value) || secretName.test(value) || value.includes('listRegistrationTokens'))).map(({ way }) => `output ${way}`),
    ]),
  brokenBy: {
    'an output of a key': (template) => void (template.outputs = { key: { type: 'string', value: "[listKeys('x', '2025-06-01').keys[0].value]" } }),
    'a literal password': (template) => void Object.assign(Object.values(template.resources)[0] ?? {}, { properties: { administratorLoginPassword: 'Winter2026!' } }),
    'a key in a setting': (template) => void Object.assign(Object.values(template.resources)[0] ?? {}, { properties: { value: "[listKeys('x', '2025-06-01').keys[0].value]" } }),
    'a secret parameter in the open': (template) => void (template.parameters['machinePassword'] = { type: 'string' }),
    'a secret parameter with a default': (template) => void (template.parameters['machinePassword'] = { type: 'secureString', defaultValue: 'Winter2026!' }),
  },
};

const lastOf = (way: string): string => way.slice(way.lastIndexOf('/') + 1);
/** A secure parameter, or an address in a vault. */
const handedOver = (template: BuiltTemplate, value: string): boolean => {
  const name = /^\[parameters\('(\w+)'\)\]$/u.exec(value)?.[1];
  return (name !== undefined && template.parameters[name]?.type === 'secureString') || value === '';
};

export const placedByParameter: Invariant = {
  name: 'a location is the parameter or nowhere in particular',
  faults: (template) => placesIn(template).flatMap(({ key, resource }) => (resource.location === undefined || resource.location === 'global' || resource.location === "[parameters('location')]" ? [] : [`${key}: ${resource.location}`])),
  brokenBy: { 'a region in the template': (template) => void (find(template, 'Microsoft.Network/networkSecurityGroups').location = 'westeurope'), 'the location of the group': (template) => void (find(template, 'Microsoft.Network/networkSecurityGroups').location = '[resourceGroup().location]') },
};

export const encryptedInTransit: Invariant = {
  name: 'nothing takes less than TLS 1.2',
  faults: (template) =>
    placesIn(template).flatMap(({ key, resource }) => [
      ...(resource.type === 'Microsoft.Storage/storageAccounts' && !(resource.properties.minimumTlsVersion === 'TLS1_2' && resource.properties.supportsHttpsTrafficOnly === true) ? [key] : []),
      ...valuesIn(resource.properties).filter(({ value }) => typeof value === 'string' && /^TLS1?_?\.?[01]$|^TLS1_[01]$/u.test(value)).map(({ way }) => `${key}${way}`),
      ...valuesIn(resource.properties).filter(({ way, value }) => (way.endsWith('/allowInsecure') && value !== false) || (/minimumTls\w*$/iu.test(way) && !['TLS1_2', 'TLS1_3', '1.2', '1.3'].includes(String(value)))).map(({ way }) => `${key}${way}`),
    ]),
  brokenBy: {
    'an old version': (template) => void (find(template, 'Microsoft.Storage/storageAccounts').properties.minimumTlsVersion = 'TLS1_0'),
    'no version': (template) => void delete find(template, 'Microsoft.Storage/storageAccounts').properties.minimumTlsVersion,
    'plain http': (template) => void (find(template, 'Microsoft.Storage/storageAccounts').properties.supportsHttpsTrafficOnly = false),
  },
};

export const withoutSharedKeys: Invariant = {
  name: 'no shared keys, no local users, no administrators of registries',
  faults: (template) =>
    placesIn(template).flatMap(({ key, resource: { type, properties } }) => {
      if (type === 'Microsoft.Storage/storageAccounts') return properties.allowSharedKeyAccess === false && properties.isLocalUserEnabled === false && properties.allowBlobPublicAccess === false && properties.defaultToOAuthAuthentication === true && properties.allowCrossTenantReplication === false ? [] : [key];
      if (type === 'Microsoft.ContainerRegistry/registries') return properties.adminUserEnabled === false && properties.anonymousPullEnabled === false ? [] : [key];
      if (type === 'Microsoft.Insights/components') return properties.DisableLocalAuth === true ? [] : [key];
      if (type === 'Microsoft.MachineLearningServices/workspaces') return properties.systemDatastoresAuthMode === 'Identity' ? [] : [key];
      if (type === 'Microsoft.Synapse/workspaces') return properties.azureADOnlyAuthentication === true ? [] : [key];
      if (type === 'Microsoft.KeyVault/vaults') return properties.enableRbacAuthorization === true && properties.enablePurgeProtection === true && properties.accessPolicies === undefined ? [] : [key];
      if (type === 'Microsoft.DBforPostgreSQL/flexibleServers') return properties.authConfig?.passwordAuth === 'Disabled' ? [] : [key];
      return [];
    }),
  brokenBy: {
    'shared keys': (template) => void (find(template, 'Microsoft.Storage/storageAccounts').properties.allowSharedKeyAccess = true),
    'shared keys by default': (template) => void delete find(template, 'Microsoft.Storage/storageAccounts').properties.allowSharedKeyAccess,
    'a vault by access policies': (template) => void (find(template, 'Microsoft.KeyVault/vaults').properties.enableRbacAuthorization = false),
    'a vault that can be purged': (template) => void delete find(template, 'Microsoft.KeyVault/vaults').properties.enablePurgeProtection,
  },
};
