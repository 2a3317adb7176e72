import type { Selectable } from 'kysely';
import type { RequestsTable } from '../database/index.js';
import type { GateName } from '../records/index.js';

/** Requests that give a person access, carried out by making them a member of a directory group. */
export const accessTypes = ['data-access', 'join-workspace'] as const;
export type AccessType = (typeof accessTypes)[number];
/** Requests for something to be built, carried out by a workflow of `services/workspaces`. */
export const buildingTypes = ['workspace'] as const;
/** The types that exist today; further ones are rows of the tables in `request-types.ts`. */
export const requestTypes = [...accessTypes, ...buildingTypes] as const;
export type RequestType = (typeof requestTypes)[number];

export const isAccess = (type: RequestType): type is AccessType => accessTypes.some((access) => access === type);

export const requestStates = [
  'draft',
  'submitted',
  'in-review',
  'returned',
  'blocked',
  'approved',
  'awaiting-sign-in',
  'fulfilling',
  'active',
  'suspended',
  'ending',
  'done',
  'ended',
  'revoked',
  'denied',
  'withdrawn',
  'lapsed',
  'failed',
  'abandoned',
] as const;
export type RequestState = (typeof requestStates)[number];

/** What must be on record before a request goes on (people-and-requests, "Gates"). */
export type Gate = GateName;

/** Why a request is ending, was suspended or has failed: a key whose text stands in `cards/strings`. */
export const causes = [
  'left',
  'revoked',
  'reached-end-date',
  'outer-ended',
  'training-lapsed',
  'agreement-lapsed',
  'package-suspended',
  'dataset-withdrawn',
  'tier-4',
  'nobody-decided',
  'outer-not-granted',
  'nobody-signed-in',
  'directory-refused',
  'directory-unavailable',
  'role-ended',
  'gate-lapsed',
  'no-longer-possible',
  'building-failed',
  'approver-lost-rights',
] as const;
export type Cause = (typeof causes)[number];

/** The causes that go by: access comes back when what is missing is there again. */
export type Suspension = Extract<Cause, 'training-lapsed' | 'agreement-lapsed' | 'package-suspended' | 'gate-lapsed'>;

export type Answer = 'approve' | 'deny' | 'return';

/** A request as it stands in the database, with its closed vocabularies. */
export type RequestRecord = Omit<Selectable<RequestsTable>, 'type' | 'state' | 'gate' | 'cause'> & {
  readonly type: RequestType;
  readonly state: RequestState;
  readonly gate: Gate | null;
  readonly cause: Cause | null;
};

/** What `failure` says of a request that waits because no owner of the group may act; `grantor_id` then names who must become one. */
export const nobodyOwns = 'nobody-owns-the-group';

/** States from which nothing follows. */
export const finalStates: ReadonlySet<RequestState> = new Set<RequestState>(['done', 'ended', 'revoked', 'denied', 'withdrawn', 'lapsed', 'abandoned']);

/** States in which a request still asks something of somebody, or holds access. */
export const isOpen = (state: RequestState): boolean => !finalStates.has(state);

const fulfillable: ReadonlySet<RequestState> = new Set<RequestState>(['approved', 'awaiting-sign-in', 'fulfilling']);

/** Decided, and still to be carried out. */
export const isFulfillable = (state: RequestState): boolean => fulfillable.has(state);
