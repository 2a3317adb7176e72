/** What becomes of a record. It is never overwritten: a newer one supersedes it. */
export const recordStates = ['proposed', 'confirmed', 'declined', 'superseded', 'lapsed'] as const;
export type RecordState = (typeof recordStates)[number];

export const recordActions = ['confirm', 'decline', 'supersede', 'lapse'] as const;
export type RecordAction = (typeof recordActions)[number];

const transitions: Readonly<Record<RecordState, Partial<Readonly<Record<RecordAction, RecordState>>>>> = {
  proposed: { confirm: 'confirmed', decline: 'declined', supersede: 'superseded' },
  confirmed: { supersede: 'superseded', lapse: 'lapsed' },
  lapsed: { supersede: 'superseded' },
  declined: {},
  superseded: {},
};

/** The state that `action` leads to; undefined where it is not possible. */
export const nextState = (state: RecordState, action: RecordAction): RecordState | undefined => transitions[state][action];
