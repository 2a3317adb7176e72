import type { Context } from '../../context/index.js';
import { failWaiting, findWorkflow, giveUpWorkflow, resumeWorkflow, retryWorkflow } from '../../workflows/index.js';
import type { Cause, RequestRecord } from '../request.js';
import { failRequest } from './fail-request.js';
import { outerStands } from '../workspace-membership.js';
import { aboutGrant, beginGranting, grantPlan } from './grant-plan.js';

/**
 * Begins to make the subject a member, or goes on with it where that waits or had failed. Data needs its subject in the workspace: the membership does
 * this for the requests inside when it becomes active.
 */
export async function goOnWithGranting(context: Context, request: RequestRecord): Promise<void> {
  const open = await findWorkflow(context.trx, grantPlan, aboutGrant(request));
  if (open) {
    if ((await resumeWorkflow(context, grantPlan, open.id)) === 'unchanged') await retryWorkflow(context, grantPlan, open.id);
  } else if (await outerStands(context.trx, request)) {
    await beginGranting(context, request);
  }
}

/** A step that runs at this moment finds that its request has gone another way, or has added already: then the removal that follows takes out. */
export async function stopGranting(context: Context, request: RequestRecord, cause: string): Promise<void> {
  const open = await findWorkflow(context.trx, grantPlan, aboutGrant(request));
  if (open) await giveUpWorkflow(context, grantPlan, open.id, cause);
}

/** The workflow that waits fails, and its request with it; a request that no workflow waits for fails by itself. */
export async function failGranting(context: Context, request: RequestRecord, cause: Cause): Promise<void> {
  const open = await findWorkflow(context.trx, grantPlan, aboutGrant(request));
  if (open && (await failWaiting(context, grantPlan, open.id, cause)) === 'done') return;
  await failRequest(context, request, cause);
}
