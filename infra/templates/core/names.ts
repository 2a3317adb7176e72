import { call, format, resourceId, variable, type Expression } from '../arm/expression.js';
import { p } from './parameters.js';

export const coreVariables = { unique: call('uniqueString', call('subscription').get('subscriptionId'), 'lockkeeper-core', p.location) };
const unique = variable('unique');

export const resourceGroupName = 'rg-lockkeeper-core';
export const names = {
  hub: 'vnet-lockkeeper-hub',
  firewall: 'afw-lockkeeper',
  policy: 'afwp-lockkeeper',
  logs: format('log-lockkeeper-{0}', unique),
  registry: format('crlk{0}', unique),
  gallery: 'gal_lockkeeper',
  catalogue: format('pview-lockkeeper-{0}', unique),
} as const;

export const hubSubnet = (subnet: string): Expression => resourceId('Microsoft.Network/virtualNetworks/subnets', names.hub, subnet);
