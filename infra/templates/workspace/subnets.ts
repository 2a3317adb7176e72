import { call, resourceId, type Expression } from '../arm/expression.js';
import { names } from './names.js';
import { p } from './parameters.js';

/** Quarters of the workspace's address space, in this order for good: a subnet in use cannot move. */
const places = ['machines', 'endpoints', 'desktops', 'entry'] as const;
export type Subnet = (typeof places)[number];

export const subnetPrefix = (subnet: Subnet): Expression => call('cidrSubnet', p.addressPrefix, 26, places.indexOf(subnet));
export const subnetId = (subnet: Subnet): Expression => resourceId('Microsoft.Network/virtualNetworks/subnets', names.network, subnet);
