/** A template expression, written without its brackets. */
export class Expression {
  constructor(readonly text: string) {}

  /** A property of what the expression gives: `machine.platform`. */
  get(property: string): Expression {
    return new Expression(`${this.text}.${property}`);
  }

  /** An element of the list that the expression gives. */
  at(place: number | Expression): Expression {
    return new Expression(`${this.text}[${inside(place)}]`);
  }
}

/** A part that is in its final form: nothing in it is an expression of ours, nothing is to be escaped. */
export class Verbatim {
  constructor(readonly document: object) {}
}

export type Value = string | number | boolean | Expression;
export type Json = Value | Verbatim | null | readonly Json[] | { readonly [key: string]: Json | undefined };
export type JsonObject = { readonly [key: string]: Json | undefined };

/** Text, numbers, flags and lists as an expression writes them. */
export function inside(value: Value | readonly Value[]): string {
  if (value instanceof Expression) return value.text;
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`;
  if (typeof value === 'boolean') return `${String(value)}()`;
  if (typeof value === 'number') return String(value);
  return call('createArray', ...value).text;
}

export const call = (name: string, ...values: readonly (Value | readonly Value[])[]): Expression => new Expression(`${name}(${values.map(inside).join(', ')})`);
export const parameter = (name: string): Expression => call('parameters', name);
export const variable = (name: string): Expression => call('variables', name);
/** `format('vm-{0}', name)` */
export const format = (template: string, ...values: readonly Value[]): Expression => call('format', template, ...values);
/** Of a resource in the same deployment, or in another resource group where its id says so. */
export const resourceId = (type: string, ...name: readonly Value[]): Expression => call('resourceId', type, ...name);
/** Where a loop stands, from 0. */
export const copyIndex = (loop?: string): Expression => (loop === undefined ? call('copyIndex') : call('copyIndex', loop));
/** The element of a list that a loop stands at. */
export const elementOf = (list: Expression, loop?: string): Expression => list.at(copyIndex(loop));
/** An expression as the key of an object, as user-assigned identities have it. */
export const asKey = (expression: Expression): string => `[${expression.text}]`;

/** What Azure reads: expressions in brackets, text that only looks like one escaped, nothing that is undefined. */
export function rendered(value: Json): unknown {
  if (value instanceof Expression) return `[${value.text}]`;
  if (value instanceof Verbatim) return value.document;
  if (typeof value === 'string') return value.startsWith('[') && value.endsWith(']') ? `[${value}` : value;
  if (Array.isArray(value)) return (value as readonly Json[]).map(rendered);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value as JsonObject).flatMap(([key, member]) => (member === undefined ? [] : [[key, rendered(member)]])));
}
