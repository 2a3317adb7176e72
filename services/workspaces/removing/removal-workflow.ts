import type { StepOutcome, Workflow } from '../../workflows/index.js';
import type { AzureRemover } from '../ports.js';
import { removalPlan, type RemovalInput } from './removal-plan.js';

const lookAgainMs = 5_000;

/** Runs in the remover's process. */
export const stackRemovalWorkflow = (azure: AzureRemover): Workflow<RemovalInput> => ({
  ...removalPlan,
  steps: [
    {
      name: 'delete',
      tryMs: 60_000,
      tries: 10,
      givesUpAfterMs: 2 * 3_600_000,
      async run({ input: { subscriptionId, stack }, own }): Promise<StepOutcome> {
        const address = { subscriptionId, name: stack };
        if (own['asked'] === true) {
          const state = await azure.look(address);
          if (state.kind === 'absent') return { kind: 'done' };
          if (state.kind === 'refused') return { kind: 'fails', cause: 'refused', facts: { why: state.why.slice(0, 500) } };
          if (state.kind === 'under-way') return { kind: 'under-way', askAfterMs: lookAgainMs };
        }
        const deleted = await azure.deleteStack(address);
        switch (deleted.kind) {
          case 'absent':
            return { kind: 'done' };
          case 'begun':
            return { kind: 'under-way', askAfterMs: lookAgainMs, facts: { asked: true } };
          case 'refused':
            return { kind: 'fails', cause: 'refused', facts: { why: deleted.why.slice(0, 500) } };
          default:
            return deleted satisfies never;
        }
      },
    },
  ],
});
