import type { Sight } from '../sight.js';
import type { PackageState } from '../work-package.js';

/** How much of a round's opinions is told to somebody. `without-reasons`: all but why people raised their tier, which are their own words. */
export type OpinionSight = 'all' | 'without-reasons' | 'own';

/** A round as somebody stands to it. */
export interface RoundSeen {
  /** State of the package now. */
  readonly state: PackageState;
  /** What they may see of the classification now. */
  readonly sight: Sight;
  /** False for a round that is over. */
  readonly isOpen: boolean;
  /** They gave an opinion in this round. */
  readonly gave: boolean;
}

/**
 * What an explanation tells of a round (classification.md, "Blind"; people-and-requests, "Who sees what"). Once a package is classified
 * nobody is blind any more: everyone in the project sees how its tier came about, rounds that were cleared included. Until then the opinions
 * of a round that was cleared are for those who saw them then, by giving their own: to anyone else who is to classify again they would be
 * others' opinions before their own, and a manager who clears a round learns nothing by it.
 */
export function opinionSight({ state, sight, isOpen, gave }: RoundSeen): OpinionSight {
  if (state === 'classified') return sight === 'onlooker' ? 'without-reasons' : 'all';
  if (isOpen) return sight === 'sighted' ? 'all' : 'own';
  return gave && sight !== 'blind' ? 'all' : 'own';
}
