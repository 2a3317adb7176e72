import { stagesOf } from './request-types.js';
import type { RequestRecord } from './request.js';
import type { SeatRole } from './views.js';

/** Who stands where around a request: what seats are computed from. */
export interface SeatFacts {
  readonly investigatorId: string | undefined;
  readonly projectManagerIds: readonly string[];
  /** Programme Managers without a seat-barring role in the project ("A system role gives no seat…"). */
  readonly programmeManagerIds: readonly string[];
  /** Of the datasets concerned: the dataset asked for, or all of the package. `principalId` is null while nobody represents the dataset. */
  readonly representatives: readonly Representation[];
  readonly conflicted: ReadonlySet<string>;
  /** Disabled or deleted in the directory. */
  readonly gone: ReadonlySet<string>;
  /** Approvals of the subject on the package that stand, each given for one Representative (null: for a dataset that nobody represented). */
  readonly approvals: readonly Approval[];
  /** Who has filled which seat of this request's present version; nobody sits in two. */
  readonly sitting?: readonly (SeatKey & { readonly personId: string })[];
}

/** Who represents a dataset, and whom they followed: those who had left when they began. Two who represented it side by side did not follow each other. */
export interface Representation {
  readonly datasetId: number;
  readonly principalId: string | null;
  readonly deputyIds: readonly string[];
  readonly succeeds?: readonly string[];
}

export interface Approval {
  readonly datasetId: number;
  readonly principalId: string | null;
}

/**
 * True when an approval stands that counts for this Representative of the dataset: their own, or that of one whom they followed ("A
 * Representative's approvals survive the handover"). That of another who represented it beside them does not.
 */
export function isApprovedFor({ approvals, representatives }: Pick<SeatFacts, 'approvals' | 'representatives'>, datasetId: number, principalId: string | null): boolean {
  const own = representatives.filter((row) => row.datasetId === datasetId);
  const followed = new Set(own.find((row) => row.principalId === principalId)?.succeeds);
  const counts = (given: string | null): boolean => {
    if (given === principalId || given === null) return true;
    // While nobody represents it, whoever did last has spoken.
    return principalId === null ? !own.some((row) => row.principalId === given) : followed.has(given);
  };
  return approvals.some((approval) => approval.datasetId === datasetId && counts(approval.principalId));
}

/** What tells the seats of one version apart. */
export type SeatKey = Pick<Seat, 'stage' | 'role' | 'principalId'>;

export const sameSeat = (one: SeatKey, other: { readonly stage: number; readonly role: string; readonly principalId: string | null }): boolean =>
  one.stage === other.stage && one.role === other.role && one.principalId === other.principalId;

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
  const sitsElsewhere = (person: string, key: SeatKey): boolean => facts.sitting?.some((seat) => seat.personId === person && !sameSeat(key, seat)) ?? false;
  const direct = isDirectAddition(request);

  return stagesOf(request, facts.investigatorId).flatMap((role, stage): readonly Seat[] => {
    const mayDecide = direct && stage === 0;
    const freeFor =
      (key: SeatKey): Free =>
      (people) =>
        unique(people.filter((person) => typeof person === 'string').filter((person) => !barred(person, mayDecide) && !sitsElsewhere(person, key)));
    switch (role) {
      case 'investigator': {
        const free = freeFor({ stage, role, principalId: null });
        return [seat(stage, role, null, firstNonEmpty([free([facts.investigatorId]), free(facts.projectManagerIds), free(facts.programmeManagerIds)]))];
      }
      case 'project-manager-or-investigator': {
        const free = freeFor({ stage, role, principalId: null });
        return [seat(stage, role, null, firstNonEmpty([free([...facts.projectManagerIds, facts.investigatorId]), free(facts.programmeManagerIds)]))];
      }
      case 'programme-manager': {
        const free = freeFor({ stage, role, principalId: null });
        return [seat(stage, role, null, free(facts.programmeManagerIds))];
      }
      case 'representatives':
        return representativeSeats(stage, facts, freeFor);
      default:
        return role satisfies never;
    }
  });
}

/** Whoever of the people may sit in one certain seat. */
type Free = (people: readonly (string | null | undefined)[]) => readonly string[];

function representativeSeats(stage: number, facts: SeatFacts, freeFor: (key: SeatKey) => Free): readonly Seat[] {
  const principals = unique(facts.representatives.map(({ principalId }) => principalId));
  const freeIn = (principalId: string | null): Free => freeFor({ stage, role: 'representative', principalId });
  const sitting = new Set<string>(principals.filter((person) => person !== null).filter((person) => freeIn(person)([person]).length > 0));
  return principals.map((principalId) => {
    const free = freeIn(principalId);
    const own = facts.representatives.filter((representative) => representative.principalId === principalId);
    // A deputy must be named for every dataset of the seat, and may not sit twice.
    const deputies = own
      .map(({ deputyIds }) => deputyIds)
      .reduce((common, ids) => common.filter((id) => ids.includes(id)))
      .filter((id) => !sitting.has(id));
    const holders = firstNonEmpty([free([principalId]), free(deputies)]);
    const satisfied = own.every(({ datasetId }) => isApprovedFor(facts, datasetId, principalId));
    return { stage, role: 'representative', principalId, holders, satisfied };
  });
}

const seat = (stage: number, role: SeatRole, principalId: string | null, holders: readonly string[]): Seat => ({ stage, role, principalId, holders, satisfied: false });
const unique = <Item>(items: readonly Item[]): readonly Item[] => [...new Set(items)];
const firstNonEmpty = (choices: readonly (readonly string[])[]): readonly string[] => choices.find((people) => people.length > 0) ?? [];
