import { sweep } from '../../context/index.js';
import { transact, type Surroundings } from '../../audit/index.js';
import { lockRequest } from '../store.js';
import { goOnWithRemoval } from './queue-removal.js';
import { removalPlan } from './removal-plan.js';

/**
 * Given up once is not given up: access that should have gone is tried again every hour until it has. A removal that no workflow is at was queued by
 * the version before, on a queue that nobody may be working on any more: it gets its workflow here, and if a remover of that version takes it up as
 * well, the membership's lock and the record let only one of them do it. That is why nobody has to drain the old queue.
 */
export async function sweepRemovals(world: Surroundings, faults: unknown[]): Promise<void> {
  const now = world.clock.now().getTime();
  const rows = await world.db
    .selectFrom('removals as m')
    .leftJoin('workflows as w', (join) => join.on('w.kind', '=', removalPlan.kind).on('w.about_type', '=', 'removal').onRef('w.about_id', '=', 'm.id').on('w.state', 'not in', ['done', 'undone']))
    .select(['m.id', 'm.request_id'])
    .where('m.state', 'in', ['queued', 'failed'])
    .where((where) =>
      where.or([
        where.and([where('w.id', 'is', null), where('m.created_at', '<', new Date(now - 60_000))]),
        where.and([where('w.state', '=', 'failed'), where('w.changed_at', '<', new Date(now - 60 * 60_000))]),
      ]),
    )
    .orderBy('m.id')
    .execute();
  for (const { id, request_id } of rows) {
    await transact(world, sweep, async (context) => {
      if (request_id !== null) await lockRequest(context.trx, request_id);
      await goOnWithRemoval(context, id);
    }).catch((error: unknown) => faults.push(error));
  }
}
