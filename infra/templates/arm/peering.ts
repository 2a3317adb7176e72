import type { Expression } from './expression.js';
import { resource, type Resource } from './resource.js';

type Name = string | Expression;

/**
 * One side of the peering of a network with the hub. What the firewall sends on is let through; neither network uses gateways of the other.
 * @param network whose side it is
 * @param name of the peering, which says who is on the other side
 */
export const peering = (key: 'toHub' | 'fromHub', [network, name]: readonly [network: Name, name: Name], remote: Expression): Resource =>
  resource(key, 'Microsoft.Network/virtualNetworks/virtualNetworkPeerings', [network, name], {
    properties: { remoteVirtualNetwork: { id: remote }, allowVirtualNetworkAccess: true, allowForwardedTraffic: true, allowGatewayTransit: false, useRemoteGateways: false },
  });
