import { call, resourceId, type Expression, type JsonObject, type Value } from './expression.js';
import type { ResourceType } from './resource-types.js';

interface Loop {
  readonly name: string;
  readonly count: Expression;
  /** One after the other, for what Azure does not take at once. */
  readonly mode?: 'serial';
  readonly batchSize?: number;
}

/** A resource as a builder describes it. Location, tags, diagnostics and most of what it waits for come with the template that takes it up. */
export interface Resource {
  /** Its symbolic name, unique in its template. */
  readonly key: string;
  readonly type: ResourceType;
  /** The last part is its own name, those before are its parents'. */
  readonly name: readonly Value[];
  readonly id: Expression;
  readonly body: JsonObject;
  /** What an extension (role assignment, diagnostics) extends. */
  readonly scope?: Expression;
  readonly condition?: Expression;
  readonly copy?: Loop;
  /** Beyond the resources that it names. */
  readonly after?: readonly Resource[];
}

type Circumstances = Pick<Resource, 'scope' | 'condition' | 'copy' | 'after'>;

/** In a resource group. */
export const resource = (key: string, type: ResourceType, name: Value | readonly Value[], body: JsonObject, circumstances: Circumstances = {}): Resource => {
  const parts: readonly Value[] = Array.isArray(name) ? (name as readonly Value[]) : [name as Value];
  return { key, type, name: parts, id: resourceId(type, ...parts), body, ...circumstances };
};

/** Of a subscription itself: resource groups, policies, role definitions. */
export const subscriptionResource = (key: string, type: ResourceType, name: Value, body: JsonObject, circumstances: Circumstances = {}): Resource => ({
  ...resource(key, type, name, body, circumstances),
  id: call('subscriptionResourceId', type, name),
});

/** What only exists when it was asked for. */
export const onlyIf = (condition: Expression, resources: readonly Resource[]): readonly Resource[] =>
  resources.map((each) => ({ ...each, condition: each.condition ? call('and', condition, each.condition) : condition }));
