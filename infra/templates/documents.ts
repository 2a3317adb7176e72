import type { RenderedTemplate } from './arm/template.js';
import { botTemplate } from './bot/bot.js';
import { conditionalAccessPolicies } from './conditional-access/policies.js';
import { builderCondition } from './roles/builder-condition.js';
import { rolesTemplate } from './roles/roles.js';
import { coreTemplate } from './core/core.js';
import { landingZoneTemplate } from './landing-zone/landing-zone.js';
import { builtTiers } from './tiers.js';
import { workspaceTemplate } from './workspace/workspace.js';

/** Every template by the name of its file. */
export const templates = (): Readonly<Record<string, RenderedTemplate>> => ({
  ...Object.fromEntries(builtTiers.map((tier) => [`workspace-tier-${String(tier)}`, workspaceTemplate(tier)])),
  roles: rolesTemplate(),
  core: coreTemplate(),
  'landing-zone': landingZoneTemplate(),
  bot: botTemplate(),
});

/** All that the build writes. */
export const documents = (): Readonly<Record<string, object>> => ({
  ...templates(),
  'builder-condition': builderCondition(builtTiers.map((tier) => workspaceTemplate(tier))),
  ...Object.fromEntries(Object.entries(conditionalAccessPolicies()).map(([name, policy]) => [`conditional-access/${name}`, policy])),
});
