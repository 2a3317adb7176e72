import type { Expression, JsonObject } from './expression.js';

type Addresses = string | Expression | { readonly each: Expression };

export interface Rule {
  readonly name: string;
  readonly direction: 'Inbound' | 'Outbound';
  readonly from: Addresses;
  readonly to: Addresses;
  readonly ports: readonly string[];
  readonly protocol?: 'Tcp' | '*';
}

/** The rules named, in their order, and a refusal of everything else in both directions. Azure's own default rules let the whole network in. */
export const denyByDefault = (rules: readonly Rule[]): JsonObject => ({
  properties: {
    securityRules: [
      ...(['Inbound', 'Outbound'] as const).flatMap((direction) => rules.filter((rule) => rule.direction === direction).map((rule, place) => allowed(rule, 100 + 10 * place))),
      refused('Inbound'),
      refused('Outbound'),
    ],
  },
});

const allowed = ({ name, direction, from, to, ports, protocol = 'Tcp' }: Rule, priority: number): JsonObject => ({
  name,
  properties: { priority, direction, access: 'Allow', protocol, sourcePortRange: '*', ...side('source', from), ...side('destination', to), ...(ports.length === 1 ? { destinationPortRange: ports[0] } : { destinationPortRanges: ports }) },
});

const refused = (direction: 'Inbound' | 'Outbound'): JsonObject => ({
  name: `refuse-all-${direction.toLowerCase()}`,
  properties: { priority: 4096, direction, access: 'Deny', protocol: '*', sourcePortRange: '*', destinationPortRange: '*', sourceAddressPrefix: '*', destinationAddressPrefix: '*' },
});

const side = (which: 'source' | 'destination', addresses: Addresses): JsonObject =>
  typeof addresses === 'object' && 'each' in addresses ? { [`${which}AddressPrefixes`]: addresses.each } : { [`${which}AddressPrefix`]: addresses };
