import type { AzureRemover, StackAddress } from '../workspaces/index.js';
import { armTokens } from './app-token.js';
import { computeClient, patience, stacksClient, type ArmAccess, type ArmPatience } from './arm-clients.js';
import { groupName, machineName, stackName, subscriptionName } from './arm-names.js';
import { asked, azureMisconfigured, azureUnavailable, whyOf, type ArmAnswer } from './azure-fault.js';
import type { RemoverSettings } from './azure-settings.js';
import { machineStates } from './machine-states.js';
import { readStack } from './stack-rights.js';
import { stackState } from './stack-state.js';

/** Deletes stacks and stops machines with the remover's own role, which can neither create nor change (role Lockkeeper remover). */
export function azureRemover(settings: RemoverSettings, limits: ArmPatience = patience): AzureRemover {
  const tokens = armTokens(settings, settings.credential);
  const withToken = <Value>(act: (access: ArmAccess) => Promise<Value>): Promise<ArmAnswer<Value>> => asked(async () => act({ armBaseUrl: settings.armBaseUrl, token: await tokens() }));
  return {
    async deleteStack(stack) {
      const answer = await withToken((access) => beginDeletion(access, stack, limits));
      if (answer.kind === 'done') return { kind: answer.value };
      return answer.refusal.status === 404 ? { kind: 'absent' } : { kind: 'refused', why: whyOf(answer.refusal) };
    },
    async look(stack) {
      const answer = await withToken((access) => readStack(access, stack, limits));
      if (answer.kind === 'done') return stackState(answer.value, { done: 0, of: answer.value.properties?.resources?.length ?? 0 });
      return answer.refusal.status === 404 ? { kind: 'absent' } : { kind: 'refused', why: whyOf(answer.refusal) };
    },
    async machines(group) {
      const answer = await withToken(async (access) => machineStates(await computeClient(access, subscriptionName.parse(group.subscriptionId), limits), group, limits.callMs));
      if (answer.kind === 'done') return answer.value;
      // A group that is gone has no machines.
      if (answer.refusal.status === 404) return [];
      throw azureMisconfigured(answer.refusal);
    },
    async deallocate({ subscriptionId, name, machine }) {
      const answer = await withToken(async (access) => {
        const client = await computeClient(access, subscriptionName.parse(subscriptionId), limits);
        await client.virtualMachines.deallocate(groupName.parse(name), machineName.parse(machine), { abortSignal: AbortSignal.timeout(limits.callMs) }).submitted();
      });
      // A machine that is gone costs nothing either.
      return answer.kind === 'done' || answer.refusal.status === 404 ? 'begun' : 'refused';
    },
  };
}

/** Asked for again while it is under way, it is under way. */
async function beginDeletion(access: ArmAccess, { subscriptionId, name }: StackAddress, limits: ArmPatience): Promise<'begun' | 'absent'> {
  const client = await stacksClient(access, subscriptionName.parse(subscriptionId), limits);
  const before = await client.deploymentStacks.getAtSubscription(stackName.parse(name), { abortSignal: AbortSignal.timeout(limits.callMs) });
  const state = before.properties?.provisioningState?.toLowerCase() ?? '';
  if (state.startsWith('delet')) return 'begun';
  let first: number | undefined;
  try {
    await client.deploymentStacks.beginDeleteAtSubscription(stackName.parse(name), {
      unmanageActionResources: 'delete',
      unmanageActionResourceGroups: 'delete',
      unmanageActionManagementGroups: 'detach',
      abortSignal: AbortSignal.timeout(limits.callMs),
      onResponse: ({ status }) => { first ??= status; },
    });
  } catch (error) {
    if (first === undefined || first >= 300) throw error;
  }
  if (first === undefined) throw azureUnavailable('Azure did not say whether it deletes');
  return first === 204 ? 'absent' : 'begun';
}
