import type { ProcessActor } from '../context/index.js';
import { LockkeeperError } from '../context/index.js';
import { transact, type Surroundings } from '../audit/index.js';
import type { Attempt } from './fulfil-request.js';
import { withMembershipLock } from './membership-lock.js';
import type { RemoverRights } from './ports.js';
import { recordRemoval, type RemovalOutcome } from './record-removal.js';

const remover: ProcessActor = { kind: 'process', id: 'remover' };

/**
 * Takes a person out of a group, unless another request still explains the membership ("Two grants of the same access are counted; the
 * last to end removes").
 * @param attempt `last`: no retry follows; a failure is recorded, and the request stays visibly in `ending`
 */
export async function removeMember(world: Surroundings & { readonly rights: RemoverRights }, removalId: number, attempt: Attempt): Promise<void> {
  const removal = await world.db
    .selectFrom('removals as m')
    .innerJoin('directory_groups as g', 'g.id', 'm.group_id')
    .innerJoin('requests as r', 'r.id', 'm.request_id')
    .select(['m.id', 'm.person_id', 'm.group_id', 'm.state', 'm.request_id', 'g.workspace_id', 'g.dataset_id', 'r.grant_begun_at'])
    .where('m.id', '=', removalId)
    .executeTakeFirst();
  if (!removal || removal.state === 'done' || removal.state === 'kept') return;
  await world.db.updateTable('removals').set((values) => ({ attempts: values('attempts', '+', 1), tried_at: world.clock.now() })).where('id', '=', removalId).execute();
  const record = (outcome: RemovalOutcome, failure?: string): Promise<void> =>
    transact(world, remover, (context) => recordRemoval(context, { removalId, outcome, ...(failure === undefined ? {} : { failure }) }), attempt.correlationId);
  try {
    const outcome = await withMembershipLock(world.db, removal.group_id, removal.person_id, async (trx): Promise<'kept' | 'removed' | 'not-member' | 'refused'> => {
      const other = await trx
        .selectFrom('requests')
        .select('id')
        .where('subject_id', '=', removal.person_id)
        .where('workspace_id', '=', removal.workspace_id)
        .where('dataset_id', removal.dataset_id === null ? 'is' : '=', removal.dataset_id)
        // One that is just being carried out adds after us, or has already become active: both hold the membership's lock.
        .where('state', '=', 'active')
        .limit(1)
        .executeTakeFirst();
      return other ? 'kept' : world.rights.removeMember({ groupId: removal.group_id, personId: removal.person_id });
    });
    if (outcome === 'not-member' && !attempt.last && maySpreadStill(removal.grant_begun_at, world.clock.now())) {
      throw new LockkeeperError('directory-unavailable', 'A membership that was just made is not known everywhere yet.');
    }
    await (outcome === 'refused' ? record('failed', 'directory-refused') : record(outcome));
  } catch (error) {
    if (!attempt.last) throw error;
    await record('failed', 'directory-unavailable');
    if (!(error instanceof LockkeeperError)) throw error;
  }
}

/** A directory of many copies may answer "no member" for minutes after the member was added: that is asked again until it can be believed. */
const spreadsWithinMs = 10 * 60_000;

const maySpreadStill = (grantBegunAt: Date | null, now: Date): boolean => grantBegunAt !== null && now.getTime() - grantBegunAt.getTime() < spreadsWithinMs;
