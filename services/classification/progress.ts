import { askedPeople } from './asking/asked-people.js';
import { missingOf, refereeFrom } from './readiness.js';
import type { ClassificationFacts } from './work-package.js';

/** How many of those who are asked have given an opinion. */
export interface Progress {
  readonly given: number;
  readonly asked: number;
}

/**
 * Counts the Investigator, each Representative once, and a Referee where the preliminary tier proposes one from the start, the project has one,
 * who is asked then, or one has given an opinion already. Nothing here depends on the tier of an opinion.
 */
export function progressOf(facts: ClassificationFacts): Progress {
  const seats = facts.representatives.map(({ datasetId, principalId }) => principalId ?? `dataset ${String(datasetId)}`);
  const missing = missingOf(facts);
  const open = new Set(missing.flatMap((one) => (one.rule === 3 ? [one.principalId ?? `dataset ${String(one.datasetId)}`] : [])));
  const asked = new Set(seats);
  const refereeIn = facts.opinions.some(({ role }) => role === 'referee');
  const refereeAsked = refereeIn || (facts.preliminaryTier !== null && facts.preliminaryTier >= refereeFrom) || askedPeople(facts).some(({ role }) => role === 'referee');
  const investigatorIn = !missing.some(({ rule }) => rule === 2);
  return {
    given: (investigatorIn ? 1 : 0) + [...asked].filter((seat) => !open.has(seat)).length + (refereeIn ? 1 : 0),
    asked: 1 + asked.size + (refereeAsked ? 1 : 0),
  };
}
