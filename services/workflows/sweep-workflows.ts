import { sweep } from '../context/index.js';
import { transact, type Surroundings } from '../audit/index.js';
import type { WorkflowPlan } from './workflow.js';

/** Workflows that one sweep sends on. */
const most = 500;

/**
 * Sends a job for every workflow of these kinds whose step is due and that nobody runs: a process was killed, or its job was lost. What runs already
 * is not disturbed. Answers with their number.
 */
export async function sweepWorkflows(world: Surroundings, plans: readonly Pick<WorkflowPlan<unknown>, 'kind' | 'queue'>[]): Promise<number> {
  if (plans.length === 0) return 0;
  return transact(world, sweep, async (context) => {
    const now = context.clock.now();
    const idle = await context.trx
      .selectFrom('workflows')
      .select(['id', 'kind'])
      .where('kind', 'in', plans.map(({ kind }) => kind))
      .where('due_at', '<=', now)
      .where((where) => where.or([where('leased_until', 'is', null), where('leased_until', '<', now)]))
      .orderBy('due_at')
      .limit(most)
      .execute();
    for (const { id, kind } of idle) {
      const plan = plans.find((candidate) => candidate.kind === kind);
      if (plan) context.jobs.push({ queue: plan.queue, data: { workflowId: id } });
    }
    return idle.length;
  });
}
