import { parameter, rendered, type Expression, type Json } from './expression.js';

/** A parameter as a template declares it. */
export type Parameter = Readonly<Record<string, unknown>> & { readonly type: string };
export type Parameters = Readonly<Record<string, Parameter>>;

type Limits = Readonly<{ min?: number; max?: number; default?: Json; allowed?: readonly (string | number)[] }>;

const declared = (type: string, meaning: string, limits: Readonly<Record<string, unknown>>): Parameter => ({ type, ...Object.fromEntries(Object.entries(limits).filter(([, limit]) => limit !== undefined)), metadata: { description: meaning } });
const standard = (limits: Limits) => ({ allowedValues: limits.allowed, defaultValue: limits.default === undefined ? undefined : rendered(limits.default) });

/** Lengths in characters; 1 to 256 where nothing else is said. */
export const text = (meaning: string, limits: Limits = {}): Parameter => declared('string', meaning, { ...standard(limits), ...(limits.allowed ? {} : { minLength: limits.min ?? 1, maxLength: limits.max ?? 256 }) });
/** Never with a default: whoever deploys hands it over, from a vault. */
export const secret = (meaning: string, limits: Limits): Parameter => declared('secureString', meaning, { minLength: limits.min, maxLength: limits.max });
export const count = (meaning: string, limits: Limits & { readonly min: number; readonly max: number }): Parameter => declared('int', meaning, { ...standard(limits), minValue: limits.min, maxValue: limits.max });
export const flag = (meaning: string, byDefault: boolean): Parameter => declared('bool', meaning, { defaultValue: byDefault });
/** @param items what each element is; its members have limits as parameters have */
export const list = (meaning: string, items: Parameter, limits: Limits & { readonly max: number }): Parameter => declared('array', meaning, { ...standard(limits), minLength: limits.min ?? 0, maxLength: limits.max, items });
export const record = (properties: Parameters): Parameter => ({ type: 'object', properties, additionalProperties: false });
/** 36 characters of an object id, tenant id or client id. */
export const guid = (meaning: string, limits: Pick<Limits, 'default'> = {}): Parameter => text(meaning, { min: limits.default === '' ? 0 : 36, max: 36, ...limits });
export const id = (meaning: string): Parameter => text(meaning, { min: 20, max: 512 });

/** How a template speaks of its own parameters: by the same names, so that a wrong one does not compile. */
export const references = <Declared extends Parameters>(parameters: Declared): { readonly [Name in keyof Declared & string]: Expression } =>
  Object.fromEntries(Object.keys(parameters).map((name) => [name, parameter(name)])) as { readonly [Name in keyof Declared & string]: Expression };
