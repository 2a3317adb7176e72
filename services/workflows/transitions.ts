import type { WorkflowState } from './workflow.js';

/** What happens to a workflow: the first five as its steps end, the others by people and the clock. */
export const workflowEvents = ['step-done', 'step-undone', 'finish', 'wait', 'fail', 'resume', 'retry', 'give-up'] as const;
export type WorkflowEvent = (typeof workflowEvents)[number];

type Next = WorkflowState | 'same';

/** Where each event leads; what is not written here is not possible. */
export const transitions: Readonly<Record<WorkflowState, Partial<Readonly<Record<WorkflowEvent, Next>>>>> = {
  running: { 'step-done': 'same', finish: 'done', wait: 'waiting', fail: 'failed', 'give-up': 'undoing' },
  waiting: { resume: 'running', fail: 'failed', 'give-up': 'undoing' },
  failed: { retry: 'running', 'give-up': 'undoing' },
  // A step that was running when it was given up may still report that it is done: then there is that to undo, too.
  undoing: { 'step-done': 'same', 'step-undone': 'same', finish: 'undone', fail: 'stuck' },
  stuck: { retry: 'undoing' },
  done: {},
  undone: {},
};

/** Where `event` leads from `state`; undefined when it is not possible there. */
export function nextState(state: WorkflowState, event: WorkflowEvent): WorkflowState | undefined {
  const next = transitions[state][event];
  return next === 'same' ? state : next;
}

/** True while steps are run. */
export const isDriven = (state: WorkflowState): state is 'running' | 'undoing' => state === 'running' || state === 'undoing';

/** True when nothing can change any more. */
export const hasEnded = (state: WorkflowState): boolean => Object.keys(transitions[state]).length === 0;
