import { barsOf, classifierOf } from '../classifiers.js';
import { isOpenRound, type ClassifierRole, type ClassificationFacts } from '../work-package.js';

/** Somebody who may give an opinion in the round that is open, and whether they have. */
export interface AskedPerson {
  readonly personId: string;
  readonly role: ClassifierRole;
  readonly given: boolean;
}

/**
 * Everyone who may classify by the roles of this moment, with those whose opinion stands from an earlier role. A Referee of the project is
 * asked whether one is needed or not, so that asking betrays no tier (classification.md, "Blind").
 */
export function askedPeople(facts: ClassificationFacts): readonly AskedPerson[] {
  const { round } = facts;
  if (!isOpenRound(round)) return [];
  const around = new Set([...facts.projectRoles.keys(), ...facts.representatives.flatMap(({ principalId, deputyIds }) => [...(principalId === null ? [] : [principalId]), ...deputyIds])]);
  const given = facts.opinions.map(({ personId, role }): AskedPerson => ({ personId, role, given: true }));
  const waiting = [...around].flatMap((personId): readonly AskedPerson[] => {
    if (barsOf(facts, personId).length > 0 || given.some((one) => one.personId === personId)) return [];
    const classifier = classifierOf(facts, personId);
    return classifier ? [{ personId, role: classifier.role, given: false }] : [];
  });
  const rank: Readonly<Record<ClassifierRole, number>> = { investigator: 0, representative: 1, referee: 2 };
  return [...given, ...waiting].sort((one, other) => rank[one.role] - rank[other.role] || (one.personId < other.personId ? -1 : 1));
}
