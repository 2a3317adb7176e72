import { ArmError, badRequest, errorResponse } from './arm/arm-error.js';
import { sufferFault } from './arm/asked-faults.js';
import type { ArmHandler } from './arm/call.js';
import { authenticate } from './arm/caller.js';
import { getDeployment, listDeployments, listOperations } from './arm/deployments.js';
import { getGroup, getTemplateSpec, listGroups, listResources, listRoleAssignments, listSubscriptions } from './arm/groups.js';
import { getInstanceView, getMachine, listMachines, machineAct } from './arm/machines.js';
import { getOperation } from './arm/operations.js';
import { putStack } from './arm/stack-put.js';
import { deleteStack, getStack, listStacks } from './arm/stacks.js';
import type { Area } from './cloud.js';
import type { Method, Route } from './router.js';

const subscription = '/subscriptions/{subscription}';
const group = `${subscription}/resourceGroups/{group}`;
const machine = `${group}/providers/Microsoft.Compute/virtualMachines/{machine}`;
const stack = `${subscription}/providers/Microsoft.Resources/deploymentStacks/{stack}`;

const table: readonly (readonly [Method, string, ArmHandler])[] = [
  ['GET', '/subscriptions', listSubscriptions],
  ['GET', `${subscription}/resourceGroups`, listGroups],
  ['GET', group, getGroup],
  ['GET', `${group}/resources`, listResources],
  ['GET', `${subscription}/providers/Microsoft.Authorization/roleAssignments`, listRoleAssignments],
  ['GET', `${group}/providers/Microsoft.Authorization/roleAssignments`, listRoleAssignments],
  ['GET', `${group}/providers/Microsoft.Resources/templateSpecs/{spec}/versions/{version}`, getTemplateSpec],
  ['GET', `${subscription}/providers/Microsoft.Resources/deploymentStacks`, listStacks],
  ['PUT', stack, putStack],
  ['GET', stack, getStack],
  ['DELETE', stack, deleteStack],
  ['GET', `${subscription}/providers/Microsoft.Resources/locations/{location}/deploymentStackOperationStatus/{operation}`, getOperation],
  ...[subscription, group].flatMap((scope): readonly (readonly [Method, string, ArmHandler])[] => [
    ['GET', `${scope}/providers/Microsoft.Resources/deployments`, listDeployments],
    ['GET', `${scope}/providers/Microsoft.Resources/deployments/{deployment}`, getDeployment],
    ['GET', `${scope}/providers/Microsoft.Resources/deployments/{deployment}/operations`, listOperations],
  ]),
  ['GET', `${group}/providers/Microsoft.Compute/virtualMachines`, listMachines],
  ['GET', machine, getMachine],
  ['GET', `${machine}/instanceView`, getInstanceView],
  ...(['start', 'deallocate', 'powerOff', 'restart'] as const).map((name): readonly [Method, string, ArmHandler] => ['POST', `${machine}/${name}`, machineAct(name)]),
  ['GET', `${subscription}/providers/Microsoft.Compute/locations/{location}/operations/{operation}`, getOperation],
];

/** Azure Resource Manager, as far as the product uses it. Every call passes the faults that were asked for and authentication; each handler asks the role assignments. */
export const armApi: Area = (cloud) =>
  table.map(([method, path, handler]): Route => ({
    method,
    path,
    handle: async (request) => {
      try {
        await sufferFault(cloud.azure, method, request.url.pathname);
        const caller = await authenticate(cloud, request);
        if (!request.url.searchParams.has('api-version')) throw badRequest('MissingApiVersionParameter', 'The api-version query parameter (?api-version=) is required for all requests.');
        return handler({ azure: cloud.azure, caller, request, origin: cloud.addresses.cloud });
      } catch (error) {
        if (error instanceof ArmError) return errorResponse(error);
        throw error;
      }
    },
  }));
