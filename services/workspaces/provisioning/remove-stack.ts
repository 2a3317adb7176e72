import { transact } from '../../audit/index.js';
import { beginWorkflow, viewProgress, type StepOutcome, type Try } from '../../workflows/index.js';
import { azureName } from '../workspace.js';
import { removalPlan } from '../removing/removal-plan.js';
import type { BuildInput } from './build-input.js';
import { builder, type Provisioning } from './provisioning.js';

const lookAgainMs = 5_000;

/** What was built is deleted by the remover, which alone may; this waits until it has. */
export async function removeStack(world: Provisioning, { input, own, correlationId }: Try<BuildInput>): Promise<StepOutcome> {
  const about = { type: 'workspace', id: input.workspaceId };
  const row = await world.db.selectFrom('workspaces').select('subscription_id').where('id', '=', input.workspaceId).executeTakeFirst();
  // No stack was ever asked for.
  if (typeof row?.subscription_id !== 'string' || !('address' in own)) return { kind: 'done' };
  const subscriptionId = row.subscription_id;
  return transact(
    world,
    builder,
    async (context): Promise<StepOutcome> => {
      const progress = await viewProgress(context.trx, removalPlan.kind, about);
      if (progress?.state === 'done') return { kind: 'done' };
      if (progress?.state === 'failed') return { kind: 'fails', cause: progress.cause ?? 'azure-failed' };
      if (!progress) await beginWorkflow(context, removalPlan, { about, input: { subscriptionId, stack: azureName(input.workspaceId) } });
      return { kind: 'under-way', askAfterMs: lookAgainMs };
    },
    correlationId,
  );
}
