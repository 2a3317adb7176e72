import type { Surroundings } from '../../audit/index.js';
import type { StepOutcome, Try, Workflow } from '../../workflows/index.js';
import { withMembershipLock } from '../membership-lock.js';
import type { RemoverRights } from '../ports.js';
import { typesGiving } from '../request-types.js';
import { removalPlan, type RemovalInput } from './removal-plan.js';

export interface Remover extends Surroundings {
  readonly rights: RemoverRights;
}

/**
 * Takes a person out of a group, unless another request still explains the membership ("Two grants of the same access are counted; the
 * last to end removes").
 */
export const removalWorkflow = (world: Remover): Workflow<RemovalInput> => ({
  ...removalPlan,
  // Nine tries are a quarter of an hour; then it is visibly failed, and tried again every hour (`sweep-removals.ts`).
  steps: [{ name: 'take-out', tryMs: 90_000, tries: 9, givesUpAfterMs: 2 * spreadsWithinMs, run: (now) => takeOut(world, now) }],
});

async function takeOut(world: Remover, { input: { removalId } }: Try<RemovalInput>): Promise<StepOutcome> {
  const removal = await world.db
    .selectFrom('removals as m')
    .innerJoin('directory_groups as g', 'g.id', 'm.group_id')
    .leftJoin('requests as r', 'r.id', 'm.request_id')
    .select(['m.person_id', 'm.group_id', 'm.state', 'g.workspace_id', 'g.dataset_id', 'g.kind', 'r.grant_begun_at'])
    .where('m.id', '=', removalId)
    .executeTakeFirst();
  if (!removal) return { kind: 'done', facts: { result: 'not-member' } };
  if (removal.state === 'done' || removal.state === 'kept') return { kind: 'done', facts: { result: removal.state === 'kept' ? 'kept' : 'removed' } };
  const result = await withMembershipLock(world.db, removal.group_id, removal.person_id, async (trx): Promise<'kept' | 'removed' | 'not-member' | 'refused'> => {
    const types = typesGiving(removal.kind);
    const other =
      types.length > 0 &&
      (await trx
        .selectFrom('requests')
        .select('id')
        .where('type', 'in', types)
        .where('subject_id', '=', removal.person_id)
        .where('workspace_id', '=', removal.workspace_id)
        .where('dataset_id', removal.dataset_id === null ? 'is' : '=', removal.dataset_id)
        // One that is just being carried out adds after us, or has already become active: both hold the membership's lock.
        .where('state', '=', 'active')
        .limit(1)
        .executeTakeFirst());
    return other ? 'kept' : world.rights.removeMember({ groupId: removal.group_id, personId: removal.person_id });
  });
  if (result === 'refused') return { kind: 'fails', cause: 'directory-refused' };
  if (result === 'not-member' && maySpreadStill(removal.grant_begun_at, world.clock.now())) return { kind: 'under-way', askAfterMs: 30_000 };
  return { kind: 'done', facts: { result } };
}

/** A directory of many copies may answer "no member" for minutes after the member was added: that is asked again until it can be believed. */
const spreadsWithinMs = 10 * 60_000;

const maySpreadStill = (grantBegunAt: Date | null, now: Date): boolean => grantBegunAt !== null && now.getTime() - grantBegunAt.getTime() < spreadsWithinMs;
