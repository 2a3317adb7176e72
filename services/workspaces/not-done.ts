import type { StepOutcome } from '../workflows/index.js';
import type { NotDone } from './ports.js';

/** What it means for a step that something was not done with a person's rights. */
export function notDone(outcome: NotDone): StepOutcome {
  return outcome.kind === 'sign-in-needed' ? { kind: 'waits', for: 'sign-in' } : { kind: 'fails', cause: 'refused', facts: { why: outcome.why.slice(0, 500) } };
}
