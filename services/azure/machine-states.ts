import type { ComputeManagementClient } from '@azure/arm-compute';
import { powerStates, type MachineState, type PowerState, type ResourceGroup } from '../workspaces/index.js';
import { groupName } from './arm-names.js';

/** So many at a time are asked for their state. */
const atOnce = 5;

/** The machines of a group with their states. Azure tells states of a whole list for scale sets only, so that each is asked for by itself. */
export async function machineStates(client: ComputeManagementClient, group: ResourceGroup, callMs: number): Promise<readonly MachineState[]> {
  const name = groupName.parse(group.name);
  const abortSignal = AbortSignal.timeout(callMs);
  const machines: { readonly name: string; readonly size: string }[] = [];
  for await (const machine of client.virtualMachines.list(name, { abortSignal })) machines.push({ name: machine.name ?? '', size: machine.hardwareProfile?.vmSize ?? '' });
  const states: MachineState[] = [];
  for (let from = 0; from < machines.length; from += atOnce) {
    const part = machines.slice(from, from + atOnce).map(async (machine) => {
      const { statuses } = await client.virtualMachines.instanceView(name, machine.name, { abortSignal });
      return { ...machine, state: powerStateOf(statuses?.map(({ code }) => code ?? '') ?? []) };
    });
    states.push(...(await Promise.all(part)));
  }
  return states.toSorted((a, b) => a.name.localeCompare(b.name));
}

/** Out of codes such as `PowerState/running`. */
function powerStateOf(codes: readonly string[]): PowerState {
  const said = codes.find((code) => code.startsWith('PowerState/'))?.slice('PowerState/'.length);
  return powerStates.find((state) => state === said) ?? 'unknown';
}
