import { sweep } from '../../context/index.js';
import { transact, type Surroundings } from '../../audit/index.js';
import { carryOut } from '../carry-out.js';
import { requestTypeRules } from '../request-types.js';
import { isFulfillable, nobodyOwns, requestTypes, type RequestRecord } from '../request.js';
import { lockRequest } from '../store.js';
import { outerStands } from '../workspace-membership.js';
import { grantPlan } from './grant-plan.js';

const types = requestTypes.filter((type) => requestTypeRules[type].carriedOutBy === 'membership');

/**
 * What waits for somebody to become owner is looked at every hour: nobody says when that has happened. A request that is approved and that no workflow
 * is at was left by the version before, in a job of a queue that nobody may be working on any more: it gets its workflow here, and if a bot of that
 * version takes it up as well, the membership's lock and the request's state let only one of them do it. That is why nobody has to drain the old queue.
 */
export async function sweepGranting(world: Surroundings, faults: unknown[]): Promise<void> {
  const now = world.clock.now().getTime();
  const anHourAgo = new Date(now - 60 * 60_000);
  const rows = await world.db
    .selectFrom('requests as r')
    .leftJoin('workflows as w', (join) => join.on('w.kind', '=', grantPlan.kind).on('w.about_type', '=', 'request').onRef('w.about_id', '=', 'r.id').on('w.state', 'not in', ['done', 'undone']))
    .select('r.id')
    .where('r.type', 'in', types)
    .where((where) =>
      where.or([
        where.and([where('r.state', 'in', ['approved', 'fulfilling']), where('w.id', 'is', null), where('r.updated_at', '<', new Date(now - 60_000))]),
        where.and([where('r.state', '=', 'awaiting-sign-in'), where('r.failure', '=', nobodyOwns), where('w.id', 'is', null), where('r.updated_at', '<=', anHourAgo)]),
        where.and([where('w.state', '=', 'waiting'), where('w.cause', '=', 'owner'), where('w.changed_at', '<=', anHourAgo)]),
      ]),
    )
    .orderBy('r.id')
    .execute();
  for (const { id } of rows) {
    await transact(world, sweep, async (context) => {
      const request = await lockRequest(context.trx, id);
      if (request && isFulfillable(request.state) && (await outerStands(context.trx, request))) await carryOut(context, request as RequestRecord);
    }).catch((error: unknown) => faults.push(error));
  }
}
