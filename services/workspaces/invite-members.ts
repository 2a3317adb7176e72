import { numberOf, type Context } from '../context/index.js';
import { invite, type RequestRecord } from '../requests/index.js';

/**
 * Whoever was named in the request for a workspace is asked for when it stands, in the requester's name, as a direct addition: the requester decides at
 * once where they hold the stage's seat, and everybody else still has to be asked ("Adding someone directly"). Who asked for themselves is asked for alike.
 */
export async function inviteMembers(context: Context, request: RequestRecord): Promise<void> {
  const { trx } = context;
  const wishes = await trx
    .selectFrom('workspace_wishes as w')
    .innerJoin('project_roles as r', (join) => join.onRef('r.person_id', '=', 'w.person_id').on('r.project_id', '=', request.project_id).on('r.until', 'is', null))
    .select(['w.person_id', 'r.role'])
    .where('w.workspace_id', '=', request.workspace_id)
    .orderBy('w.person_id')
    .execute();
  for (const { person_id, role } of wishes) {
    if (role !== 'researcher' && role !== 'investigator') continue;
    const asked = await invite(context, request, person_id);
    context.audit.push({ action: 'workspace.invite', outcome: asked ? 'done' : 'unchanged', objectType: 'workspace', objectId: numberOf('workspace', request.workspace_id), subjectId: person_id, projectId: request.project_id });
  }
}
