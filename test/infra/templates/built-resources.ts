import type { RenderedTemplate } from '../../../infra/templates/arm/template.js';

/** A resource as Azure reads it. Loose on purpose: what is tested is the file, not the builder's idea of it. */
export interface BuiltResource {
  type: string;
  name: string;
  apiVersion: string;
  location?: string;
  tags?: Record<string, string>;
  scope?: string;
  condition?: string;
  dependsOn?: string[];
  /** Any document, that may be changed anywhere. */
  properties: ReturnType<typeof JSON.parse>;
  [property: string]: unknown;
}

export interface BuiltTemplate {
  parameters: Record<string, { type: string; defaultValue?: unknown; metadata?: { description?: string }; [limit: string]: unknown }>;
  variables: Record<string, unknown>;
  resources: Record<string, BuiltResource>;
  outputs?: Record<string, { type: string; value: unknown }>;
}

/** A copy that may be changed. */
export const copyOf = (template: RenderedTemplate): BuiltTemplate => structuredClone(template) as unknown as BuiltTemplate;

/** The template and those nested in it. */
export const templatesIn = (template: BuiltTemplate): readonly BuiltTemplate[] => [template, ...Object.values(template.resources).flatMap(({ properties }) => (properties?.template?.$schema ? templatesIn(properties.template as BuiltTemplate) : []))];

export interface Place {
  readonly key: string;
  readonly resource: BuiltResource;
  readonly template: BuiltTemplate;
}

export const placesIn = (template: BuiltTemplate): readonly Place[] => templatesIn(template).flatMap((each) => Object.entries(each.resources).map(([key, resource]) => ({ key, resource, template: each })));
export const ofType = (template: BuiltTemplate, type: string): readonly Place[] => placesIn(template).filter(({ resource }) => resource.type === type);

/** The one resource of a type, or of a key where there are several. */
export function find(template: BuiltTemplate, type: string, key?: string): BuiltResource {
  const found = ofType(template, type).find((place) => key === undefined || place.key === key);
  if (!found) throw new Error(`no ${type} ${key ?? ''}`);
  return found.resource;
}

/** Every value of a document with the way there. */
export function valuesIn(document: unknown, way = ''): readonly { readonly way: string; readonly value: unknown }[] {
  if (typeof document !== 'object' || document === null) return [{ way, value: document }];
  return Object.entries(document).flatMap(([key, value]) => valuesIn(value, `${way}/${key}`));
}
