import { transact, type Surroundings } from '../../audit/index.js';
import type { Context } from '../../context/index.js';
import { beginBuilding, buildingFailed, lockBuilding, type RequestRecord } from '../../requests/index.js';
import { beginWorkflow, findWorkflow, giveUpWorkflow, resumeWorkflow, retryWorkflow } from '../../workflows/index.js';
import { loadBuildFacts } from './build-facts.js';
import { aboutBuilding, buildPlan } from './build-plan.js';
import { builder } from './provisioning.js';

/**
 * What an approved request for a workspace asks for next: its workflow is begun, gone on with after a sign-in, tried again, or given up, which removes
 * what was built. Called once too often, it does nothing.
 */
export async function goOnBuilding(world: Surroundings, requestId: number, correlationId?: string): Promise<void> {
  await transact(world, builder, (context) => goOn(context, requestId), correlationId);
}

async function goOn(context: Context, requestId: number): Promise<void> {
  const request = await lockBuilding(context, requestId);
  if (!request) return;
  const workflow = await findWorkflow(context.trx, buildPlan, aboutBuilding(request.workspace_id));
  switch (request.state) {
    case 'approved':
    case 'awaiting-sign-in':
      return begin(context, request, workflow);
    case 'fulfilling':
      // A step that looks for the sign-in at this moment looks once more.
      if (workflow) await resumeWorkflow(context, buildPlan, workflow.id);
      return;
    case 'abandoned':
      if (workflow) await giveUpWorkflow(context, buildPlan, workflow.id, 'abandoned');
      return;
    default:
      return;
  }
}

async function begin(context: Context, request: RequestRecord, workflow: { readonly id: number; readonly state: string } | undefined): Promise<void> {
  const input = { workspaceId: request.workspace_id, requestId: request.id };
  const approved = await withGrantor(context, request);
  const facts = await loadBuildFacts(context.trx, input);
  if (typeof facts === 'string') {
    await buildingFailed(context, approved, facts === 'approver-lost-rights' ? facts : 'building-failed', facts);
    return;
  }
  await context.trx.updateTable('workspaces').set({ state: 'building' }).where('id', '=', request.workspace_id).where('state', '=', 'planned').execute();
  await beginBuilding(context, approved, facts.grantorId);
  if (!workflow) await beginWorkflow(context, buildPlan, { about: aboutBuilding(request.workspace_id), input });
  else if (workflow.state === 'waiting') await resumeWorkflow(context, buildPlan, workflow.id);
  else await retryWorkflow(context, buildPlan, workflow.id);
}

/** The Programme Manager who approved it carries it out, unless another has taken it over. */
async function withGrantor(context: Context, request: RequestRecord): Promise<RequestRecord> {
  if (request.grantor_id !== null) return request;
  const vote = await context.trx.selectFrom('votes').select('person_id').where('request_id', '=', request.id).where('version', '=', request.version).where('answer', '=', 'approve').orderBy('id', 'desc').executeTakeFirst();
  if (!vote) return request;
  await context.trx.updateTable('requests').set({ grantor_id: vote.person_id }).where('id', '=', request.id).execute();
  return { ...request, grantor_id: vote.person_id };
}
