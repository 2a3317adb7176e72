import type { Step, StepOutcome } from '../../workflows/index.js';
import { notDone } from '../not-done.js';
import { withFacts } from './acting.js';
import type { BuildInput } from './build-input.js';
import type { Provisioning } from './provisioning.js';

/**
 * Whoever made the groups owns them no more: from now on the Investigator and the Project Managers do. A maker whose place another Programme Manager has
 * taken, and who is not there to sign in, is left to the comparison with the directory, which tells of owners whom no role explains.
 */
export const handOverStep = (world: Provisioning): Step<BuildInput> => ({
  name: 'hand-over',
  tryMs: 120_000,
  tries: 8,
  givesUpAfterMs: 3_600_000,
  run: ({ input, signal }) =>
    withFacts(world, input, async (facts): Promise<StepOutcome> => {
      const groups = await world.db.selectFrom('directory_groups').select(['id', 'made_by']).where('workspace_id', '=', input.workspaceId).orderBy('id').execute();
      let leftOwned = 0;
      for (const { id, made_by } of groups) {
        if (made_by === null || facts.ownerIds.includes(made_by)) continue;
        signal.throwIfAborted();
        const left = await world.groups.leaveOwnership({ grantorId: made_by, groupId: id });
        if (left.kind === 'done') continue;
        if (made_by === facts.grantorId) return notDone(left);
        leftOwned += 1;
      }
      return { kind: 'done', facts: { groups: groups.length, leftOwned } };
    }),
});
