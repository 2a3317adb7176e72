import type { JsonObject } from './arm/expression.js';
import { references, text, type Parameters } from './arm/parameters.js';

/** What every template of the platform takes; workspaces say their number and tier besides. */
export const houseParameters = {
  location: text('Azure region', { max: 40 }),
  costCentre: text('Cost centre, on every resource as a tag', { max: 50 }),
} satisfies Parameters;

const p = references(houseParameters);

/** What is not a workspace is tagged as what it is, so that costs can be told apart. */
export const houseTags = (part: 'bot' | 'core' | 'landing-zone'): JsonObject => ({ workspace: part, tier: 'platform', costCentre: p.costCentre });
