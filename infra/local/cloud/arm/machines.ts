import { randomUUID } from 'node:crypto';
import { json, type CloudResponse } from '../router.js';
import { requireRight } from './access.js';
import { badRequest, requestIds, resourceNotFound } from './arm-error.js';
import type { ArmResource, Machine, Power } from './arm-state.js';
import { fitting, takeFault } from './asked-faults.js';
import { subscriptionOf, type ArmCall, type ArmHandler } from './call.js';
import { groupId, sameId, typeAndName, within } from './ids.js';
import { requireGroup } from './groups.js';
import { followedAt } from './operations.js';

const machineType = 'Microsoft.Compute/virtualMachines';

export const isMachine = ({ type }: Pick<ArmResource, 'type'>): boolean => type.toLowerCase() === machineType.toLowerCase();
export const powerOf = ({ passing, to, until }: Machine, now: Date): Power => (now.getTime() < Date.parse(until) ? passing : to);

const groupIdOf = (call: ArmCall): string => groupId({ subscriptionId: subscriptionOf(call).id, name: call.request.param('group') });

function instanceView(call: ArmCall, id: string): object {
  const machine = call.azure.current.machines.find((each) => sameId(each.id, id));
  const power = machine ? powerOf(machine, call.azure.tenant.now()) : 'stopped';
  return { computerName: typeAndName(id).name, statuses: [{ code: 'ProvisioningState/succeeded', level: 'Info', displayStatus: 'Provisioning succeeded' }, { code: `PowerState/${power}`, level: 'Info', displayStatus: `VM ${power}` }] };
}

function view(call: ArmCall, { id, location, body, properties, identity }: ArmResource, expanded: boolean): object {
  return { id, name: typeAndName(id).name, type: machineType, location, ...body, ...(identity && { identity }), properties: { ...properties, ...(expanded && { instanceView: instanceView(call, id) }) } };
}

function expands(call: ArmCall): boolean {
  const asked = call.request.url.searchParams.get('$expand');
  if (asked === null) return false;
  if (asked.toLowerCase() !== 'instanceview') throw badRequest('InvalidParameter', `The value '${asked}' of parameter '$expand' is not valid.`);
  return true;
}

/** The machine in the path, for a caller who may do this to it. */
function permitted(call: ArmCall, right: string): ArmResource {
  const group = groupIdOf(call);
  const name = call.request.param('machine');
  const id = `${group}/providers/${machineType}/${name}`;
  requireRight(call.azure, call.caller, `${machineType}/${right}`, id);
  requireGroup(call, call.request.param('group'));
  const found = call.azure.current.resources.find((resource) => sameId(resource.id, id));
  if (!found) throw resourceNotFound(machineType, name, call.request.param('group'));
  return found;
}

export const listMachines: ArmHandler = (call) => {
  const group = groupIdOf(call);
  requireRight(call.azure, call.caller, `${machineType}/read`, group);
  requireGroup(call, call.request.param('group'));
  // As in Azure: states of a whole list come with a filter on a scale set only.
  if (expands(call)) throw badRequest('InvalidParameter', "The parameter '$expand' needs a '$filter' here.");
  const found = call.azure.current.resources.filter((resource) => isMachine(resource) && within(resource.id, group));
  return json(200, { value: found.map((resource) => view(call, resource, false)) }, requestIds());
};

export const getMachine: ArmHandler = (call) => {
  const found = permitted(call, 'read');
  const expanded = expands(call);
  if (expanded) permitted(call, 'instanceView/read');
  return json(200, view(call, found, expanded), requestIds());
};

export const getInstanceView: ArmHandler = (call) => json(200, instanceView(call, permitted(call, 'instanceView/read').id), requestIds());

const acts = {
  start: { right: 'start/action', passing: 'starting', to: 'running' },
  deallocate: { right: 'deallocate/action', passing: 'deallocating', to: 'deallocated' },
  powerOff: { right: 'powerOff/action', passing: 'stopping', to: 'stopped' },
  restart: { right: 'restart/action', passing: 'starting', to: 'running' },
} as const;

/** Lets a machine go over into another state, which takes its time. One that is there already stays, and that is a success. */
export const machineAct =
  (name: keyof typeof acts): ArmHandler =>
  (call): CloudResponse => {
    const { right, passing, to } = acts[name];
    const { azure } = call;
    const { id, location } = permitted(call, right);
    const fault = takeFault(azure, 'machine', ({ machine }) => fitting(machine, `${name} ${typeAndName(id).name}`));
    const now = azure.tenant.now();
    const operationId = randomUUID();
    azure.update((state) => {
      const machine = state.machines.find((each) => sameId(each.id, id));
      if (!machine) return;
      const before = powerOf(machine, now);
      const stays = before === to && name !== 'restart';
      const until = new Date(now.getTime() + (stays ? 0 : azure.tenant.options.machinePaceMs)).toISOString();
      if (!stays) Object.assign(machine, { passing, to: fault ? before : to, until });
      state.operations.push({ id: operationId, begunAt: now.toISOString(), until, error: fault ? { code: fault.code, message: fault.message } : null });
    });
    return { status: 202, headers: followedAt(call, 'Microsoft.Compute/operations', location ?? 'global', operationId) };
  };
