import type { Actor } from '../context/index.js';
import type { Approval } from '../requests/index.js';
import type { classifierBars, Standing } from './permissions.js';
import { isOpenRound, type ClassificationFacts, type ClassifierRole } from './work-package.js';

/** In which role somebody classifies now, and for which datasets they do it. */
export interface Classifier {
  readonly role: ClassifierRole;
  /** Each dataset with the Representative for whom they act; empty but for a Representative. */
  readonly represents: readonly Approval[];
}

/**
 * The role in which a person gives an opinion, by the roles of this moment; undefined when they have none. A Referee with a declared
 * conflict is none. Who opened the round or has seen its opinions is barred elsewhere (`permissions.ts`), so that they can be told why.
 */
export function classifierOf(facts: ClassificationFacts, personId: string): Classifier | undefined {
  if (facts.gone.has(personId)) return undefined;
  const role = facts.projectRoles.get(personId);
  // Who has declared a conflict decides nothing here (people-and-requests, "Vacant seats").
  if (facts.conflicted.has(personId)) return undefined;
  if (role === 'investigator' || role === 'referee') return { role, represents: [] };
  const represents = representedBy(facts, personId);
  return represents.length > 0 ? { role: 'representative', represents } : undefined;
}

/**
 * The datasets of the package for which a person sits as Representative: their own, and as a deputy those whose Representative cannot
 * (people-and-requests, "Vacant seats": only a deputy whom the provider named, never the institution). One who opened the round or has seen
 * its opinions cannot classify in it, so that their deputy does.
 */
export function representedBy(facts: ClassificationFacts, personId: string): readonly Approval[] {
  if (!canRepresent(facts, personId)) return [];
  const isVacant = (principalId: string | null): boolean => principalId === null || !canRepresent(facts, principalId) || barsOf(facts, principalId).length > 0;
  return facts.representatives
    .filter(({ principalId, deputyIds }) => principalId === personId || (deputyIds.includes(personId) && isVacant(principalId)))
    .map(({ datasetId, principalId }) => ({ datasetId, principalId }));
}

/** A Representative holds no other role in the project (people-and-requests, "Roles"; paper 2.8). */
function canRepresent({ gone, conflicted, projectRoles }: ClassificationFacts, personId: string): boolean {
  const role = projectRoles.get(personId);
  return !gone.has(personId) && !conflicted.has(personId) && (role === undefined || role === 'representative');
}

/** What keeps somebody from giving an opinion in the round that is open, whatever their role. */
export function barsOf({ round, sawOpinions }: Pick<ClassificationFacts, 'round' | 'sawOpinions'>, personId: string): readonly (typeof classifierBars)[number][] {
  if (!isOpenRound(round)) return [];
  return [...(round.openedBy === personId ? ['opened-it' as const] : []), ...(sawOpinions.has(personId) ? ['saw-opinions' as const] : [])];
}

/** How the acting person stands to the work package; a process stands nowhere. */
export function standingOf(facts: ClassificationFacts, actor: Actor): ReadonlySet<Standing> {
  const standing = new Set<Standing>();
  if (actor.kind !== 'person') return standing;
  const role = facts.projectRoles.get(actor.id);
  const classifier = classifierOf(facts, actor.id);
  if (classifier) standing.add(classifier.role);
  const conflicted = facts.conflicted.has(actor.id);
  if (role === 'project-manager' && !conflicted) standing.add('project-manager');
  // A system role gives no seat in a project where its holder has a project role other than Project Manager; who represents a dataset has that role.
  if (actor.systemRoles.has('programme-manager') && !conflicted && !classifier && (role === undefined || role === 'project-manager')) standing.add('programme-manager');
  if (role !== undefined || classifier || facts.representatives.some(({ principalId }) => principalId === actor.id)) standing.add('involved');
  // Programme Managers see every package, also where another role leaves them no say.
  if (actor.systemRoles.has('programme-manager')) standing.add('involved');
  for (const bar of barsOf(facts, actor.id)) standing.add(bar);
  if (isOpenRound(facts.round) && facts.everGave.has(actor.id)) standing.add('gave-opinion');
  return standing;
}
