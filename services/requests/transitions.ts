import type { RequestState } from './request.js';

/** What a person can do to a request. */
export const personActions = [
  'resubmit',
  'accept-commitments',
  'approve',
  'deny',
  'return',
  'withdraw',
  'leave',
  'revoke',
  'sign-in',
  'retry',
  'abandon',
] as const;
export type PersonAction = (typeof personActions)[number];

/** What the product does by itself: checks, stages, fulfilment, the clock. */
export const processActions = [
  'submit',
  'review',
  'block',
  'advance',
  'conclude',
  'await-sign-in',
  'fulfil',
  'activate',
  'fail',
  'suspend',
  'resume',
  'grant-again',
  'lapse',
  'end',
  'finish-ending',
  'follow-outer',
] as const;
export type ProcessAction = (typeof processActions)[number];

export type Action = PersonAction | ProcessAction;
export const actions: readonly Action[] = [...personActions, ...processActions];

/** `'same'`: the action is possible and leaves the state (a vote that is not the last, a return to the same place). */
type Next = RequestState | 'same' | 'by-cause';

/**
 * The whole engine: which action is possible in which state, and where it leads (people-and-requests, "States").
 * What is not written here is refused. `by-cause`: `ending` becomes `revoked` when somebody revoked, else `ended`;
 * a request that follows its outer one takes that one's end.
 */
export const transitions: Readonly<Record<RequestState, Partial<Readonly<Record<Action, Next>>>>> = {
  draft: { submit: 'submitted' },
  submitted: { review: 'in-review', block: 'blocked' },
  'in-review': {
    approve: 'same',
    deny: 'denied',
    return: 'returned',
    withdraw: 'withdrawn',
    advance: 'same',
    conclude: 'approved',
    lapse: 'lapsed',
    'follow-outer': 'by-cause',
  },
  returned: { resubmit: 'submitted', withdraw: 'withdrawn', lapse: 'lapsed', 'follow-outer': 'by-cause' },
  blocked: { 'accept-commitments': 'submitted', submit: 'submitted', withdraw: 'withdrawn', lapse: 'lapsed', 'follow-outer': 'by-cause' },
  approved: { fulfil: 'fulfilling', 'await-sign-in': 'awaiting-sign-in', fail: 'failed', leave: 'ending', revoke: 'ending', 'follow-outer': 'by-cause' },
  'awaiting-sign-in': {
    'sign-in': 'same',
    'await-sign-in': 'same',
    fulfil: 'fulfilling',
    fail: 'failed',
    leave: 'ending',
    revoke: 'ending',
    'follow-outer': 'by-cause',
  },
  fulfilling: { activate: 'active', 'await-sign-in': 'awaiting-sign-in', fail: 'failed', leave: 'ending', revoke: 'ending', end: 'ending' },
  // `grant-again`: the directory lost the membership, and somebody who may decide has it granted again.
  active: { suspend: 'suspended', 'grant-again': 'approved', leave: 'ending', revoke: 'ending', end: 'ending' },
  suspended: { resume: 'approved', leave: 'ending', revoke: 'ending', end: 'ending' },
  ending: { 'finish-ending': 'by-cause', retry: 'same' },
  failed: { retry: 'approved', abandon: 'abandoned', leave: 'ending', revoke: 'ending', 'follow-outer': 'by-cause' },
  done: {},
  ended: {},
  revoked: {},
  denied: {},
  withdrawn: {},
  lapsed: {},
  abandoned: {},
};

/** Where `action` leads from `state`; undefined when it is not possible there. */
export function nextState(state: RequestState, action: Action): Next | undefined {
  return transitions[state][action];
}
