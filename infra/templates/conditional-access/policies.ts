import { builtControls, builtTiers, type BuiltTier } from '../tiers.js';

/** The body of `POST /identity/conditionalAccess/policies`, as far as ours go. */
export interface ConditionalAccessPolicy {
  readonly displayName: string;
  /** Only looks at first; somebody turns it on after having read what it would have done. */
  readonly state: 'enabledForReportingButNotEnforced';
  readonly conditions: {
    readonly clientAppTypes: readonly ['all'];
    readonly users: { readonly includeGroups: readonly string[]; readonly excludeGroups: readonly string[] };
    readonly applications: { readonly includeApplications?: readonly string[]; readonly includeAuthenticationContextClassReferences?: readonly string[] };
    readonly locations?: { readonly includeLocations: readonly ['All']; readonly excludeLocations: readonly string[] };
  };
  readonly grantControls: { readonly operator: 'AND' | 'OR'; readonly builtInControls: readonly ('mfa' | 'compliantDevice' | 'block')[] };
  readonly sessionControls?: { readonly signInFrequency?: { readonly isEnabled: true; readonly frequencyInterval: 'everyTime' }; readonly persistentBrowser?: { readonly isEnabled: true; readonly mode: 'never' } };
}

/** Placeholders are filled in when the policies are made: ids of groups, applications and named locations (docs/deploying.md). */
const placeholder = (name: string): string => `{{${name}}}`;
const membersOf = (tier: BuiltTier): string => placeholder(`GROUP_OF_WORKSPACES_OF_TIER_${String(tier)}`);
/** Kept out of every policy, so that a wrong one can be taken back. */
const breakGlass = placeholder('GROUP_BREAK_GLASS');
/** Representatives and external Referees: several factors, but no device of the institution. */
const externals = placeholder('GROUP_REPRESENTATIVES_AND_EXTERNAL_REFEREES');

const base = { state: 'enabledForReportingButNotEnforced', clientAppTypes: ['all'] } as const;

/** Signing in to anything of ours at all. */
const everybody: ConditionalAccessPolicy = {
  displayName: 'Lockkeeper: several factors for everybody',
  state: base.state,
  conditions: { clientAppTypes: base.clientAppTypes, users: { includeGroups: [placeholder('GROUP_OF_ALL_WHO_USE_IT')], excludeGroups: [breakGlass] }, applications: { includeApplications: [placeholder('APPLICATION_LOCKKEEPER'), placeholder('APPLICATION_AZURE_VIRTUAL_DESKTOP'), placeholder('APPLICATION_WINDOWS_CLOUD_LOGIN')] } },
  grantControls: { operator: 'OR', builtInControls: ['mfa'] },
};

/** Entering a workspace: device and place by tier. */
function entering(tier: BuiltTier): readonly ConditionalAccessPolicy[] {
  const controls = builtControls(tier);
  const users = { includeGroups: [membersOf(tier)], excludeGroups: [breakGlass] };
  const entrance = { includeApplications: [placeholder('APPLICATION_AZURE_VIRTUAL_DESKTOP'), placeholder('APPLICATION_WINDOWS_CLOUD_LOGIN'), placeholder('APPLICATION_LINUX_SIGN_IN')] };
  const compliant = controls['sign-in'] === 'compliant-device';
  const device: ConditionalAccessPolicy = {
    displayName: `Lockkeeper: entering a workspace of tier ${String(tier)}`,
    state: base.state,
    conditions: { clientAppTypes: base.clientAppTypes, users, applications: entrance },
    grantControls: { operator: 'AND', builtInControls: compliant ? ['mfa', 'compliantDevice'] : ['mfa'] },
    ...(compliant && { sessionControls: { signInFrequency: { isEnabled: true, frequencyInterval: 'everyTime' }, persistentBrowser: { isEnabled: true, mode: 'never' } } as const }),
  };
  if (controls.inbound === 'internet') return [device];
  const place: ConditionalAccessPolicy = {
    displayName: `Lockkeeper: from where to a workspace of tier ${String(tier)}`,
    state: base.state,
    conditions: { clientAppTypes: base.clientAppTypes, users, applications: entrance, locations: { includeLocations: ['All'], excludeLocations: [placeholder(controls.inbound === 'institutional-network' ? 'LOCATION_INSTITUTIONAL_NETWORK' : 'LOCATION_RESTRICTED_NETWORK')] } },
    grantControls: { operator: 'OR', builtInControls: ['block'] },
  };
  return [device, place];
}

/** Deciding at tier 3: asked again each time, by an authentication context that the bot requests. */
const deciding: readonly ConditionalAccessPolicy[] = [
  {
    displayName: 'Lockkeeper: deciding at tier 3',
    state: base.state,
    conditions: { clientAppTypes: base.clientAppTypes, users: { includeGroups: [placeholder('GROUP_OF_ALL_WHO_USE_IT')], excludeGroups: [breakGlass, externals] }, applications: { includeAuthenticationContextClassReferences: ['c1'] } },
    grantControls: { operator: 'AND', builtInControls: ['mfa', 'compliantDevice'] },
    sessionControls: { signInFrequency: { isEnabled: true, frequencyInterval: 'everyTime' } },
  },
  {
    displayName: 'Lockkeeper: deciding at tier 3, Representatives and external Referees',
    state: base.state,
    conditions: { clientAppTypes: base.clientAppTypes, users: { includeGroups: [externals], excludeGroups: [breakGlass] }, applications: { includeAuthenticationContextClassReferences: ['c1'] } },
    grantControls: { operator: 'OR', builtInControls: ['mfa'] },
    sessionControls: { signInFrequency: { isEnabled: true, frequencyInterval: 'everyTime' } },
  },
];

/** Policies by the name of their file. */
export const conditionalAccessPolicies = (): Readonly<Record<string, ConditionalAccessPolicy>> =>
  Object.fromEntries([everybody, ...builtTiers.flatMap(entering), ...deciding].map((policy) => [policy.displayName.replace('Lockkeeper: ', '').replaceAll(/[ ,]+/gu, '-').toLowerCase(), policy]));
