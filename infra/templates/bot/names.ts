import { call, format, resourceId, variable, type Expression } from '../arm/expression.js';
import { resource, type Resource } from '../arm/resource.js';
import { p } from './parameters.js';

const unique = variable('unique');
export const botVariables = { unique: call('uniqueString', call('subscription').get('subscriptionId'), 'lockkeeper-bot', p.location) };

export const resourceGroupName = 'rg-lockkeeper-bot';
export const names = {
  network: 'vnet-lockkeeper-bot',
  database: format('psql-lockkeeper-{0}', unique),
  storage: format('stlk{0}', unique),
  vault: format('kv-lk-{0}', unique),
  bot: format('bot-lockkeeper-{0}', unique),
  profile: 'afd-lockkeeper',
  endpoint: format('lockkeeper-{0}', unique),
  firewall: 'waflockkeeper',
} as const;

/** Who acts (one identity for each row of the design). None may do what another does. */
export const actors = ['bot', 'remover', 'airlock', 'links', 'anchor', 'migration', 'keys'] as const;
export type Actor = (typeof actors)[number];

export const identity = (actor: Actor): Resource => resource(`${actor}Identity`, 'Microsoft.ManagedIdentity/userAssignedIdentities', `id-lockkeeper-${actor}`, {});
export const clientIdOf = (actor: Actor): Expression => call('reference', identity(actor).id, '2024-11-30').get('clientId');
export const principalIdOf = (actor: Actor): Expression => call('reference', identity(actor).id, '2024-11-30').get('principalId');
export const subnetId = (subnet: 'apps' | 'database' | 'endpoints'): Expression => resourceId('Microsoft.Network/virtualNetworks/subnets', names.network, subnet);
