import { badRequest } from './odata.js';

type Value = string | boolean | null;
export type Entity = Readonly<Record<string, Value>>;
export type Predicate = (entity: Entity) => boolean;

export interface Condition {
  readonly property: string;
  readonly test: Predicate;
}

const word = String.raw`([A-Za-z]+)`;
const text = String.raw`'((?:[^']|'')*)'`;
const startsWith = new RegExp(String.raw`^startswith\(\s*${word}\s*,\s*${text}\s*\)`, 'i');
const equals = new RegExp(String.raw`^${word}\s+eq\s+(?:${text}|(true|false|null))`, 'i');
const unquoted = (value: string): string => value.replaceAll("''", "'");
const lower = (value: Value | undefined): Value => (typeof value === 'string' ? value.toLowerCase() : (value ?? null));

function literal(quoted: string | undefined, keyword: string | undefined): Value {
  if (quoted !== undefined) return unquoted(quoted).toLowerCase();
  const name = keyword?.toLowerCase();
  return name === 'null' ? null : name === 'true';
}

function readCondition(input: string): { readonly condition: Condition; readonly length: number } | undefined {
  const prefix = startsWith.exec(input);
  if (prefix) {
    const [whole, property = '', value = ''] = prefix;
    const wanted = unquoted(value).toLowerCase();
    return { length: whole.length, condition: { property, test: (entity) => String(lower(entity[property]) ?? '').startsWith(wanted) } };
  }
  const equal = equals.exec(input);
  if (!equal) return undefined;
  const [whole, property = '', quoted, keyword] = equal;
  const wanted = literal(quoted, keyword);
  return { length: whole.length, condition: { property, test: (entity) => lower(entity[property]) === wanted } };
}

/** Reads a `$filter` of `startswith(property,'text')` and `property eq value`, joined by `and`; text is compared without case. Throws 400 for any other form. */
export function parseFilter(filter: string, properties: ReadonlySet<string>): readonly Condition[] {
  const conditions: Condition[] = [];
  let rest = filter.trim();
  for (;;) {
    const read = readCondition(rest);
    if (!read) throw badRequest(`Invalid filter clause: the local cloud reads startswith and eq joined by and, not '${rest}'.`);
    const { property } = read.condition;
    if (!properties.has(property)) throw badRequest(`Could not find a property named '${property}' to filter by.`);
    conditions.push(read.condition);
    rest = rest.slice(read.length).trim();
    if (rest === '') return conditions;
    const joint = /^and\s+/i.exec(rest);
    if (!joint) throw badRequest(`Invalid filter clause near '${rest}'.`);
    rest = rest.slice(joint[0].length);
  }
}

const searchTerm = /^"([A-Za-z]+):((?:[^"\\]|\\.)*)"\s*/;
const words = (value: string): readonly string[] => value.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter((part) => part !== '');

/** Every word of the search begins a word of the value, as in Graph's tokenised search. */
function matches(value: Value | undefined, searched: string): boolean {
  if (typeof value !== 'string') return false;
  const present = words(value);
  return words(searched).every((wanted) => present.some((candidate) => candidate.startsWith(wanted)));
}

/** Reads a `$search` such as `"displayName:ama" OR "mail:ama"`: any of the terms joined by OR, all of those joined by AND (which binds closer). */
export function parseSearch(search: string, properties: ReadonlySet<string>): Predicate {
  const alternatives: Predicate[][] = [[]];
  let rest = search.trim();
  for (;;) {
    const term = searchTerm.exec(rest);
    if (!term) throw badRequest(`Syntax error in $search: expected "property:text", each in double quotes, near '${rest}'.`);
    const [whole, property = '', escaped = ''] = term;
    if (!properties.has(property)) throw badRequest(`The property '${property}' is not searchable.`);
    const searched = escaped.replace(/\\(.)/g, '$1');
    alternatives.at(-1)?.push((entity) => matches(entity[property], searched));
    rest = rest.slice(whole.length);
    if (rest === '') return (entity) => alternatives.some((all) => all.every((test) => test(entity)));
    const joint = /^(OR|AND)\s+/.exec(rest);
    if (!joint) throw badRequest(`Syntax error in $search near '${rest}'.`);
    if (joint[1] === 'OR') alternatives.push([]);
    rest = rest.slice(joint[0].length);
  }
}
