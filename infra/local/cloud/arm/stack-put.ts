import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { json } from '../router.js';
import { requireRight } from './access.js';
import { ArmError, badRequest } from './arm-error.js';
import type { ArmResource, Stack, StackRun, Step } from './arm-state.js';
import { fitting, takeFault } from './asked-faults.js';
import { readBody, subscriptionOf, type ArmCall, type ArmHandler } from './call.js';
import { sameId } from './ids.js';
import { followedAt } from './operations.js';
import { preflight } from './preflight.js';
import { stackIdOf, stackNameOf, stackView } from './stacks.js';
import { expand, type Plan, type PlannedResource } from './templates/expand.js';
import { withoutSecrets } from './templates/runtime.js';

const unmanage = z.enum(['delete', 'detach']);
const parameterSchema = z.union([z.object({ value: z.unknown() }).refine((given) => given.value !== undefined), z.object({ reference: z.object({ keyVault: z.object({ id: z.string() }), secretName: z.string().min(1), secretVersion: z.string().optional() }) })]);

const stackSchema = z.object({
  location: z.string(),
  tags: z.record(z.string(), z.string()).default({}),
  properties: z.object({
    description: z.string().max(4096).optional(),
    templateLink: z.object({ id: z.string() }),
    parameters: z.record(z.string(), parameterSchema).default({}),
    actionOnUnmanage: z.object({ resources: unmanage, resourceGroups: unmanage.optional(), managementGroups: unmanage.optional() }),
    denySettings: z.object({ mode: z.enum(['none', 'denyDelete', 'denyWriteAndDelete']), applyToChildScopes: z.boolean().optional() }),
  }),
});
type Asked = z.output<typeof stackSchema>;

function templateOf(call: ArmCall, id: string): unknown {
  requireRight(call.azure, call.caller, 'Microsoft.Resources/templateSpecs/versions/read', id);
  const template = call.azure.specs.find(id);
  if (template === undefined) throw new ArmError(404, 'TemplateSpecVersionNotFound', `The Template Spec version '${id}' could not be found.`);
  return template;
}

/** Values as the template gets them: secrets come out of their vault for whoever may deploy from it. */
function valuesOf(call: ArmCall, given: Asked['properties']['parameters']): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(given).map(([name, parameter]) => {
      if ('value' in parameter) return [name, parameter.value];
      const { id } = parameter.reference.keyVault;
      requireRight(call.azure, call.caller, 'Microsoft.KeyVault/vaults/deploy/action', id);
      if (!call.azure.current.resources.some((resource) => sameId(resource.id, id))) throw badRequest('KeyVaultParameterReferenceNotFound', `The specified KeyVault '${id}' could not be found.`);
      return [name, `${parameter.reference.secretName}-${'x'.repeat(32)}`];
    }),
  );
}

function planOf(call: ArmCall, asked: Asked, deploymentName: string): Plan {
  const { azure } = call;
  const { resources } = azure.current;
  const place = { tenantId: azure.tenant.options.tenantId, subscriptionId: subscriptionOf(call).id, group: undefined, location: asked.location, deploymentName, now: azure.tenant.now() };
  return expand(templateOf(call, asked.properties.templateLink.id), valuesOf(call, asked.properties.parameters), place, (id) => {
    const found = resources.find((resource) => sameId(resource.id, id));
    return found && { properties: found.properties, location: found.location, ...(found.identity && { identity: found.identity }) };
  });
}

function asResource({ id, type, location, body, properties, identity }: PlannedResource): ArmResource {
  const { properties: _properties, identity: _identity, location: _location, apiVersion: _version, ...rest } = body;
  return withoutSecrets({ id, type, location: location ?? null, body: rest, properties, identity: identity ?? null }) as ArmResource;
}

/** Where a fault that was asked for lets this stack fail. */
function failureOf(call: ArmCall, name: string, steps: readonly Step[]): StackRun['failure'] {
  const at = (pattern: string): number => (/^\d+$/u.test(pattern) ? Math.min(Number(pattern), steps.length - 1) : steps.findIndex(({ id }) => fitting(pattern, id)));
  const fault = takeFault(call.azure, 'stack', ({ stack, resource }) => fitting(stack, name) && at(resource) >= 0);
  return fault ? { step: at(fault.resource), code: fault.code, message: fault.message } : null;
}

/** Secret values are not kept; where they lie is. */
const remembered = (asked: Asked): Readonly<Record<string, unknown>> => ({ ...asked.properties, parameters: Object.fromEntries(Object.entries(asked.properties.parameters).filter(([name]) => !/password|secret/iu.test(name))) });

/** Makes a deployment stack, or makes it again: what is there already stays. */
export const putStack: ArmHandler = (call) => {
  const { azure, caller, request } = call;
  const id = stackIdOf(call);
  requireRight(azure, caller, 'Microsoft.Resources/deploymentStacks/write', id);
  const asked = readBody(request, stackSchema);
  const subscription = subscriptionOf(call);
  const before = azure.current.stacks.find((stack) => sameId(stack.id, id));
  if (before && (before.state === 'deploying' || before.state === 'deleting')) {
    throw new ArmError(409, 'DeploymentStackInNonTerminalState', `The deployment stack '${before.name}' is in the non-terminal state '${before.state}'. Wait until the operation in progress has ended.`);
  }
  if (before && before.location !== asked.location) throw new ArmError(409, 'InvalidDeploymentStackLocation', `The location of the deployment stack is '${before.location}' and cannot be changed.`);
  if (!subscription.regions.includes(asked.location)) throw badRequest('LocationNotAvailableForDeploymentStack', `The provided location '${asked.location}' is not available for deployment stacks. List of available regions is '${subscription.regions.join(',')}'.`);

  const operationId = randomUUID();
  const deploymentName = `${stackNameOf(call)}-${operationId.slice(0, 13)}`;
  const plan = planOf(call, asked, deploymentName);
  preflight(call, plan);
  const steps = plan.resources.map((resource): Step => ({ id: resource.id, type: resource.type, deploymentId: resource.deploymentId, dependsOn: [...resource.dependsOn], resource: asResource(resource) }));
  const failure = failureOf(call, stackNameOf(call), steps);
  const now = azure.tenant.now().toISOString();
  const stack: Stack = {
    id,
    subscriptionId: subscription.id,
    name: stackNameOf(call),
    location: asked.location,
    tags: asked.tags,
    properties: remembered(asked),
    deploymentId: `/subscriptions/${subscription.id}/providers/Microsoft.Resources/deployments/${deploymentName}`,
    correlationId: randomUUID(),
    createdAt: before?.createdAt ?? now,
    createdBy: before?.createdBy ?? caller.objectId,
    run: { kind: 'put', operationId, begunAt: now, paceMs: azure.tenant.options.armPaceMs, steps, done: 0, failure, deployments: plan.deployments.map((each) => ({ ...each, outputs: { ...each.outputs } })) },
    state: 'deploying',
    resources: before?.resources.filter((each) => steps.some((step) => sameId(step.id, each))) ?? [],
  };
  azure.update((state) => {
    state.stacks = [...state.stacks.filter((each) => !sameId(each.id, id)), stack];
  });
  return json(before ? 200 : 201, stackView(stack), followedAt(call, 'Microsoft.Resources/deploymentStackOperationStatus', asked.location, operationId));
};
