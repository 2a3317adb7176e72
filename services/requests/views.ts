import type { MissingRecord } from '../records/index.js';
import type { Answer, Cause, Gate, RequestState, RequestType } from './request.js';
import type { PersonAction } from './transitions.js';

/** A person as others may see them. */
export interface PersonName {
  readonly id: string;
  readonly name: string;
}

/** A vote as it stands on record. */
export interface VoteView {
  readonly person: PersonName;
  readonly seatRole: SeatRole;
  readonly answer: Answer;
  readonly comment: string;
  readonly at: Date;
}

export type SeatRole = 'investigator' | 'project-manager-or-investigator' | 'representative' | 'programme-manager';

/** A seat of the current version: who may fill it, or will be asked when its stage comes, or whose earlier act satisfies it. Nobody in `holders` of a pending seat: vacant. */
export interface SeatView {
  readonly stage: number;
  readonly role: SeatRole;
  readonly state: 'waiting' | 'pending' | 'filled' | 'satisfied' | 'closed';
  readonly holders: readonly PersonName[];
}

/** A request in a list. */
export interface RequestLine {
  readonly id: number;
  readonly type: RequestType;
  readonly state: RequestState;
  readonly requester: PersonName;
  readonly subject: PersonName;
  readonly workspace: { readonly id: number; readonly name: string };
  readonly dataset: { readonly id: number; readonly name: string } | null;
  readonly tier: number;
  readonly createdAt: Date;
  readonly dueAt: Date | null;
  readonly untilOn: string;
  /** Who is asked now (pending seats' holders); empty when nobody is. */
  readonly waitingFor: readonly PersonName[];
}

/** Something that is not on record, with who can put it there. */
export interface MissingView extends Omit<MissingRecord, 'filers'> {
  readonly filers: readonly PersonName[];
}

/** Everything about one request that a person concerned may see, with what they may do now. */
export interface RequestView extends RequestLine {
  readonly version: number;
  readonly purpose: string;
  readonly project: { readonly id: number; readonly title: string };
  readonly workPackage: { readonly id: number; readonly title: string };
  /** The gate at which it was blocked. */
  readonly gate: Gate | null;
  /** What is not on record now and stops it: of one that is blocked or suspended, or has failed at a gate. */
  readonly missing: readonly MissingView[];
  readonly cause: Cause | null;
  readonly failure: string | null;
  readonly endsAt: Date;
  readonly stage: number;
  readonly stages: number;
  readonly seats: readonly SeatView[];
  /** Votes of every version, oldest first. */
  readonly votes: readonly VoteView[];
  readonly grantor: PersonName | null;
  /** The join-workspace request that this one waits for. */
  readonly outer: { readonly id: number; readonly state: RequestState } | null;
  /** Of a membership: open requests for data of the same subject in that workspace, which end with it, oldest first. */
  readonly inner: readonly RequestLine[];
  /** Earlier requests of the same subject for the same dataset or workspace, newest first, at most five. */
  readonly related: readonly RequestLine[];
  /** Decided by the server from state and standing; a card shows these and no others. */
  readonly allowed: readonly PersonAction[];
}

/** A page of a list. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly page: number;
  readonly pages: number;
  readonly total: number;
}
