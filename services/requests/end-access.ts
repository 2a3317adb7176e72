import { numberOf, type AuditNote, type Context } from '../context/index.js';
import { authorise, type ActOnRequest } from './authorise.js';
import { changeState, subjectOf } from './change-state.js';
import { followOuter } from './decide-request.js';
import { stopCarryingOut } from './carry-out.js';
import { finishEnding } from './finish-ending.js';
import { queueRemoval } from './removing/queue-removal.js';
import type { Cause, RequestRecord } from './request.js';
import { done, refuse, type Result } from './results.js';
import { membershipOf } from './workspace-membership.js';

export interface RevokeRequest extends ActOnRequest {
  /** Why, for the person and the record; needed. */
  readonly comment: string;
}

/** The subject gives access up. */
export async function leaveAccess(context: Context, command: ActOnRequest): Promise<Result<RequestRecord>> {
  const authorised = await authorise(context, 'leave', command);
  return authorised.kind === 'done' ? done(await beginEnding(context, authorised.value, 'leave', 'left')) : authorised;
}

/** Somebody who may takes access away, with a reason. A Representative's revocation also ends their approval of the person on the package. */
export async function revokeAccess(context: Context, command: RevokeRequest): Promise<Result<RequestRecord>> {
  const authorised = await authorise(context, 'revoke', command);
  if (authorised.kind !== 'done') return authorised;
  const request = authorised.value;
  const comment = command.comment.trim();
  if (comment === '') return refuse(context, { action: 'request.revoke', ...subjectOf(request) }, 'comment-needed');
  const voided = await voidApprovals(context, request);
  return done(await beginEnding(context, request, 'revoke', 'revoked', { comment, facts: voided.length === 0 ? {} : { voided: voided.join(' ') } }));
}

/** What the acting person approved, or a deputy or predecessor of theirs for datasets that they represent. Answers with the datasets' numbers. */
async function voidApprovals(context: Context, request: RequestRecord): Promise<readonly string[]> {
  const voided = await context.trx
    .updateTable('package_approvals')
    .set({ voided_at: context.clock.now() })
    .where('work_package_id', '=', request.work_package_id)
    .where('subject_id', '=', request.subject_id)
    .where('voided_at', 'is', null)
    .where((where) =>
      where.or([
        where('representative_id', '=', context.actor.id),
        where(
          'dataset_id',
          'in',
          where.selectFrom('dataset_representatives').select('dataset_id').where('person_id', '=', context.actor.id).where('deputy', '=', false).where('until', 'is', null),
        ),
      ]),
    )
    .returning('dataset_id')
    .execute();
  return [...new Set(voided.map(({ dataset_id }) => dataset_id))].sort((a, b) => a - b).map((id) => numberOf('dataset', id));
}

/**
 * Access begins to end: the removal is queued for the remover, and whatever lies inside this access ends with it.
 * What was never granted passes through here as well: removing somebody who is no member changes nothing.
 */
export async function beginEnding(context: Context, request: RequestRecord, action: 'leave' | 'revoke' | 'end', cause: Cause, more: { readonly comment?: string; readonly facts?: AuditNote['facts'] } = {}): Promise<RequestRecord> {
  const { comment = '', facts } = more;
  const ending = await changeState(context, request, { action, patch: { cause, due_at: null }, reason: cause, ...(facts ? { facts } : {}), ...(comment === '' ? {} : { texts: { comment } }) });
  await stopCarryingOut(context, ending, cause);
  await endInner(context, ending);
  return (await queueRemoval(context, ending)) === 'queued' ? ending : finishEnding(context, ending);
}

/** Ending an outer layer ends the inner ones, unless another membership of the same workspace stands. */
async function endInner(context: Context, outer: RequestRecord): Promise<void> {
  if (outer.type !== 'join-workspace') return;
  const other = await membershipOf(context.trx, outer.subject_id, outer.workspace_id);
  if (other?.state === 'active' || other?.state === 'suspended') return;
  await followOuter(context, outer);
  const inner = await context.trx
    .selectFrom('requests')
    .selectAll()
    .where('type', '=', 'data-access')
    .where('subject_id', '=', outer.subject_id)
    .where('workspace_id', '=', outer.workspace_id)
    .where('state', 'in', ['fulfilling', 'active', 'suspended'])
    .forUpdate()
    .execute();
  for (const row of inner as RequestRecord[]) await beginEnding(context, row, 'end', 'outer-ended');
}
