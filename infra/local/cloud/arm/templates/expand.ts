import { badRequest } from '../arm-error.js';
import { evaluate, type Surroundings } from '../expressions/evaluate.js';
import { ExpressionError } from '../expressions/parse.js';
import { groupId, providerPart, sameId, type GroupAddress } from '../ids.js';
import { deploymentFunctions, type Place } from './deployment-functions.js';
import { settledParameters } from './parameters.js';
import { runtimeOf, type Runtime } from './runtime.js';
import { deploymentType, nestedSchema, templateSchema, type Template, type TemplateResource } from './template.js';

/** A resource that a deployment is to make. */
export interface PlannedResource extends Runtime {
  readonly id: string;
  readonly type: string;
  readonly deploymentId: string;
  readonly dependsOn: readonly string[];
  readonly location?: string;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface PlannedDeployment {
  readonly id: string;
  readonly parentId: string | null;
  readonly outputs: Readonly<Record<string, { readonly type: string; readonly value: unknown }>>;
}

/** All that a template makes, each after those it depends on. */
export interface Plan {
  readonly resources: PlannedResource[];
  readonly deployments: PlannedDeployment[];
}

/** Looks up what is there already. */
export type Existing = (id: string) => (Runtime & { readonly location?: string | null }) | undefined;

/**
 * Works a template out as Azure does: parameters, conditions, loops, deployments within it.
 * @throws ArmError `InvalidTemplate` where Azure would refuse it before anything is made
 */
export function expand(document: unknown, given: Readonly<Record<string, unknown>>, place: Place, existing: Existing): Plan {
  const plan: Plan = { resources: [], deployments: [] };
  try {
    expandInto(plan, document, given, place, existing, null);
  } catch (error) {
    if (error instanceof ExpressionError) throw badRequest('InvalidTemplate', `Deployment template validation failed: '${error.message}'`);
    throw error;
  }
  return plan;
}

const scopeId = (place: Place): string => (place.group ? groupId(place.group) : `/subscriptions/${place.subscriptionId}`);
export const deploymentIdOf = (place: Place): string => `${scopeId(place)}/providers/${deploymentType}/${place.deploymentName}`;

function expandInto(plan: Plan, document: unknown, given: Readonly<Record<string, unknown>>, place: Place, existing: Existing, parentId: string | null): PlannedDeployment {
  const read = templateSchema.safeParse(document);
  if (!read.success) throw badRequest('InvalidTemplate', `Deployment template validation failed: 'The template is not one of language version 2.0: ${read.error.issues.map(({ path }) => path.join('.')).join(', ')}'`);
  const template = read.data;
  /** By symbolic name: what came of it, instance after instance. */
  const made = new Map<string, (PlannedResource | PlannedDeployment)[]>();
  const find = (what: string): Runtime | undefined => plan.resources.find(({ id }) => sameId(id, what)) ?? existing(what);
  const functions = deploymentFunctions(
    place,
    (what, whole) => {
      const [symbol] = made.get(what) ?? [];
      if (symbol && 'outputs' in symbol) return { provisioningState: 'Succeeded', outputs: symbol.outputs };
      const found = symbol ?? find(what);
      return whole ? found : found?.properties;
    },
    () => plan.resources.find(({ id }) => place.group && sameId(id, groupId(place.group)))?.location ?? (place.group && existing(groupId(place.group))?.location) ?? place.location,
  );
  const outside = { variables: {}, deployment: functions };
  const parameters = settledParameters(template.parameters, given, (value, settled) => evaluate(value, { ...outside, parameters: settled }));
  const around: Surroundings = { parameters, variables: template.variables, deployment: functions };
  const deploymentId = deploymentIdOf(place);
  for (const key of inOrder(template)) {
    const resource = template.resources[key];
    if (!resource) continue;
    const dependsOn = resource.dependsOn.flatMap((name) => made.get(name)?.map(({ id }) => id) ?? []);
    const instances = resource.copy ? Number(evaluate(resource.copy.count, around)) : undefined;
    const loops: readonly (number | undefined)[] = instances === undefined ? [undefined] : Array.from({ length: instances }, (_, loop) => loop);
    made.set(key, loops.flatMap((loop): (PlannedResource | PlannedDeployment)[] => {
      const here = loop === undefined ? around : { ...around, loop };
      if (resource.condition !== undefined && evaluate(resource.condition, here) !== true) return [];
      if (resource.type === deploymentType) return [nested(plan, resource, here, place, existing, deploymentId)];
      const planned = plannedResource(resource, here, place, deploymentId, dependsOn);
      if (plan.resources.some(({ id }) => sameId(id, planned.id))) throw new ExpressionError(`The resource '${planned.id}' is defined multiple times in a template.`);
      plan.resources.push(planned);
      return [planned];
    }));
  }
  const outputs = evaluate(template.outputs, around) as PlannedDeployment['outputs'];
  const deployment = { id: deploymentId, parentId, outputs };
  plan.deployments.push(deployment);
  return deployment;
}

function plannedResource(resource: TemplateResource, around: Surroundings, place: Place, deploymentId: string, dependsOn: readonly string[]): PlannedResource {
  const { copy: _copy, condition: _condition, dependsOn: _dependsOn, ...document } = resource;
  const { type, name, scope, ...body } = evaluate(document, around) as TemplateResource & { location?: string; properties?: unknown; identity?: unknown };
  const id = type === 'Microsoft.Resources/resourceGroups' ? groupId({ subscriptionId: place.subscriptionId, name }) : `${scope ?? scopeId(place)}${providerPart(type, name)}`;
  return { id, type, deploymentId, dependsOn, ...(body.location !== undefined && { location: body.location }), body, ...runtimeOf(type, id, body, place.tenantId) };
}

function nested(plan: Plan, resource: TemplateResource, around: Surroundings, place: Place, existing: Existing, parentId: string): PlannedDeployment {
  const { template, ...properties } = resource['properties'] as { readonly template: unknown };
  const { name, subscriptionId, resourceGroup, properties: settled } = nestedSchema.parse(evaluate({ name: resource.name, subscriptionId: resource['subscriptionId'], resourceGroup: resource['resourceGroup'], properties }, around));
  const group: GroupAddress = { subscriptionId: subscriptionId ?? place.subscriptionId, name: resourceGroup };
  const values = Object.fromEntries(Object.entries(settled.parameters).map(([key, { value }]) => [key, value]));
  return expandInto(plan, template, values, { ...place, subscriptionId: group.subscriptionId, group, deploymentName: name }, existing, parentId);
}

/** Symbolic names so that each comes after those it depends on. @throws ExpressionError for a circle */
function inOrder({ resources }: Template): readonly string[] {
  const order: string[] = [];
  const open = new Set<string>();
  const visit = (key: string): void => {
    if (order.includes(key)) return;
    const resource = resources[key];
    if (!resource) throw new ExpressionError(`The resource '${key}' is not defined in the template.`);
    if (open.has(key)) throw new ExpressionError(`Circular dependency detected on resource: '${key}'.`);
    open.add(key);
    for (const name of resource.dependsOn) visit(name);
    order.push(key);
  };
  for (const key of Object.keys(resources)) visit(key);
  return order;
}
