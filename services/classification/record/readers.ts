import type { Actor, SystemRole } from '../../context/index.js';
import { standingOf } from '../classifiers.js';
import { maySee, type Standing } from '../permissions.js';
import type { ClassificationFacts } from '../work-package.js';

/** How somebody stands to the record of a classification; a Representative, also one whose seat a deputy holds for now, to those with a dataset of theirs. */
export const readerKinds = ['operator', 'system-manager', 'programme-manager', 'project-manager', 'investigator', 'representative', 'referee', 'researcher', 'stranger'] as const;
export type ReaderKind = (typeof readerKinds)[number];

/**
 * Who may have the record: it holds a part of the audit trail, and goes to whom that trail is open to (people-and-requests, "read the
 * audit trail"): System and Programme Managers all of it, Project Manager and Investigator their project's, a Representative that of packages
 * with a dataset of theirs; and the operator who verifies it. `false` for those to whom the package exists, `unknown` where it does not.
 */
export const recordReaders: Readonly<Record<ReaderKind, boolean | 'unknown'>> = {
  operator: true,
  'system-manager': true,
  'programme-manager': true,
  'project-manager': true,
  investigator: true,
  representative: true,
  // They read how it came about in the explanation; the trail with everybody's acts is not theirs.
  referee: false,
  researcher: false,
  stranger: 'unknown',
};

const systemReaders = ['system-manager', 'programme-manager'] as const satisfies readonly SystemRole[];
const projectReaders = ['project-manager', 'investigator', 'representative', 'referee'] as const satisfies readonly Standing[];

/** As what the actor would read the record: the first that fits, in the order of `readerKinds`. */
export function readerKindOf(facts: ClassificationFacts, actor: Actor): ReaderKind {
  if (actor.kind === 'process') return actor.id === 'operator' ? 'operator' : 'stranger';
  const bySystem = systemReaders.find((role) => actor.systemRoles.has(role));
  if (bySystem) return bySystem;
  const standing = standingOf(facts, actor);
  if (!maySee(standing)) return 'stranger';
  if (facts.representatives.some(({ principalId }) => principalId === actor.id)) return 'representative';
  return projectReaders.find((role) => standing.has(role)) ?? 'researcher';
}

export const mayReadRecord = (facts: ClassificationFacts, actor: Actor): boolean => recordReaders[readerKindOf(facts, actor)] === true;
