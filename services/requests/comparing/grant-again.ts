import type { Context } from '../../context/index.js';
import { carryOut } from '../carry-out.js';
import { changeState, subjectOf } from '../change-state.js';
import type { RequestRecord } from '../request.js';
import { done, refuse, type Result } from '../results.js';
import { lockRequest } from '../store.js';
import { decidersOf, missingRequest } from './audience-of.js';
import { noteFinding } from './tell-finding.js';

export interface GrantAgain {
  readonly findingId: number;
  readonly requestId: number;
  /** The version that the person saw. */
  readonly version: number;
}

/**
 * Somebody who may decide has a membership that went missing granted again: the request is carried out once more, with everything checked afresh. What
 * is active inside a workspace waits for its membership meanwhile, as it did at first.
 */
export async function grantAgain(context: Context, { findingId, requestId, version }: GrantAgain): Promise<Result<RequestRecord>> {
  const { trx } = context;
  const action = 'request.grant-again';
  const request = await lockRequest(trx, requestId);
  if (!request || !(await decidersOf(trx, request)).includes(context.actor.id)) return refuse(context, { action, objectType: 'request', objectId: String(requestId) }, 'not-found');
  const note = { action, ...subjectOf(request), facts: { state: request.state, version } };
  const finding = await trx.selectFrom('membership_findings').selectAll().where('id', '=', findingId).where('kind', '=', 'missing-member').where('cleared_at', 'is', null).forUpdate().executeTakeFirst();
  const missing = finding && (await missingRequest(trx, { groupId: finding.group_id, personId: finding.person_id }));
  if (!finding || missing?.id !== request.id) return refuse(context, note, 'not-possible');
  if (request.version !== version) return refuse(context, note, 'outdated');
  await trx.updateTable('membership_findings').set({ cleared_at: context.clock.now() }).where('id', '=', findingId).execute();
  await noteFinding(context, { id: finding.id, kind: finding.kind, groupId: finding.group_id, personId: finding.person_id, removalId: null, questionId: null }, 'finding.grant-again');
  const approved = await changeState(context, request, { action: 'grant-again' });
  if (approved.type === 'join-workspace') await takeBackInner(context, approved);
  await carryOut(context, approved);
  return done(approved);
}

/** Nobody has data without being in the workspace, unless another membership of theirs stands. */
async function takeBackInner(context: Context, outer: RequestRecord): Promise<void> {
  const rows = await context.trx
    .selectFrom('requests as r')
    .selectAll('r')
    .where('r.type', '=', 'data-access')
    .where('r.subject_id', '=', outer.subject_id)
    .where('r.workspace_id', '=', outer.workspace_id)
    .where('r.state', '=', 'active')
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('requests as o').select('o.id').where('o.type', '=', 'join-workspace').where('o.subject_id', '=', outer.subject_id).where('o.workspace_id', '=', outer.workspace_id).where('o.state', '=', 'active'))),
    )
    .orderBy('r.id')
    .forUpdate('r')
    .execute();
  for (const row of rows as RequestRecord[]) await changeState(context, row, { action: 'grant-again' });
}
