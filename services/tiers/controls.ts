import type { Tier } from './tier.js';

/** What a control is at each tier, from 0 to 4. */
type ByTier = readonly [string, string, string, string, string];

interface Control {
  readonly byTier: ByTier;
  /** False for the rows about people, referee, egress and landing. */
  readonly canBeOverridden: boolean;
}

/**
 * The controls of each tier (tiers.md; paper, section 11 and Figure 3), in the order in which people read them. A value is a key; what it
 * says to people stands with the texts of the cards. Those of tier 4 are named for completeness: nothing is provisioned there.
 */
const table = {
  /** `full-mirror`: at most 6 weeks behind, security fixes sooner. */
  'package-mirrors': { canBeOverridden: true, byTier: ['internet', 'internet', 'full-mirror', 'allow-list', 'allow-list'] },
  inbound: { canBeOverridden: true, byTier: ['internet', 'internet', 'institutional-network', 'restricted-network', 'restricted-network'] },
  outbound: { canBeOverridden: true, byTier: ['internet', 'internet', 'none', 'none', 'none'] },
  'user-devices': { canBeOverridden: true, byTier: ['open', 'open', 'open', 'managed', 'managed'] },
  /** `compliant-device`: besides several factors, and asked again at decisions; Representatives and external Referees need several factors only. */
  'sign-in': { canBeOverridden: true, byTier: ['multifactor', 'multifactor', 'multifactor', 'compliant-device', 'compliant-device'] },
  'physical-space': { canBeOverridden: true, byTier: ['any', 'any', 'any', 'medium-security', 'high-security'] },
  connection: { canBeOverridden: true, byTier: ['ssh-keys', 'ssh-keys', 'remote-desktop', 'remote-desktop', 'remote-desktop'] },
  'screen-capture': { canBeOverridden: true, byTier: ['allowed', 'allowed', 'allowed', 'prevented', 'prevented'] },
  'copy-out': { canBeOverridden: true, byTier: ['with-permission', 'with-permission', 'forbidden', 'disabled', 'disabled'] },
  /** Of drives, printers and USB. */
  redirection: { canBeOverridden: true, byTier: ['allowed', 'allowed', 'off', 'off', 'off'] },
  'outside-software': { canBeOverridden: true, byTier: ['user', 'user', 'investigator', 'investigator-and-referee', 'investigator-and-referee'] },
  'adding-people': { canBeOverridden: false, byTier: ['manager-or-investigator', 'manager-or-investigator', 'manager-or-investigator', 'representatives-too', 'representatives-too'] },
  /** `anonymised-only`: where personal data is said to be fully anonymised (classification.md, rule 4). */
  'referee-on-classification': { canBeOverridden: false, byTier: ['anonymised-only', 'anonymised-only', 'needed', 'needed', 'needed'] },
  'egress-review': { canBeOverridden: false, byTier: ['one-independent', 'one-independent', 'two-blind', 'referee-and-representatives', 'referee-and-representatives'] },
  'first-landing': { canBeOverridden: false, byTier: ['tier-3-workspace', 'tier-3-workspace', 'tier-3-workspace', 'tier-3-workspace', 'tier-3-workspace'] },
  'encryption-keys': { canBeOverridden: true, byTier: ['platform-or-own', 'platform-or-own', 'own', 'own-and-at-host', 'own-and-at-host'] },
  'public-addresses': { canBeOverridden: true, byTier: ['allowed', 'allowed', 'none', 'none', 'none'] },
} as const satisfies Readonly<Record<string, Control>>;

export type ControlKey = keyof typeof table;
export type ControlValue<Key extends ControlKey = ControlKey> = (typeof table)[Key]['byTier'][number];

/** Every control with its value. */
export type Controls = { readonly [Key in ControlKey]: ControlValue<Key> };

export const controlKeys = Object.keys(table) as readonly ControlKey[];

/** What a control is at a tier, unless one workspace has an override of it. */
export function controlAt<Key extends ControlKey>(key: Key, tier: Tier): ControlValue<Key> {
  return table[key].byTier[tier];
}

/** All controls of a tier. */
export function controlsOf(tier: Tier): Controls {
  return Object.fromEntries(controlKeys.map((key) => [key, controlAt(key, tier)])) as Controls;
}

/** Whether one workspace may have it otherwise, for a reason and until a date. */
export const canBeOverridden = (key: ControlKey): boolean => table[key].canBeOverridden;

/** Whether this product sets workspaces of the tier up. At tier 4 people have to reconsider. */
export const isProvisioned = (tier: Tier): boolean => tier < 4;
