import type { AccessType, PersonAction, RequestState } from '../../../services/requests/index.js';
import type { PersonKey, Tier } from '../../support/hospital-builder.js';

/*
 * What people-and-requests says of who may do what to a request of the two types, written out to be read beside it ("Roles", "One request
 * engine", "Vacant seats", "States"), and taken neither from the tables under test nor from what the product stored. The dataset asked for
 * is the `representative`'s (with the `deputy` named for it); the `otherRepresentative` has another dataset of the same work package.
 */

/** Everybody who could try: each kind of person of "Roles", and strangers. */
export const people = [
  'researcher', // the subject, and the requester where they ask for themselves
  'investigator', // the requester where the researcher is added
  'manager', // Project Manager
  'representative',
  'otherRepresentative',
  'deputy', // of a Representative who is there
  'referee', // of the project
  'collegeReferee', // without a role in the project
  'colleague', // another Researcher of the project
  'programmeManager', // without a role in the project
  'otherProgrammeManager', // a Researcher of the project as well
  'systemManager',
  'financeOfficer',
  'outsider', // staff
  'guest', // of the directory
] as const;
export type Person = (typeof people)[number];

/** How a person stands to the request. `seat`: asked to vote now; `asked`: now or before. `representative`: of its data. */
type Hat = 'requester' | 'subject' | 'seat' | 'asked' | 'investigator' | 'project-manager' | 'programme-manager' | 'representative' | 'grantor';

/** Which office shows a request to its holder in every state ("Who sees what"); a Representative's does only once access was approved. */
const offices: Partial<Record<Person, Hat>> = {
  investigator: 'investigator',
  manager: 'project-manager',
  programmeManager: 'programme-manager',
  otherProgrammeManager: 'programme-manager',
};

/** A state, where need be with what else tells it apart. */
export type Situation =
  | Exclude<RequestState, 'in-review' | 'blocked' | 'ending'>
  | 'in-review, first stage'
  | 'in-review, Representatives'
  | 'blocked by training'
  | 'blocked by commitments'
  | 'ending'
  | 'ending, removal given up';

/** `own`: the researcher asks for themselves. `added`: the Investigator adds the researcher. */
export type Way = 'own' | 'added';

export interface Case {
  readonly type: AccessType;
  readonly way: Way;
  readonly tier: Tier;
  readonly situation: Situation;
}

/** Where it leads, where that depends on the stages that follow; `first stage again` is over at once for who adds somebody ("Adding someone directly"). */
type Onward = 'next stage or approved' | 'first stage again';
type Allowed = Partial<Record<Hat, Partial<Record<PersonAction, RequestState | Onward>>>>;

const vote = { approve: 'next stage or approved', deny: 'denied', return: 'returned' } as const;
const revoke = { revoke: 'ending' } as const;
const takenAway: Allowed = { subject: { leave: 'ending' }, investigator: revoke, 'project-manager': revoke, 'programme-manager': revoke, representative: revoke };
const giveUpOrRetry = { ...revoke, retry: 'approved', abandon: 'abandoned' } as const;
const nothing: Allowed = {};

/** What is allowed, to whom, and where it leads. Everything else is refused. It is the same at every tier: tiers differ by their stages. */
export const allowed: Readonly<Record<Situation, Allowed>> = {
  draft: nothing,
  submitted: nothing,
  'in-review, first stage': { seat: vote, requester: { withdraw: 'withdrawn' } },
  'in-review, Representatives': { seat: vote, requester: { withdraw: 'withdrawn' } },
  returned: { requester: { resubmit: 'first stage again', withdraw: 'withdrawn' } },
  'blocked by training': { requester: { withdraw: 'withdrawn' } },
  'blocked by commitments': { requester: { withdraw: 'withdrawn' }, subject: { 'accept-commitments': 'in-review' } },
  approved: takenAway,
  'awaiting-sign-in': { ...takenAway, grantor: { 'sign-in': 'awaiting-sign-in' } },
  fulfilling: takenAway,
  active: takenAway,
  suspended: takenAway,
  ending: nothing,
  'ending, removal given up': { 'project-manager': { retry: 'ending' }, 'programme-manager': { retry: 'ending' } },
  failed: { ...takenAway, 'project-manager': giveUpOrRetry, 'programme-manager': giveUpOrRetry },
  done: nothing,
  ended: nothing,
  revoked: nothing,
  denied: nothing,
  withdrawn: nothing,
  lapsed: nothing,
  abandoned: nothing,
};

/** Who may ever do it, whatever the state: a person without the right is told so before the state is looked at. */
const rights: Readonly<Record<Exclude<PersonAction, 'approve' | 'deny' | 'return' | 'sign-in'>, readonly Hat[]>> = {
  resubmit: ['requester'],
  'accept-commitments': ['subject'],
  withdraw: ['requester'],
  leave: ['subject'],
  revoke: ['investigator', 'project-manager', 'programme-manager', 'representative'],
  retry: ['project-manager', 'programme-manager'],
  abandon: ['project-manager', 'programme-manager'],
};

