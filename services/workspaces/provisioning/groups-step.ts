import { numberOf } from '../../context/index.js';
import { transact } from '../../audit/index.js';
import type { Step, StepOutcome, Try } from '../../workflows/index.js';
import { groupAlias, groupKinds, groupName, type GroupKind } from '../workspace.js';
import { notDone } from '../not-done.js';
import { withFacts } from './acting.js';
import type { BuildFacts } from './build-facts.js';
import type { BuildInput } from './build-input.js';
import { builder, type Provisioning } from './provisioning.js';

interface WantedGroup {
  readonly kind: GroupKind;
  readonly datasetId: number | null;
}

/** One group for each role, one to review, and a read-only one for each dataset ("Directory groups"). */
const wantedGroups = ({ datasetIds }: Pick<BuildFacts, 'datasetIds'>): readonly WantedGroup[] => [
  ...groupKinds.map((kind) => ({ kind, datasetId: null })),
  ...datasetIds.map((datasetId) => ({ kind: 'data' as const, datasetId })),
];

/** Makes the directory groups with the Programme Manager's rights, owned by the Investigator with the Project Managers. */
export const groupsStep = (world: Provisioning): Step<BuildInput> => ({
  name: 'groups',
  tryMs: 120_000,
  tries: 8,
  givesUpAfterMs: 3_600_000,
  run: ({ input, correlationId, signal }) =>
    withFacts(world, input, async (facts): Promise<StepOutcome> => {
      const wanted = wantedGroups(facts);
      // What is on record was made by an earlier try, perhaps with another Programme Manager's rights.
      const made = await world.db.selectFrom('directory_groups').select(['kind', 'dataset_id']).where('workspace_id', '=', input.workspaceId).execute();
      for (const group of wanted) {
        if (made.some(({ kind, dataset_id }) => kind === group.kind && dataset_id === group.datasetId)) continue;
        signal.throwIfAborted();
        const ensured = await world.groups.ensureGroup({ grantorId: facts.grantorId, ...descriptionOf(facts, group) });
        if (ensured.kind !== 'done') return notDone(ensured);
        await record(world, facts, group, ensured.groupId, correlationId);
      }
      return { kind: 'done', facts: { groups: wanted.length } };
    }),
  undo: (now) => removeGroups(world, now),
});

function descriptionOf({ workspaceId, name, ownerIds }: BuildFacts, { kind, datasetId }: WantedGroup) {
  return {
    alias: groupAlias(workspaceId, kind, datasetId),
    name: groupName(workspaceId, kind, datasetId),
    description: `Made by Lockkeeper for ${numberOf('workspace', workspaceId)} ${name}. Members come and go by approved requests alone.`,
    ownerIds,
    // Managers start and stop machines; everybody else comes in by a request.
    memberIds: kind === 'managers' ? ownerIds : [],
  };
}

/** The directory has it: so has the record. */
async function record(world: Provisioning, { workspaceId, grantorId, requestId }: BuildFacts, { kind, datasetId }: WantedGroup, groupId: string, correlationId: string): Promise<void> {
  await transact(
    world,
    builder,
    async (context) => {
      const inserted = await context.trx
        .insertInto('directory_groups')
        .values({ id: groupId, name: groupName(workspaceId, kind, datasetId), workspace_id: workspaceId, kind, dataset_id: datasetId, made_by: grantorId })
        .onConflict((conflict) => conflict.column('id').doNothing())
        .returning('id')
        .executeTakeFirst();
      if (inserted) context.audit.push({ action: 'workspace.group', outcome: 'done', objectType: 'workspace', objectId: numberOf('workspace', workspaceId), requestId, facts: { group: groupId, kind, dataset: datasetId, grantor: grantorId } });
    },
    correlationId,
  );
}

/** What was made is deleted again, with the rights of who made it, and owns it until the workspace stands. */
async function removeGroups(world: Provisioning, { input, correlationId }: Try<BuildInput>): Promise<StepOutcome> {
  const groups = await world.db.selectFrom('directory_groups').select(['id', 'made_by']).where('workspace_id', '=', input.workspaceId).execute();
  for (const { id, made_by } of groups) {
    if (made_by === null) return { kind: 'fails', cause: 'approver-lost-rights' };
    const deleted = await world.groups.deleteGroup({ grantorId: made_by, groupId: id });
    if (deleted.kind !== 'done') return { kind: 'fails', cause: deleted.kind };
    await transact(
      world,
      builder,
      async (context) => {
        await context.trx.deleteFrom('directory_groups').where('id', '=', id).execute();
        context.audit.push({ action: 'workspace.group-delete', outcome: 'done', objectType: 'workspace', objectId: numberOf('workspace', input.workspaceId), requestId: input.requestId, facts: { group: id } });
      },
      correlationId,
    );
  }
  return { kind: 'done' };
}
