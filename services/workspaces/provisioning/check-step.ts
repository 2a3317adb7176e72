import type { Step, StepOutcome } from '../../workflows/index.js';
import { azureName, machineName, resourceGroupOf } from '../workspace.js';
import { notDone } from '../not-done.js';
import { withFacts } from './acting.js';
import type { BuildFacts } from './build-facts.js';
import type { BuildInput } from './build-input.js';
import type { Provisioning } from './provisioning.js';

/** What stands is compared with what was asked for: every machine, the store and the network, in the workspace's own resource group. */
export const checkStep = (world: Provisioning): Step<BuildInput> => ({
  name: 'check',
  tryMs: 60_000,
  tries: 6,
  givesUpAfterMs: 600_000,
  run: ({ input }) =>
    withFacts(world, input, async (facts): Promise<StepOutcome> => {
      const state = await world.stacks.look({ grantorId: facts.grantorId, stack: { subscriptionId: facts.subscriptionId, name: azureName(facts.workspaceId) } });
      if (state.kind === 'sign-in-needed' || state.kind === 'refused') return notDone(state);
      if (state.kind !== 'succeeded') return { kind: 'fails', cause: 'incomplete' };
      const missing = missingFrom(facts, state.resources);
      return missing.length === 0 ? { kind: 'done', facts: { resources: state.resources.length } } : { kind: 'fails', cause: 'incomplete', facts: { missing: missing.join(' ').slice(0, 500) } };
    }),
});

/** Ends of resource ids that have to be there. */
export function missingFrom({ workspaceId, machines }: Pick<BuildFacts, 'workspaceId' | 'machines'>, resources: readonly string[]): readonly string[] {
  const inGroup = `/resourcegroups/${resourceGroupOf(workspaceId)}`;
  const held = resources.map((id) => id.toLowerCase());
  const wanted = [
    ...machines.map(({ number }) => `/microsoft.compute/virtualmachines/${machineName(workspaceId, number)}`),
    `/microsoft.network/virtualnetworks/vnet-${azureName(workspaceId)}`,
  ];
  const stores = held.some((id) => id.includes(`${inGroup}/providers/microsoft.storage/storageaccounts/`));
  return [...wanted.filter((end) => !held.some((id) => id.includes(inGroup) && id.endsWith(end))), ...(stores ? [] : ['/microsoft.storage/storageaccounts'])];
}
