import type { Context } from '../../context/index.js';
import { beginWorkflow, retryWorkflow } from '../../workflows/index.js';
import type { RequestRecord } from '../request.js';
import { groupOf } from '../store.js';
import { removalPlan } from './removal-plan.js';

/**
 * Has the remover take the subject out of the group; it keeps a membership that another request still explains.
 * Without a group there is nothing to be taken out of.
 */
export async function queueRemoval(context: Context, request: RequestRecord): Promise<'queued' | 'no-group'> {
  const groupId = await groupOf(context.trx, request);
  if (groupId === undefined) return 'no-group';
  const removal = await context.trx
    .insertInto('removals')
    .values({ request_id: request.id, person_id: request.subject_id, group_id: groupId, state: 'queued', created_at: context.clock.now() })
    .returning('id')
    .executeTakeFirstOrThrow();
  await goOnWithRemoval(context, removal.id);
  return 'queued';
}

/** A removal that stands on record is carried out: begun, or tried again where it was given up. */
export async function goOnWithRemoval(context: Context, removalId: number): Promise<void> {
  const { kind, workflowId } = await beginWorkflow(context, removalPlan, { about: { type: 'removal', id: removalId }, input: { removalId } });
  if (kind === 'unchanged') await retryWorkflow(context, removalPlan, workflowId);
}

/** The request's removal that was given up is tried again. */
export async function retryRemoval(context: Context, request: RequestRecord): Promise<void> {
  const removal = await context.trx.selectFrom('removals').select('id').where('request_id', '=', request.id).where('state', '=', 'failed').orderBy('id', 'desc').limit(1).executeTakeFirst();
  if (removal) await goOnWithRemoval(context, removal.id);
}
