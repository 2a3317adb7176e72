import type { Trx } from '../context/index.js';
import type { RequestRecord, RequestState } from './request.js';

/** A membership that stands, or may still come or come back. */
const openMembership: readonly RequestState[] = ['active', 'submitted', 'in-review', 'returned', 'blocked', 'approved', 'awaiting-sign-in', 'fulfilling', 'suspended', 'failed'];

/**
 * The person's membership of a workspace, as the request that gives it: the active one, else the newest on its way.
 * Data in a workspace needs an active one, whichever request it came from ("data ⊂ workspace": each needs the ones around it).
 */
export async function membershipOf(trx: Trx, subjectId: string, workspaceId: number): Promise<RequestRecord | undefined> {
  const row = await trx
    .selectFrom('requests')
    .selectAll()
    .where('type', '=', 'join-workspace')
    .where('subject_id', '=', subjectId)
    .where('workspace_id', '=', workspaceId)
    .where('state', 'in', openMembership)
    .orderBy((order) => order.case().when('state', '=', 'active').then(0).else(1).end())
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row as RequestRecord | undefined;
}

/** True when the layer around the request stands: a data access needs its subject in the workspace. */
export async function outerStands(trx: Trx, request: Pick<RequestRecord, 'type' | 'subject_id' | 'workspace_id'>): Promise<boolean> {
  return request.type !== 'data-access' || (await membershipOf(trx, request.subject_id, request.workspace_id))?.state === 'active';
}
