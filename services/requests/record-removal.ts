import type { Context } from '../context/index.js';
import { announce, subjectOf } from './change-state.js';
import { finishEnding } from './end-access.js';
import { lockRequest } from './store.js';

/** What the remover found: taken out, was no member, kept because another request explains the membership, or given up. */
export type RemovalOutcome = 'removed' | 'not-member' | 'kept' | 'failed';

/** Records what became of a removal; a request that was ending has ended. Recording it again changes nothing. */
export async function recordRemoval(context: Context, command: { readonly removalId: number; readonly outcome: RemovalOutcome; readonly failure?: string }): Promise<void> {
  const { trx } = context;
  const now = context.clock.now();
  const removal = await trx.selectFrom('removals').selectAll().where('id', '=', command.removalId).forUpdate().executeTakeFirst();
  if (!removal || removal.state === 'done' || removal.state === 'kept') return;
  const request = await lockRequest(trx, removal.request_id);
  if (!request) return;
  const failed = command.outcome === 'failed';
  await trx
    .updateTable('removals')
    .set({ state: failed ? 'failed' : command.outcome === 'kept' ? 'kept' : 'done', done_at: failed ? null : now, failure: command.failure ?? null })
    .where('id', '=', removal.id)
    .execute();
  context.audit.push({
    ...subjectOf(request),
    action: 'membership.remove',
    outcome: failed ? 'failed' : 'done',
    facts: { group: removal.group_id, result: command.outcome },
    ...(command.failure ? { reason: command.failure } : {}),
  });
  if (failed) {
    await trx.updateTable('requests').set({ failure: command.failure ?? 'directory-unavailable' }).where('id', '=', request.id).execute();
    await announce(context, request, 'removal-failed');
    return;
  }
  if (request.state !== 'ending') return;
  await finishEnding(context, request);
}
