import { randomUUID } from 'node:crypto';
import { json, type CloudResponse } from '../router.js';
import { requireRight, rightsOf } from './access.js';
import { ArmError, badRequest, requestIds } from './arm-error.js';
import type { Stack, Step } from './arm-state.js';
import { subscriptionOf, type ArmCall, type ArmHandler } from './call.js';
import { groupOf, sameId, typeAndName, within } from './ids.js';
import { followedAt } from './operations.js';
import { fitting, takeFault } from './asked-faults.js';

const stackName = /^[-\w.()]{1,90}$/u;

/** Name in the path. Throws 400 for one that Azure does not take. */
export function stackNameOf({ request }: ArmCall): string {
  const name = request.param('stack');
  if (!stackName.test(name)) throw badRequest('InvalidDeploymentStackName', `The deployment stack name '${name}' is not valid.`);
  return name;
}

export const stackIdOf = (call: ArmCall): string => `/subscriptions/${subscriptionOf(call).id}/providers/Microsoft.Resources/deploymentStacks/${stackNameOf(call)}`;

function find(call: ArmCall): Stack | undefined {
  const id = stackIdOf(call);
  return call.azure.current.stacks.find((stack) => sameId(stack.id, id));
}

/** A stack as Azure shows it. Resources stand in it as they come to be. */
export function stackView({ id, name, location, tags, properties, deploymentId, correlationId, createdAt, createdBy, state, resources, run }: Stack): object {
  const failed = run.failure && run.done === run.failure.step && state === 'failed' ? run.failure : null;
  const step = failed && run.steps[failed.step];
  const error = failed && {
    code: run.kind === 'put' ? 'DeploymentFailed' : 'DeploymentStackDeleteResourcesFailed',
    message: `One or more resources could not be ${run.kind === 'put' ? 'deployed' : 'deleted'}. Correlation id: '${correlationId}'.`,
    details: [{ code: failed.code, message: failed.message, ...(step && { target: step.id }) }],
  };
  return {
    id,
    name,
    type: 'Microsoft.Resources/deploymentStacks',
    location,
    tags,
    systemData: { createdBy, createdByType: 'User', createdAt, lastModifiedBy: createdBy, lastModifiedByType: 'User', lastModifiedAt: run.begunAt },
    properties: {
      ...properties,
      provisioningState: state,
      deploymentId,
      correlationId,
      resources: resources.map((each) => ({ id: each, status: 'managed', denyStatus: 'none' })),
      detachedResources: [],
      deletedResources: [],
      failedResources: failed && step ? [{ id: step.id, error: { code: failed.code, message: failed.message } }] : [],
      ...(error && { error }),
    },
  };
}

export const getStack: ArmHandler = (call) => {
  requireRight(call.azure, call.caller, 'Microsoft.Resources/deploymentStacks/read', stackIdOf(call));
  const stack = find(call);
  if (!stack) throw new ArmError(404, 'DeploymentStackNotFound', `The deployment stack '${stackNameOf(call)}' could not be found.`);
  return json(200, stackView(stack), requestIds());
};

export const listStacks: ArmHandler = (call) => {
  const { id } = subscriptionOf(call);
  requireRight(call.azure, call.caller, 'Microsoft.Resources/deploymentStacks/read', `/subscriptions/${id}`);
  return json(200, { value: call.azure.current.stacks.filter(({ subscriptionId }) => subscriptionId === id).map(stackView) }, requestIds());
};

/** What has to go one by one: what lies in a group that goes as a whole goes with it. Parts before their whole, groups last. */
function deletions(stack: Stack, withGroups: boolean): readonly Step[] {
  const groups = withGroups ? stack.resources.filter((id) => typeAndName(id).type === 'Microsoft.Resources/resourceGroups') : [];
  const single = stack.resources.filter((id) => !groups.some((group) => within(id, group)) && typeAndName(id).type !== 'Microsoft.Resources/resourceGroups').toReversed();
  return [...single, ...groups].map((id) => ({ id, type: typeAndName(id).type, deploymentId: stack.deploymentId, dependsOn: [], resource: null }));
}

/** Deletes a stack, with everything in it where that is asked for. Azure asks for the right to delete each single thing. */
export const deleteStack: ArmHandler = (call): CloudResponse => {
  const { azure, caller, request } = call;
  const id = stackIdOf(call);
  requireRight(azure, caller, 'Microsoft.Resources/deploymentStacks/delete', id);
  const stack = find(call);
  if (!stack) return { status: 204, headers: requestIds() };
  if (stack.state === 'deploying' || stack.state === 'deleting') throw new ArmError(409, 'DeploymentStackInNonTerminalState', `The deployment stack '${stack.name}' is in the non-terminal state '${stack.state}'. Wait until the operation in progress has ended.`);
  const { searchParams } = request.url;
  const asked = (name: string): boolean => searchParams.get(name) === 'delete';
  const steps = asked('unmanageAction.Resources') ? deletions(stack, asked('unmanageAction.ResourceGroups')) : [];
  const may = rightsOf(azure, caller);
  const forbidden = steps.findIndex((step) => !may(`${groupOf(step.id) && step.type === 'Microsoft.Resources/resourceGroups' ? 'Microsoft.Resources/subscriptions/resourceGroups' : step.type}/delete`, step.id));
  const fault = takeFault(azure, 'stack', ({ stack: pattern, resource }) => fitting(pattern, stack.name) && (/^\d+$/u.test(resource) || steps.some((step) => fitting(resource, step.id))));
  const operationId = randomUUID();
  azure.update((state) => {
    const own = state.stacks.find((each) => sameId(each.id, id));
    if (!own) return;
    own.state = 'deleting';
    const failing = fault ? Math.max(0, steps.findIndex((step, at) => (/^\d+$/u.test(fault.resource) ? at === Number(fault.resource) : fitting(fault.resource, step.id)))) : -1;
    own.run = {
      kind: 'delete',
      operationId,
      begunAt: azure.tenant.now().toISOString(),
      paceMs: azure.tenant.options.armPaceMs,
      steps: [...steps],
      done: 0,
      failure: forbidden >= 0 ? { step: forbidden, code: 'AuthorizationFailed', message: `The client '${caller.name}' with object id '${caller.objectId}' may not delete '${steps[forbidden]?.id ?? ''}'.` } : fault ? { step: failing, code: fault.code, message: fault.message } : null,
      deployments: [],
    };
  });
  return { status: 202, headers: followedAt(call, 'Microsoft.Resources/deploymentStackOperationStatus', stack.location, operationId) };
};
