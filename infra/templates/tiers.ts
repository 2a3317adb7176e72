import table from '../tiers.json' with { type: 'json' };

/** Tiers for which workspaces are built. At tier 4 people have to reconsider (docs/decisions/0013). */
export const builtTiers = [0, 1, 2, 3] as const;
export type BuiltTier = (typeof builtTiers)[number];

/** What each control of `tiers.json` can be. A value that is not here is one that no template knows how to carry out. */
const known = {
  'package-mirrors': ['internet', 'full-mirror', 'allow-list'],
  inbound: ['internet', 'institutional-network', 'restricted-network'],
  outbound: ['internet', 'none'],
  'user-devices': ['open', 'managed'],
  'sign-in': ['multifactor', 'compliant-device'],
  connection: ['ssh-keys', 'remote-desktop'],
  'screen-capture': ['allowed', 'prevented'],
  'copy-out': ['with-permission', 'forbidden', 'disabled'],
  redirection: ['allowed', 'off'],
  'encryption-keys': ['platform-or-own', 'own', 'own-and-at-host'],
  'public-addresses': ['allowed', 'none'],
} as const satisfies Readonly<Record<keyof typeof table, readonly string[]>>;

type ControlKey = keyof typeof known;

/** The controls of a workspace that a template carries out; the others are carried out by people and by the product. */
export type BuiltControls = { readonly [Key in ControlKey]: (typeof known)[Key][number] };

/** @throws Error for a tier that is not built, tier 4 above all */
export function builtTier(tier: number): BuiltTier {
  const built = builtTiers.find((candidate) => candidate === tier);
  if (built === undefined) {
    throw new Error(`No workspace is built at tier ${String(tier)}: only at ${builtTiers.join(', ')}. For tier 4, people have to reconsider (docs/decisions/0013-tier-4-is-not-provided.md).`);
  }
  return built;
}

/**
 * The controls of a tier, with those that one workspace has otherwise.
 * @throws Error when `tiers.json` holds a value that no template carries out
 */
export function builtControls(tier: BuiltTier, overrides: Partial<BuiltControls> = {}): BuiltControls {
  const controls = Object.entries(known).map(([key, values]: readonly [string, readonly string[]]) => {
    const value = overrides[key as ControlKey] ?? table[key as ControlKey][tier];
    if (value === undefined || !values.includes(value)) throw new Error(`Control ${key} of tier ${String(tier)}: no template carries out “${String(value)}”.`);
    return [key, value];
  });
  return Object.fromEntries(controls) as BuiltControls;
}
