import { z } from 'zod';
import type { WorkflowPlan } from '../../workflows/index.js';

const input = z.strictObject({ subscriptionId: z.guid(), stack: z.string().regex(/^ws-\d{4,7}$/) });
export type RemovalInput = z.output<typeof input>;

/** Deleting what a workspace consists of in Azure: the remover's, which alone may delete. Whoever began it looks how far it is. */
export const removalPlan: WorkflowPlan<RemovalInput> = {
  kind: 'remove-stack',
  queue: 'removal',
  actor: { kind: 'process', id: 'remover' },
  input,
  steps: [{ name: 'delete' }],
  changed: () => Promise.resolve(),
};