/** Whose are the seats of the first stage: data access "Investigator"; join workspace "Project Manager or Investigator". */
const firstStage: Readonly<Record<AccessType, readonly Person[]>> = { 'data-access': ['investigator'], 'join-workspace': ['investigator', 'manager'] };

/** Whose data it is about, and so whose the seats of the second stage are, which exists at tier 3 only. */
const representatives: Readonly<Record<AccessType, readonly Person[]>> = { 'data-access': ['representative'], 'join-workspace': ['representative', 'otherRepresentative'] };
const representativesDecide: Readonly<Record<Tier, boolean>> = { 0: false, 1: false, 2: false, 3: true };

/** Every situation that a request can come to at the tier. */
export const situationsAt = (tier: Tier): readonly Situation[] =>
  (Object.keys(allowed) as Situation[]).filter((situation) => representativesDecide[tier] || situation !== 'in-review, Representatives');

/** What has happened to the request before: who has given which vote in its present version, and how many stages were opened. */
export interface Past {
  readonly votes: ReadonlyMap<PersonKey, string>;
  readonly opened: 0 | 1 | 2;
}

/** From here on a Representative of the data may take access away. Before, they see a request only where they are asked. */
const approvedOnce: ReadonlySet<Situation> = new Set<Situation>([
  'approved',
  'awaiting-sign-in',
  'fulfilling',
  'active',
  'suspended',
  'ending',
  'ending, removal given up',
  'failed',
  'done',
  'ended',
  'revoked',
]);

function hatsOf(person: Person, { type, way, situation }: Case, { opened }: Past): ReadonlySet<Hat> {
  const hats = new Set<Hat>();
  if (person === (way === 'own' ? 'researcher' : 'investigator')) hats.add('requester');
  if (person === 'researcher') hats.add('subject');
  const office = offices[person];
  if (office) hats.add(office);
  if (representatives[type].includes(person) && approvedOnce.has(situation)) hats.add('representative');
  if (opened >= 1 && firstStage[type].includes(person)) hats.add('asked');
  if (opened >= 2 && representatives[type].includes(person)) hats.add('asked');
  if (situation === 'in-review, first stage' && firstStage[type].includes(person)) hats.add('seat');
  if (situation === 'in-review, Representatives' && representatives[type].includes(person)) hats.add('seat');
  // "The decider, if they own the group": here the Investigator, who decides the first stage in both ways.
  if (situation === 'awaiting-sign-in' && person === 'investigator') hats.add('grantor');
  return hats;
}

/** `→ state` when it is done; else the reason of the refusal, or `unchanged`. */
export function expected(person: Person, action: PersonAction, at: Case, past: Past): string {
  const hats = hatsOf(person, at, past);
  if (action === 'sign-in') return hats.has('grantor') ? '→ awaiting-sign-in' : 'unchanged';
  if (hats.size === 0) return 'not-found';
  for (const hat of hats) {
    // Nobody revokes their own access: they leave.
    if (action === 'revoke' && hats.has('subject')) break;
    const next = allowed[at.situation][hat]?.[action];
    if (next === 'next stage or approved') return isLastVote(at) ? '→ approved' : '→ in-review';
    if (next === 'first stage again') return at.way === 'added' && !representativesDecide[at.tier] ? '→ approved' : '→ in-review';
    if (next) return `→ ${next}`;
  }
  if (action === 'approve' || action === 'deny' || action === 'return') return refusedVote(action, person, hats, at, past);
  const right = rights[action].some((hat) => hats.has(hat)) && !(action === 'revoke' && hats.has('subject'));
  return right ? 'not-possible' : 'not-allowed';
}

/** One vote is enough for the first stage; every Representative votes, and here none of them has. */
function isLastVote({ type, tier, situation }: Case): boolean {
  if (situation === 'in-review, first stage') return !representativesDecide[tier];
  return representatives[type].length === 1;
}

function refusedVote(answer: string, person: Person, hats: ReadonlySet<Hat>, { situation }: Case, { votes }: Past): string {
  const given = votes.get(person as PersonKey);
  if (given !== undefined) return given === answer ? 'unchanged' : 'already-decided';
  if (hats.has('requester') || hats.has('subject')) return 'own-request';
  if (hats.has('asked')) return 'already-decided';
  return situation.startsWith('in-review') ? 'not-allowed' : 'not-possible';
}

/** The row in words: who may what, and where it leads. */
export function sentenceOf(situation: Situation): string {
  const parts = Object.entries(allowed[situation]).map(
    ([hat, acts]) => `the ${hat} may ${Object.entries(acts).map(([action, next]) => `${action} → ${next}`).join(', ')}`,
  );
  return parts.length === 0 ? 'every act of everyone is refused' : parts.join('; ');
}
