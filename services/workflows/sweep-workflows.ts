import { sweep } from '../context/index.js';
import { transact, type Surroundings } from '../audit/index.js';

/** Workflows that one sweep sends on. */
const most = 500;

/**
 * Sends a job for every workflow whose step is due and that nobody runs: a process was killed, or its job was lost. What runs already is not
 * disturbed. Answers with their number.
 */
export async function sweepWorkflows(world: Surroundings, queueOf: (kind: string) => 'workflow' | 'removal' | undefined): Promise<number> {
  return transact(world, sweep, async (context) => {
    const now = context.clock.now();
    const idle = await context.trx
      .selectFrom('workflows')
      .select(['id', 'kind'])
      .where('due_at', '<=', now)
      .where((where) => where.or([where('leased_until', 'is', null), where('leased_until', '<', now)]))
      .orderBy('due_at')
      .limit(most)
      .execute();
    for (const { id, kind } of idle) {
      const queue = queueOf(kind);
      if (queue) context.jobs.push({ queue, data: { workflowId: id } });
    }
    return idle.length;
  });
}
