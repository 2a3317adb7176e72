import type { PersonAction } from './transitions.js';
import { personActions } from './transitions.js';

/** How a person stands to one request. */
export const standings = [
  'requester',
  'subject',
  /** Holds a pending seat of the current stage, computed afresh. */
  'seat-holder',
  /** Held or holds a seat of any stage or version. */
  'concerned',
  'investigator',
  'project-manager',
  'programme-manager',
  /** Represents the dataset (or one of the workspace's), once access has been approved. */
  'representative',
  /** Asked to sign in, so that the product can act with their rights. */
  'grantor',
] as const;
export type Standing = (typeof standings)[number];

/** Who may do what (people-and-requests, "Roles" and "States"). Whether the state allows it is in `policies.ts`. */
export const permissions: Readonly<Record<PersonAction, readonly Standing[]>> = {
  approve: ['seat-holder'],
  deny: ['seat-holder'],
  return: ['seat-holder'],
  withdraw: ['requester'],
  resubmit: ['requester'],
  'accept-commitments': ['subject'],
  leave: ['subject'],
  revoke: ['investigator', 'project-manager', 'programme-manager', 'representative'],
  'sign-in': ['grantor'],
  retry: ['project-manager', 'programme-manager'],
  abandon: ['project-manager', 'programme-manager'],
};

/** To anyone without a standing the request does not exist. */
export const maySee = (standing: ReadonlySet<Standing>): boolean => standing.size > 0;

/** Votes that nobody gives on a request of their own, whatever else they are. */
const votes: ReadonlySet<PersonAction> = new Set<PersonAction>(['approve', 'deny', 'return']);
export const isVote = (action: PersonAction): boolean => votes.has(action);

/**
 * Nobody decides on their own request. Who adds somebody directly decides as well, where they hold the first stage's seat;
 * `seatsOf` gives a requester no other seat, and a subject none at all.
 */
export const isOwnRequest = (standing: ReadonlySet<Standing>): boolean => standing.has('subject') || (standing.has('requester') && !standing.has('seat-holder'));

/** True when the standing gives the right to `action`. Nobody votes on their own request, and nobody revokes their own access: they leave. */
export function mayDo(action: PersonAction, standing: ReadonlySet<Standing>): boolean {
  if (isVote(action) && isOwnRequest(standing)) return false;
  if (action === 'revoke' && standing.has('subject')) return false;
  return permissions[action].some((needed) => standing.has(needed));
}

/** Every action that the standing gives a right to, in the order of `personActions`. */
export const actionsOf = (standing: ReadonlySet<Standing>): readonly PersonAction[] => personActions.filter((action) => mayDo(action, standing));
