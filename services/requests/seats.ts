import { stagesOf } from './request-types.js';
import type { RequestRecord } from './request.js';
import type { SeatRole } from './views.js';

/** Who stands where around a request: what seats are computed from. */
export interface SeatFacts {
  readonly investigatorId: string | undefined;
  readonly projectManagerIds: readonly string[];
  /** Programme Managers without a seat-barring role in the project ("A system role gives no seat…"). */
  readonly programmeManagerIds: readonly string[];
  /** Of the datasets concerned: the dataset asked for, or all of the package. */
  readonly representatives: readonly { readonly datasetId: number; readonly principalId: string; readonly deputyIds: readonly string[] }[];
  readonly conflicted: ReadonlySet<string>;
  /** Disabled or deleted in the directory. */
  readonly gone: ReadonlySet<string>;
  /** Datasets for which the subject already is approved on the package. */
  readonly approvedDatasetIds: ReadonlySet<number>;
}

/** A seat as it should stand now. `holders` is empty when it is vacant and nobody may step in. */
export interface Seat {
  readonly stage: number;
  readonly role: SeatRole;
  readonly principalId: string | null;
  readonly holders: readonly string[];
  /** An earlier act of the Representative covers the subject ("One act of a Representative…"). */
  readonly satisfied: boolean;
}

/** Adding somebody directly: the requester decides at once where they hold the stage's seat, and never for themselves. */
export const isDirectAddition = (request: Pick<RequestRecord, 'requester_id' | 'subject_id'>): boolean => request.requester_id !== request.subject_id;

/**
 * The seats of every stage, vacancies filled as "Vacant seats" says: Investigator → Project Manager → a Programme Manager;
 * a Representative only by a deputy whom the provider named, never by the institution.
 */
export function seatsOf(request: Pick<RequestRecord, 'type' | 'tier' | 'subject_id' | 'requester_id'>, facts: SeatFacts): readonly Seat[] {
  const barred = (person: string, requesterMayDecide: boolean): boolean =>
    person === request.subject_id || facts.conflicted.has(person) || facts.gone.has(person) || (person === request.requester_id && !requesterMayDecide);
  const direct = isDirectAddition(request);

  return stagesOf(request, facts.investigatorId).flatMap((role, stage): readonly Seat[] => {
    const mayDecide = direct && stage === 0;
    const free = (people: readonly (string | undefined)[]): readonly string[] =>
      unique(people.filter((person) => person !== undefined).filter((person) => !barred(person, mayDecide)));
    switch (role) {
      case 'investigator':
        return [seat(stage, role, null, firstNonEmpty([free([facts.investigatorId]), free(facts.projectManagerIds), free(facts.programmeManagerIds)]))];
      case 'project-manager-or-investigator':
        return [seat(stage, role, null, firstNonEmpty([free([...facts.projectManagerIds, facts.investigatorId]), free(facts.programmeManagerIds)]))];
      case 'representatives':
        return representativeSeats(stage, facts, free);
      default:
        return role satisfies never;
    }
  });
}

function representativeSeats(stage: number, facts: SeatFacts, free: (people: readonly string[]) => readonly string[]): readonly Seat[] {
  const principals = unique(facts.representatives.map(({ principalId }) => principalId));
  const sitting = new Set<string>(principals.filter((person) => free([person]).length > 0));
  return principals.map((principalId) => {
    const own = facts.representatives.filter((representative) => representative.principalId === principalId);
    // A deputy must be named for every dataset of the seat, and may not sit twice.
    const deputies = own
      .map(({ deputyIds }) => deputyIds)
      .reduce((common, ids) => common.filter((id) => ids.includes(id)))
      .filter((id) => !sitting.has(id));
    const holders = firstNonEmpty([free([principalId]), free(deputies)]);
    const satisfied = own.every(({ datasetId }) => facts.approvedDatasetIds.has(datasetId));
    return { stage, role: 'representative', principalId, holders, satisfied };
  });
}

const seat = (stage: number, role: SeatRole, principalId: string | null, holders: readonly string[]): Seat => ({ stage, role, principalId, holders, satisfied: false });
const unique = <Item>(items: readonly Item[]): readonly Item[] => [...new Set(items)];
const firstNonEmpty = (choices: readonly (readonly string[])[]): readonly string[] => choices.find((people) => people.length > 0) ?? [];
