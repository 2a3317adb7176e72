import type { PackageState } from './work-package.js';

/** What a person can do to the classification of a work package. */
export const personActions = [
  'record-preliminary-tier',
  'open',
  'clear',
  'nudge',
  'close',
  'answer',
  'give',
  'approve-person',
  'withdraw-dataset',
  'reconsider',
  'proceed',
  'withdraw-from-classified',
  'record-tier-four',
] as const;
export type PersonAction = (typeof personActions)[number];

/** What the product does by itself: when the Representatives' time to withdraw is over, and to a combination when a part of it comes out above it. */
export const processActions = ['take-effect', 'suspend'] as const;
export type ProcessAction = (typeof processActions)[number];

export type Action = PersonAction | ProcessAction;
export const actions: readonly Action[] = [...personActions, ...processActions];

/** `'same'`: the action is possible and leaves the state. */
type Next = PackageState | 'same';

/**
 * Which action is possible in which state, and where it leads (classification.md, "Who must classify, and when it is settled"). What
 * is not written here is refused. Nothing leaves `classified`: a change of data, purpose or people's plans is a new work package.
 */
export const transitions: Readonly<Record<PackageState, Partial<Readonly<Record<Action, Next>>>>> = {
  new: { 'record-preliminary-tier': 'same', open: 'open', 'approve-person': 'same' },
  open: {
    clear: 'new',
    nudge: 'same',
    close: 'classified',
    answer: 'same',
    give: 'same',
    'approve-person': 'same',
    'withdraw-dataset': 'new',
    reconsider: 'new',
    proceed: 'same',
    'take-effect': 'classified',
  },
  // Nothing leaves it. What follows a withdrawal, or tier 4, happens around it.
  classified: { 'withdraw-from-classified': 'same', 'record-tier-four': 'same', suspend: 'same' },
};

/** Where `action` leads from `state`; undefined when it is not possible there. */
export function nextState(state: PackageState, action: Action): PackageState | undefined {
  const next = transitions[state][action];
  return next === 'same' ? state : next;
}
