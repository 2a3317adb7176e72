import { numberOf, type Context } from '../../context/index.js';
import { buildingFailed, buildingStands, buildingWaits, lockBuilding, type RequestRecord } from '../../requests/index.js';
import { renewCopies } from '../../notifications/index.js';
import type { WorkflowPlan } from '../../workflows/index.js';
import { inviteMembers } from '../invite-members.js';
import { buildInput, buildKind, buildSteps, type BuildInput } from './build-input.js';
import { builder } from './provisioning.js';

/**
 * Building a workspace, as everybody may begin it. The states of the workspace and of its request change here, with the workflow's own and in the same
 * transaction. What its steps do, and with whose rights, stands in `build-workflow.ts`.
 */
export const buildPlan: WorkflowPlan<BuildInput> = {
  kind: buildKind,
  queue: 'workflow',
  actor: builder,
  input: buildInput,
  steps: buildSteps.map((name) => ({ name })),
  async hold(trx, { requestId }) {
    await trx.selectFrom('requests').select('id').where('id', '=', requestId).forUpdate().execute();
  },
  async changed(context, { input: { workspaceId, requestId }, state, cause }) {
    const request = await lockBuilding(context, requestId);
    if (!request) return;
    switch (state) {
      case 'running':
      case 'undoing':
      case 'stuck':
        return renewCopies(context, { type: 'request', id: requestId });
      case 'waiting':
        return buildingWaits(context, request);
      case 'failed':
        await buildingFailed(context, request, cause === 'approver-lost-rights' ? cause : 'building-failed', cause ?? 'building-failed');
        return;
      case 'done':
        return stands(context, request, workspaceId);
      case 'undone':
        return gone(context, request, workspaceId);
      default:
        return state satisfies never;
    }
  },
};

export const aboutBuilding = (workspaceId: number): { readonly type: string; readonly id: number } => ({ type: 'workspace', id: workspaceId });

/** It can be used: whoever was to be asked in is asked for now. */
async function stands(context: Context, request: RequestRecord, workspaceId: number): Promise<void> {
  const { trx, clock } = context;
  await trx.updateTable('workspaces').set({ state: 'active', built_at: clock.now() }).where('id', '=', workspaceId).where('state', '=', 'building').execute();
  // Azure starts what it makes.
  await trx.updateTable('workspace_machines').set({ state: 'running', seen_at: clock.now() }).where('workspace_id', '=', workspaceId).where('removed_at', 'is', null).execute();
  context.audit.push({ action: 'workspace.build', outcome: 'done', objectType: 'workspace', objectId: numberOf('workspace', workspaceId), requestId: request.id, projectId: request.project_id, facts: { tier: request.tier, grantor: request.grantor_id } });
  await buildingStands(context, request);
  await inviteMembers(context, request);
}

/** Nothing of it is left. */
async function gone(context: Context, request: RequestRecord, workspaceId: number): Promise<void> {
  await context.trx.updateTable('workspaces').set({ state: 'dropped' }).where('id', '=', workspaceId).where('state', '=', 'building').execute();
  context.audit.push({ action: 'workspace.remove', outcome: 'done', objectType: 'workspace', objectId: numberOf('workspace', workspaceId), requestId: request.id, projectId: request.project_id });
  await renewCopies(context, { type: 'request', id: request.id });
}
