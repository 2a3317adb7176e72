import type { Step, StepOutcome } from '../../workflows/index.js';
import { notDone, withFacts } from './acting.js';
import type { BuildInput } from './build-input.js';
import type { Provisioning } from './provisioning.js';

/** Whoever built the groups owns them no more: from now on the Investigator and the Project Managers do. */
export const handOverStep = (world: Provisioning): Step<BuildInput> => ({
  name: 'hand-over',
  tryMs: 120_000,
  tries: 8,
  givesUpAfterMs: 3_600_000,
  run: ({ input, signal }) =>
    withFacts(world, input, async (facts): Promise<StepOutcome> => {
      if (facts.ownerIds.includes(facts.grantorId)) return { kind: 'done', facts: { groups: 0 } };
      const groups = await world.db.selectFrom('directory_groups').select('id').where('workspace_id', '=', input.workspaceId).orderBy('id').execute();
      for (const { id } of groups) {
        signal.throwIfAborted();
        const left = await world.groups.leaveOwnership({ grantorId: facts.grantorId, groupId: id });
        if (left.kind !== 'done') return notDone(left);
      }
      return { kind: 'done', facts: { groups: groups.length } };
    }),
});
