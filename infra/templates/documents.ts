import type { RenderedTemplate } from './arm/template.js';
import { conditionalAccessPolicies } from './conditional-access/policies.js';
import { rolesTemplate } from './roles/roles.js';
import { builtTiers } from './tiers.js';
import { workspaceTemplate } from './workspace/workspace.js';

/** Every template by the name of its file. */
export const templates = (): Readonly<Record<string, RenderedTemplate>> => ({
  ...Object.fromEntries(builtTiers.map((tier) => [`workspace-tier-${String(tier)}`, workspaceTemplate(tier)])),
  roles: rolesTemplate(),
});

/** All that the build writes. */
export const documents = (): Readonly<Record<string, object>> => ({
  ...templates(),
  ...Object.fromEntries(Object.entries(conditionalAccessPolicies()).map(([name, policy]) => [`conditional-access/${name}`, policy])),
});
