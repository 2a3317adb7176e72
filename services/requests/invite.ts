import { localDate, plusMonths, type Context } from '../context/index.js';
import { changeState } from './change-state.js';
import { insertDraft } from './insert-draft.js';
import { accessRules } from './request-types.js';
import type { RequestRecord } from './request.js';
import { enterReview } from './review.js';
import { membershipOf } from './workspace-membership.js';

/**
 * Asks for somebody's membership of a workspace that was built, in the name of who asked for the workspace: a request like any other, which waits for the
 * person's commitments and the seats of its stages. False where they have or await a membership already.
 */
export async function invite(context: Context, building: RequestRecord, personId: string): Promise<boolean> {
  if (await membershipOf(context.trx, personId, building.workspace_id)) return false;
  const longest = plusMonths(localDate(context.organisation, context.clock.now()), accessRules['join-workspace'].longestMonths);
  const draft = await insertDraft(
    { ...context, actor: { kind: 'person', id: building.requester_id, systemRoles: new Set() } },
    {
      type: 'join-workspace',
      subjectId: personId,
      place: { projectId: building.project_id, packageId: building.work_package_id, workspaceId: building.workspace_id },
      datasetId: null,
      tier: building.tier,
      purpose: building.purpose,
      untilOn: building.until_on < longest ? building.until_on : longest,
      outerId: null,
    },
  );
  const submitted = await changeState(context, draft, { action: 'submit', facts: { type: draft.type, tier: draft.tier, until: draft.until_on, workspace: draft.workspace_id, requester: building.requester_id }, texts: { purpose: draft.purpose }, event: 'submitted' });
  await enterReview(context, submitted);
  return true;
}
