import { call, format, resourceId, variable, type Expression } from '../arm/expression.js';
import { zone } from '../core/parameters.js';

export const zoneVariables = { unique: call('uniqueString', call('subscription').get('subscriptionId'), zone.unit, zone.location) };
const unique = variable('unique');

/** A landing zone is a unit of the organisation in a region of a subscription. */
export const resourceGroupName = format('rg-lz-{0}-{1}', zone.unit, zone.location);
export const names = {
  network: format('vnet-lz-{0}', zone.unit),
  lake: format('stlake{0}', unique),
  landing: format('stland{0}', unique),
  exports: format('stexp{0}', unique),
  factory: format('adf-{0}-{1}', zone.unit, unique),
} as const;

export const subnetId: Expression = resourceId('Microsoft.Network/virtualNetworks/subnets', names.network, 'endpoints');
