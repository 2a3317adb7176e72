import type { Context } from '../context/index.js';
import { changeState } from './change-state.js';
import { followOuter } from './decide-request.js';
import { beginEnding } from './end-access.js';
import { isAccess, type RequestRecord } from './request.js';
import { closeSeats } from './store.js';
import { nextState } from './transitions.js';

/** States of a request that end with a role. */
export const involvedStates = ['in-review', 'returned', 'blocked', 'approved', 'awaiting-sign-in', 'fulfilling', 'active', 'suspended', 'failed'] as const satisfies readonly RequestRecord['state'][];

/**
 * Somebody's role in a project has ended, or with `everywhere` every role (their account was disabled or deleted): their open requests there
 * are withdrawn, their access and the approvals of them are taken away; votes that they gave stand, and their seats are filled anew by
 * `recomputeSeats` (people-and-requests, "When people change").
 */
export async function endInvolvement(context: Context, personId: string, place: { readonly projectId: number } | 'everywhere'): Promise<void> {
  const projectId = place === 'everywhere' ? undefined : place.projectId;
  const rows = await context.trx
    .selectFrom('requests')
    .selectAll()
    .where((where) => where.or([where('requester_id', '=', personId), where('subject_id', '=', personId)]))
    .where('state', 'in', [...involvedStates])
    .$if(projectId !== undefined, (query) => query.where('project_id', '=', Number(projectId)))
    // A data access goes before the membership of the workspace around it, which would end it a second time.
    .orderBy('type')
    .orderBy('id')
    .forUpdate()
    .execute();
  await context.trx
    .updateTable('package_approvals')
    .set({ voided_at: context.clock.now() })
    .where('subject_id', '=', personId)
    .where('voided_at', 'is', null)
    .$if(projectId !== undefined, (query) => query.where('work_package_id', 'in', (packages) => packages.selectFrom('work_packages').select('id').where('project_id', '=', Number(projectId))))
    .execute();
  for (const request of rows as RequestRecord[]) {
    if (nextState(request.state, 'withdraw') !== undefined) {
      const withdrawn = await changeState(context, request, { action: 'withdraw', patch: { cause: 'role-ended', due_at: null }, event: 'withdrawn', reason: 'role-ended' });
      await closeSeats(context.trx, withdrawn.id);
      await followOuter(context, withdrawn);
    } else if (isAccess(request.type) && request.subject_id === personId) {
      await beginEnding(context, request, 'revoke', 'role-ended');
    }
  }
}
