import type { AuditNote, Context } from '../../context/index.js';
import { announce, subjectOf } from '../change-state.js';
import { finishEnding } from '../finish-ending.js';
import { lockRequest } from '../store.js';

/** What became of it: taken out, was no member, kept because another request explains the membership, or given up. */
export type RemovalOutcome = 'removed' | 'not-member' | 'kept' | 'failed';

/** Records what became of a removal; a request that was ending has ended. Recording it again changes nothing. */
export async function recordRemoval(context: Context, command: { readonly removalId: number; readonly outcome: RemovalOutcome; readonly failure?: string }): Promise<void> {
  const { trx } = context;
  const now = context.clock.now();
  const removal = await trx.selectFrom('removals').selectAll().where('id', '=', command.removalId).forUpdate().executeTakeFirst();
  if (!removal || removal.state === 'done' || removal.state === 'kept') return;
  const failed = command.outcome === 'failed';
  await trx
    .updateTable('removals')
    .set({ state: failed ? 'failed' : command.outcome === 'kept' ? 'kept' : 'done', done_at: failed ? null : now, failure: command.failure ?? null })
    .where('id', '=', removal.id)
    .execute();
  const note: Pick<AuditNote, 'action' | 'outcome' | 'facts' | 'reason'> = {
    action: 'membership.remove',
    outcome: failed ? 'failed' : 'done',
    facts: { group: removal.group_id, result: command.outcome },
    ...(command.failure ? { reason: command.failure } : {}),
  };
  const request = removal.request_id === null ? undefined : await lockRequest(trx, removal.request_id);
  if (!request) {
    context.audit.push({ ...note, ...(await membershipIn(context, removal.group_id)), subjectId: removal.person_id });
    return;
  }
  context.audit.push({ ...subjectOf(request), ...note });
  if (failed) {
    await trx.updateTable('requests').set({ failure: command.failure ?? 'directory-unavailable' }).where('id', '=', request.id).execute();
    await announce(context, request, 'removal-failed');
    return;
  }
  if (request.state === 'ending') await finishEnding(context, request);
}

/** A removal that had been given up is under way again. */
export async function reopenRemoval({ trx }: Context, removalId: number): Promise<void> {
  await trx.updateTable('removals').set({ state: 'queued', failure: null }).where('id', '=', removalId).where('state', '=', 'failed').execute();
}

/** What an audit entry about a membership that no request gave says of its place. */
async function membershipIn({ trx }: Context, groupId: string): Promise<Pick<AuditNote, 'objectType' | 'objectId' | 'projectId' | 'datasetId'>> {
  const place = await trx
    .selectFrom('directory_groups as g')
    .innerJoin('workspaces as w', 'w.id', 'g.workspace_id')
    .select(['w.project_id', 'g.dataset_id'])
    .where('g.id', '=', groupId)
    .executeTakeFirst();
  return { objectType: 'membership', objectId: groupId, ...(place ? { projectId: place.project_id } : {}), ...(place?.dataset_id ? { datasetId: place.dataset_id } : {}) };
}
