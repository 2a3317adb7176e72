import type { Missing } from './readiness.js';

/** What is missing, as a viewer may hear it. */
export type Shortfall = Extract<Missing, { rule: 1 | 2 | 3 }> | Extract<Missing, { rule: 4 | 5 }> | { readonly needs: 'perhaps-further-review' };

/**
 * What is missing, for somebody who may see no tiers: a request for a Referee or for their approval tells that someone said tier 2 or 3, so
 * that "further review may be needed" stands in its place, and stands there whether it is needed or not (classification.md, "Blind").
 */
export function withoutTiers(missing: readonly Missing[]): readonly Shortfall[] {
  return [...missing.filter(({ rule }) => rule <= 3), { needs: 'perhaps-further-review' }];
}
