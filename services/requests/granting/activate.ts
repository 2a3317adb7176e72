import type { Context } from '../../context/index.js';
import type { StepOutcome } from '../../workflows/index.js';
import { carryOut } from '../carry-out.js';
import { changeState, subjectOf } from '../change-state.js';
import { obstacleTo } from '../obstacle-to.js';
import { queueRemoval } from '../removing/queue-removal.js';
import type { RequestRecord } from '../request.js';
import { lockRequest } from '../store.js';
import { grantPlan } from './grant-plan.js';

/** The directory has made the subject a member: the request is active, unless it has ended, or something has lapsed, while the directory answered. */
export async function activate(context: Context, requestId: number, added: { readonly group: string; readonly grantor: string; readonly result: 'added' | 'already-member' }): Promise<StepOutcome> {
  const { result } = added;
  const request = await lockRequest(context.trx, requestId);
  if (!request) return { kind: 'done', facts: { result } };
  // The directory has changed, whatever became of the request meanwhile.
  context.audit.push({ ...subjectOf(request), action: 'membership.add', outcome: 'done', facts: { ...added } });
  if (request.state !== 'fulfilling') {
    if (request.state !== 'active') await queueRemoval(context, request);
    return { kind: 'done', facts: { result } };
  }
  // While the directory answered, a package may have been suspended: what was added is taken out again as the request fails.
  const cause = await obstacleTo(context, request);
  if (cause) return { kind: 'fails', cause: cause === 'outer-awaited' ? 'outer-not-granted' : cause };
  const resumed = request.activated_at !== null;
  const active = await changeState(context, request, {
    action: 'activate',
    patch: { grantor_id: added.grantor, failure: null, cause: null, activated_at: request.activated_at ?? context.clock.now() },
    event: resumed ? 'resumed' : 'active',
  });
  if (active.type === 'join-workspace') await carryOutInner(context, active);
  return { kind: 'done', facts: { result } };
}

/** What was approved inside the workspace waited for this membership. */
async function carryOutInner(context: Context, outer: RequestRecord): Promise<void> {
  const inner = await context.trx
    .selectFrom('requests')
    .selectAll()
    .where('type', '=', 'data-access')
    .where('subject_id', '=', outer.subject_id)
    .where('workspace_id', '=', outer.workspace_id)
    .where((where) =>
      where.or([
        where('state', '=', 'approved'),
        where('id', 'in', (workflows) => workflows.selectFrom('workflows').select('about_id').where('kind', '=', grantPlan.kind).where('state', '=', 'waiting').where('cause', '=', 'outer')),
      ]),
    )
    .orderBy('id')
    .forUpdate()
    .execute();
  for (const row of inner as RequestRecord[]) await carryOut(context, row);
}
