import { createHash } from 'node:crypto';
import { DateTime, Duration } from 'luxon';
import { cidrSubnet } from './addresses.js';
import { ExpressionError } from './parse.js';

type Pure = (...values: readonly unknown[]) => unknown;

/** Letters as Azure's own hash has them. The value is ours: what matters is that it stays the same and differs with what goes in. */
function uniqueString(values: readonly unknown[]): string {
  const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';
  const bytes = createHash('sha256').update(values.map(textOf).join('|')).digest();
  return [...bytes.subarray(0, 13)].map((byte) => alphabet[byte % 32]).join('');
}

/** A UUID of version 5 in Azure's own name space. */
function guid(values: readonly unknown[]): string {
  const space = Buffer.from('11fb06fb712d4ddd98c7e71bbd588830', 'hex');
  const hash = createHash('sha1').update(space).update(values.map(textOf).join('-')).digest().subarray(0, 16);
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = hash.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return JSON.stringify(value) ?? '';
}

function format(template: unknown, ...values: readonly unknown[]): string {
  return String(template).replaceAll(/\{(\d+)(?::D(\d+))?\}/gu, (_, place: string, digits?: string) => {
    if (Number(place) >= values.length) throw new ExpressionError(`The template function 'format' has no value {${place}} for '${String(template)}'.`);
    return textOf(values[Number(place)]).padStart(Number(digits ?? 0), '0');
  });
}

const lengthOf = (value: unknown): number => (typeof value === 'string' || Array.isArray(value) ? value.length : Object.keys(value as object).length);
const isEmpty = (value: unknown): boolean => value === null || value === undefined || lengthOf(value) === 0;

function createObject(values: readonly unknown[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Array.from({ length: values.length / 2 }, (_, pair) => [textOf(values[2 * pair]), values[2 * pair + 1]]));
}

function dateTimeAdd(base: unknown, duration: unknown): string {
  const begun = DateTime.fromISO(String(base), { zone: 'utc' });
  const lasting = Duration.fromISO(String(duration));
  if (!begun.isValid || !lasting.isValid) throw new ExpressionError(`The template function 'dateTimeAdd' cannot add '${String(duration)}' to '${String(base)}'.`);
  return begun.plus(lasting).toFormat("yyyy-MM-dd'T'HH:mm:ss'Z'");
}

const part = (value: unknown, from: number, to?: number): unknown => (typeof value === 'string' ? value.slice(from, to) : (value as readonly unknown[]).slice(from, to));

/** Functions whose value follows from what goes in. Those that templates of this product use, no others. */
export const pureFunctions: Readonly<Record<string, Pure>> = {
  add: (a, b) => Number(a) + Number(b),
  and: (...values) => values.every((each) => each === true),
  base64: (value) => Buffer.from(textOf(value)).toString('base64'),
  cidrsubnet: (network, length, place) => cidrSubnet(String(network), Number(length), Number(place)),
  createarray: (...values) => values,
  createobject: (...values) => createObject(values),
  datetimeadd: dateTimeAdd,
  empty: isEmpty,
  equals: (a, b) => (typeof a === 'string' && typeof b === 'string' ? a.toLowerCase() === b.toLowerCase() : JSON.stringify(a) === JSON.stringify(b)),
  false: () => false,
  format,
  guid: (...values) => guid(values),
  last: (value) => (value as readonly unknown[]).at(-1),
  length: lengthOf,
  mod: (a, b) => Number(a) % Number(b),
  not: (value) => value !== true,
  or: (...values) => values.some((each) => each === true),
  replace: (text, from, to) => String(text).replaceAll(String(from), String(to)),
  split: (text, by) => String(text).split(String(by)),
  string: textOf,
  take: (value, count) => part(value, 0, Number(count)),
  tolower: (value) => String(value).toLowerCase(),
  true: () => true,
  uniquestring: (...values) => uniqueString(values),
};
