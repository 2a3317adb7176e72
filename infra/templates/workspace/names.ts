import { call, format, variable, type Expression } from '../arm/expression.js';
import { p } from './parameters.js';

const local = (abbreviation: string): Expression => format(`${abbreviation}-{0}`, p.workspace);
const unique = variable('unique');

/**
 * Names within their resource group carry the workspace's number. Those that are unique in Azure carry 13 characters that follow from subscription,
 * number, region and instance, so that they fit the shortest limit (24, storage and vaults) and stay the same when a workspace is deployed again.
 */
const table = {
  unique: call('uniqueString', call('subscription').get('subscriptionId'), p.workspace, p.location, call('string', p.instance)),
  network: local('vnet'),
  machineRules: local('nsg-machines'),
  desktopRules: local('nsg-desktops'),
  endpointRules: local('nsg-endpoints'),
  entryRules: local('nsg-entry'),
  routes: local('rt'),
  natGateway: local('ng'),
  natAddress: local('pip-ng'),
  keysIdentity: local('id-keys'),
  diskEncryption: local('des'),
  hostPool: local('vdpool'),
  desktopGroup: local('vdag'),
  desktopFeed: local('vdws'),
  insights: local('appi'),
  outputEvents: local('evgt'),
  budget: local('budget'),
  storage: format('stsec{0}', unique),
  trainingStorage: format('stml{0}', unique),
  vault: format('kv-{0}', unique),
  registry: format('cr{0}', unique),
  machineLearning: format('ml-{0}-{1}', p.workspace, unique),
  synapse: format('syn{0}', unique),
} as const;

export const workspaceVariables: Readonly<Record<keyof typeof table, Expression>> = table;

export const names = Object.fromEntries(Object.keys(table).map((name) => [name, variable(name)])) as { readonly [Name in keyof typeof table]: Expression };

/** The workspace's resource group; named outside, where the variables above do not reach. */
export const resourceGroupName = format('rg-{0}', p.workspace);
