import { diagnosticsOf } from './diagnostics.js';
import { asKey, format, rendered, type Expression, type JsonObject } from './expression.js';
import type { Parameters } from './parameters.js';
import { dependenciesOf } from './dependencies.js';
import { factsOf } from './resource-types.js';
import type { Resource } from './resource.js';

export type Output = Readonly<{ type: 'string' | 'array' | 'object' | 'int' | 'bool'; value: Expression }>;

/** What Azure reads. */
export interface RenderedTemplate {
  readonly $schema: string;
  readonly languageVersion: '2.0';
  readonly contentVersion: string;
  readonly parameters: Parameters;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly resources: Readonly<Record<string, RenderedResource>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
}
export type RenderedResource = Readonly<Record<string, unknown>> & { readonly type: string; readonly apiVersion: string; readonly name: string };

/** A template before it is written: what it may use, and what is in it. */
export interface Template {
  readonly deployedTo: 'subscription' | 'resource group';
  /** All that may be used; those that are not used are not declared. */
  readonly parameters: Parameters;
  readonly variables?: Readonly<Record<string, Expression>>;
  readonly resources: readonly Resource[];
  readonly outputs?: Readonly<Record<string, Output>>;
  /** Given to everything that has a region. */
  readonly location: Expression;
  /** Given to everything that can carry tags. */
  readonly tags: JsonObject;
  /** The log workspace to which everything sends its diagnostics that has some. */
  readonly diagnosticsTo?: Expression;
}

const schemas = {
  subscription: 'https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#',
  'resource group': 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
};

/** @throws Error when a resource's key is taken twice, or when something is used that is not declared */
export function written(template: Template): RenderedTemplate {
  const resources = [...template.resources, ...(template.diagnosticsTo ? diagnosticsOf(template.resources, template.diagnosticsTo) : [])];
  const keys = resources.map(({ key }) => key);
  const twice = keys.find((key, place) => keys.indexOf(key) !== place);
  if (twice !== undefined) throw new Error(`Two resources are called ${twice}.`);
  const body = {
    resources: Object.fromEntries(resources.map((each) => [each.key, writtenResource(each, resources, template)])),
    ...(template.outputs && { outputs: Object.fromEntries(Object.entries(template.outputs).map(([name, output]) => [name, rendered(output)])) }),
  };
  const variables = used('variables', Object.fromEntries(Object.entries(template.variables ?? {}).map(([name, value]) => [name, rendered(value)])), body);
  return { $schema: schemas[template.deployedTo], languageVersion: '2.0', contentVersion: '1.0.0.0', parameters: used('parameters', template.parameters, { variables, ...body }), variables, ...body };
}

function writtenResource(each: Resource, all: readonly Resource[], template: Template): RenderedResource {
  const facts = factsOf(each.type);
  const dependsOn = dependenciesOf(each, all);
  const { tags: ownTags, ...body } = each.body;
  const document = {
    ...(each.condition && { condition: each.condition }),
    ...(each.copy && { copy: { ...each.copy } }),
    type: each.type,
    apiVersion: facts.api,
    name: each.name.length === 1 ? each.name[0] : format(each.name.map((_, place) => `{${String(place)}}`).join('/'), ...each.name),
    ...(each.scope && { scope: each.scope }),
    ...(facts.at && { location: facts.at === 'global' ? 'global' : template.location }),
    ...(facts.tags && { tags: { ...template.tags, ...(ownTags as JsonObject | undefined) } }),
    ...body,
    ...(dependsOn.length > 0 && { dependsOn }),
  };
  return rendered(document as JsonObject) as RenderedResource;
}

/** Of what is declared, what a document uses, in the order of the declaration; through variables that use others, too. */
function used<Declared>(kind: 'parameters' | 'variables', declared: Readonly<Record<string, Declared>>, document: unknown): Readonly<Record<string, Declared>> {
  const names = new Set<string>();
  const collect = (from: unknown): void => {
    // A nested template declares its own; a container app has a template, too, which is a part like any other.
    const own = JSON.stringify(from, (name, value: unknown) => (name === 'template' && typeof value === 'object' && value !== null && '$schema' in value ? undefined : value));
    for (const [, name] of own.matchAll(new RegExp(`\\b${kind}\\('([^']+)'\\)`, 'gu'))) {
      if (name === undefined || names.has(name)) continue;
      if (!(name in declared)) throw new Error(`${kind}('${name}') is used and not declared.`);
      names.add(name);
      if (kind === 'variables') collect(declared[name]);
    }
  };
  collect(document);
  return Object.fromEntries(Object.entries(declared).filter(([name]) => names.has(name)));
}

/** Identities in the form in which Azure takes them. */
export const userAssigned = (...ids: readonly Expression[]): JsonObject => ({ type: 'UserAssigned', userAssignedIdentities: Object.fromEntries(ids.map((each) => [asKey(each), {}])) });
