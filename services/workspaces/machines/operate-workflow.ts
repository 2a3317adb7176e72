import { transact, type Surroundings } from '../../audit/index.js';
import { renewCopies } from '../../notifications/index.js';
import type { StepOutcome, Try, Workflow } from '../../workflows/index.js';
import { notDone } from '../not-done.js';
import type { MachineRights, MachineState, ResourceGroup } from '../ports.js';
import { machineName, resourceGroupOf } from '../workspace.js';
import { operatePlan, type OperateInput } from './operate-plan.js';

/** What operating machines needs of the world. */
export interface Operating extends Surroundings {
  readonly machines: MachineRights;
}

const lookAgainMs = 3_000;

/** Asks Azure with the person's rights, then looks until the machine is as it was wanted. */
export const operateWorkflow = (world: Operating): Workflow<OperateInput> => ({
  ...operatePlan,
  steps: [
    { name: 'ask', tryMs: 40_000, tries: 5, givesUpAfterMs: 600_000, run: (now) => ask(world, now) },
    { name: 'settle', tryMs: 40_000, tries: 8, givesUpAfterMs: 1_800_000, run: (now) => settle(world, now) },
  ],
});

async function ask(world: Operating, { input, correlationId }: Try<OperateInput>): Promise<StepOutcome> {
  const group = await groupOf(world, input.workspaceId);
  if (!group) return { kind: 'fails', cause: 'no-longer-possible' };
  const act = { personId: input.personId, machine: { ...group, machine: machineName(input.workspaceId, input.number) } };
  const done = input.wanted === 'running' ? await world.machines.start(act) : await world.machines.stop(act);
  if (done.kind !== 'done') return notDone(done);
  await record(world, input, input.wanted === 'running' ? 'starting' : 'deallocating', correlationId);
  return { kind: 'done' };
}

async function settle(world: Operating, { input, correlationId }: Try<OperateInput>): Promise<StepOutcome> {
  const group = await groupOf(world, input.workspaceId);
  if (!group) return { kind: 'fails', cause: 'no-longer-possible' };
  const listed = await world.machines.list({ personId: input.personId, group });
  if (listed.kind !== 'done') return notDone(listed);
  const found = listed.machines.find(({ name }) => name.toLowerCase() === machineName(input.workspaceId, input.number));
  if (!found) return { kind: 'fails', cause: 'incomplete' };
  await record(world, input, found.state, correlationId);
  return found.state === input.wanted ? { kind: 'done', facts: { state: found.state } } : { kind: 'under-way', askAfterMs: lookAgainMs, facts: { state: found.state } };
}

/** As Azure tells it, where that is news; the cards that show it are renewed. */
async function record(world: Operating, { workspaceId, number }: OperateInput, state: MachineState['state'], correlationId: string): Promise<void> {
  await transact(
    world,
    operatePlan.actor,
    async (context) => {
      const changed = await context.trx
        .updateTable('workspace_machines')
        .set({ state, seen_at: context.clock.now() })
        .where('workspace_id', '=', workspaceId)
        .where('number', '=', number)
        .where('state', '<>', state)
        .returning('number')
        .executeTakeFirst();
      if (changed) await renewCopies(context, { type: 'workspace', id: workspaceId });
    },
    correlationId,
  );
}

async function groupOf({ db }: Operating, workspaceId: number): Promise<ResourceGroup | undefined> {
  const row = await db.selectFrom('workspaces').select('subscription_id').where('id', '=', workspaceId).where('state', '=', 'active').executeTakeFirst();
  return typeof row?.subscription_id !== 'string' ? undefined : { subscriptionId: row.subscription_id, name: resourceGroupOf(workspaceId) };
}
