import { json } from '../router.js';
import { requireRight } from './access.js';
import { ArmError, requestIds } from './arm-error.js';
import type { Stack, StackRun, Step } from './arm-state.js';
import { subscriptionOf, type ArmCall, type ArmHandler } from './call.js';
import { groupId, sameId, typeAndName } from './ids.js';
import { deploymentType } from './templates/template.js';

type Deployment = StackRun['deployments'][number];
type StepState = 'Succeeded' | 'Running' | 'Failed';

/** How a step stands; undefined as long as it waits, of which Azure says nothing. */
function stateOf({ run, state }: Stack, at: number): StepState | undefined {
  if (at < run.done) return 'Succeeded';
  if (at > run.done) return undefined;
  if (state === 'deploying') return 'Running';
  return run.failure?.step === at ? 'Failed' : undefined;
}

const stepsOf = ({ run }: Stack, deployment: Deployment): readonly { readonly step: Step; readonly at: number }[] => {
  const inner = run.deployments.filter(({ parentId }) => parentId === deployment.id);
  return run.steps.flatMap((step, at) => (sameId(step.deploymentId, deployment.id) || inner.some(({ id }) => sameId(step.deploymentId, id)) ? [{ step, at }] : []));
};

function deploymentState(stack: Stack, deployment: Deployment): StepState | undefined {
  if (deployment.parentId === null) return stack.state === 'deploying' ? 'Running' : stack.state === 'failed' ? 'Failed' : 'Succeeded';
  const states = stepsOf(stack, deployment).map(({ at }) => stateOf(stack, at));
  if (states.includes('Failed')) return 'Failed';
  if (states.every((each) => each === undefined)) return undefined;
  return states.every((each) => each === 'Succeeded') ? 'Succeeded' : 'Running';
}

/** A thing as deployments name it. */
const named = (id: string): object => {
  const { type, name } = typeAndName(id);
  return { id, resourceType: type, resourceName: name };
};

function view(stack: Stack, deployment: Deployment): object {
  const state = deploymentState(stack, deployment);
  const own = stack.run.steps.filter(({ deploymentId }) => sameId(deploymentId, deployment.id));
  return {
    id: deployment.id,
    name: typeAndName(deployment.id).name,
    type: deploymentType,
    properties: {
      mode: 'Incremental',
      provisioningState: state,
      correlationId: stack.correlationId,
      timestamp: stack.run.begunAt,
      dependencies: own.filter(({ dependsOn }) => dependsOn.length > 0).map((step) => ({ ...named(step.id), dependsOn: step.dependsOn.map(named) })),
      ...(state === 'Succeeded' && { outputs: deployment.outputs }),
    },
  };
}

function operation(id: string, state: StepState, stack: Stack): object {
  const { failure, begunAt } = stack.run;
  return {
    id: `${stack.deploymentId}/operations/${Buffer.from(id).toString('hex').slice(-16).toUpperCase()}`,
    operationId: Buffer.from(id).toString('hex').slice(-16).toUpperCase(),
    properties: {
      provisioningOperation: 'Create',
      provisioningState: state,
      timestamp: begunAt,
      targetResource: named(id),
      ...(state === 'Failed' && failure && { statusCode: 'Conflict', statusMessage: { status: 'Failed', error: { code: failure.code, message: failure.message } } }),
    },
  };
}

const scopeOf = (call: ArmCall): string => {
  const { id } = subscriptionOf(call);
  return call.request.url.pathname.toLowerCase().includes('/resourcegroups/') ? groupId({ subscriptionId: id, name: call.request.param('group') }) : `/subscriptions/${id}`;
};

function seen(call: ArmCall): readonly { readonly stack: Stack; readonly deployment: Deployment }[] {
  return call.azure.current.stacks.flatMap((stack) => stack.run.deployments.filter((each) => deploymentState(stack, each) !== undefined).map((deployment) => ({ stack, deployment })));
}

function find(call: ArmCall): { readonly stack: Stack; readonly deployment: Deployment } {
  const id = `${scopeOf(call)}/providers/${deploymentType}/${call.request.param('deployment')}`;
  requireRight(call.azure, call.caller, `${deploymentType}/read`, id);
  const found = seen(call).find(({ deployment }) => sameId(deployment.id, id));
  if (!found) throw new ArmError(404, 'DeploymentNotFound', `Deployment '${call.request.param('deployment')}' could not be found.`);
  return found;
}

export const getDeployment: ArmHandler = (call) => {
  const { stack, deployment } = find(call);
  return json(200, view(stack, deployment), requestIds());
};

export const listDeployments: ArmHandler = (call) => {
  const scope = scopeOf(call);
  requireRight(call.azure, call.caller, `${deploymentType}/read`, scope);
  return json(200, { value: seen(call).filter(({ deployment }) => sameId(typeAndName(deployment.id).scope, scope)).map(({ stack, deployment }) => view(stack, deployment)) }, requestIds());
};

/** What a deployment has begun, deployments within it among them. What waits for something else is not told of. */
export const listOperations: ArmHandler = (call) => {
  const { stack, deployment } = find(call);
  requireRight(call.azure, call.caller, `${deploymentType}/operations/read`, deployment.id);
  const own = stack.run.steps.flatMap((step, at) => {
    const state = stateOf(stack, at);
    return state !== undefined && sameId(step.deploymentId, deployment.id) ? [operation(step.id, state, stack)] : [];
  });
  const inner = stack.run.deployments.flatMap((each) => {
    const state = each.parentId === deployment.id ? deploymentState(stack, each) : undefined;
    return state === undefined ? [] : [operation(each.id, state, stack)];
  });
  return json(200, { value: [...own, ...inner] }, requestIds());
};
