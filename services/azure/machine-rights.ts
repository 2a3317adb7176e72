import type { ComputeManagementClient } from '@azure/arm-compute';
import type { MachineRights, NotDone, ResourceGroup } from '../workspaces/index.js';
import { computeClient, patience, type ArmPatience } from './arm-clients.js';
import { groupName, machineName, subscriptionName } from './arm-names.js';
import { asked } from './azure-fault.js';
import type { AzureSettings } from './azure-settings.js';
import { delegatedTokens } from './delegated-token.js';
import { machineStates } from './machine-states.js';
import type { UserTokens } from './ports.js';
import { armScope, notDone } from './stack-rights.js';

/** Machines as the groups of their workspace allow the person (role Lockkeeper machine operator). Stopping deallocates: only then a machine costs nothing. */
export function machineRights(settings: AzureSettings, tokens: UserTokens, limits: ArmPatience = patience): MachineRights {
  const tokenOf = delegatedTokens(settings, tokens, armScope);
  const act = async <Value>(personId: string, { subscriptionId }: ResourceGroup, work: (client: ComputeManagementClient) => Promise<Value>): Promise<{ readonly kind: 'done'; readonly value: Value } | NotDone> => {
    const delegated = await asked(() => tokenOf(personId));
    if (delegated.kind === 'refused' || delegated.value.kind === 'sign-in-needed') return { kind: 'sign-in-needed' };
    const { token } = delegated.value;
    const answer = await asked(async () => work(await computeClient({ armBaseUrl: settings.armBaseUrl, token }, subscriptionName.parse(subscriptionId), limits)));
    return answer.kind === 'done' ? answer : notDone(answer.refusal);
  };
  return {
    async list({ personId, group }) {
      const answer = await act(personId, group, (client) => machineStates(client, group, limits.callMs));
      return answer.kind === 'done' ? { kind: 'done', machines: answer.value } : answer;
    },
    async start({ personId, machine }) {
      const answer = await act(personId, machine, (client) =>
        // Awaiting the poller itself would wait until the machine runs.
        client.virtualMachines.start(groupName.parse(machine.name), machineName.parse(machine.machine), { abortSignal: AbortSignal.timeout(limits.callMs) }).submitted(),
      );
      return answer.kind === 'done' ? { kind: 'done' } : answer;
    },
    async stop({ personId, machine }) {
      const answer = await act(personId, machine, (client) =>
        client.virtualMachines.deallocate(groupName.parse(machine.name), machineName.parse(machine.machine), { abortSignal: AbortSignal.timeout(limits.callMs) }).submitted(),
      );
      return answer.kind === 'done' ? { kind: 'done' } : answer;
    },
  };
}
