import { classifierBars, type Standing } from './permissions.js';
import { classifierRoles, isOpenRound, type ClassificationFacts } from './work-package.js';
import { settle } from './readiness.js';

/**
 * What somebody may see of a classification (classification.md, "Blind"):
 * `onlooker`: that it is going on, and the tier once it is classified; `blind`: who is in, and no more until they have given their own opinion;
 * `manager`: the same until all are in; `sighted`: the opinions.
 */
export type Sight = 'onlooker' | 'blind' | 'manager' | 'sighted';

/** How much a person sees. Whoever has still to give an opinion is blind, whatever else they are. */
export function sightOf(facts: ClassificationFacts, standing: ReadonlySet<Standing>, personId: string): Sight {
  const classifies = classifierRoles.some((role) => standing.has(role)) && !classifierBars.some((bar) => standing.has(bar));
  const isManager = standing.has('programme-manager') || standing.has('project-manager');
  if (!isOpenRound(facts.round)) return classifies || isManager || facts.everGave.has(personId) ? 'sighted' : 'onlooker';
  if (facts.opinions.some((opinion) => opinion.personId === personId)) return 'sighted';
  if (classifies) return 'blind';
  if (isManager) return settle(facts).kind === 'incomplete' ? 'manager' : 'sighted';
  return 'onlooker';
}
