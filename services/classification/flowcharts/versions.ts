import { hash } from 'node:crypto';
import type { Definition, Flowchart, Question } from './flowchart.js';

/**
 * JSON whose objects have their names in order, by UTF-16 units: the same content gives the same text however a file is laid out.
 * @param value of what JSON knows: objects, arrays, texts, numbers, booleans and null; a property that is undefined is left out
 */
export function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const parts = value as Readonly<Record<string, unknown>>;
  const named = Object.keys(parts)
    .filter((name) => parts[name] !== undefined)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${canonical(parts[name])}`);
  return `{${named.join(',')}}`;
}

/** SHA-256 (hex) of a canonical text. */
export const versionOf = (text: string): string => hash('sha256', text);

/**
 * Version of a question: over its key, text, guidance, examples, the definitions that it rests on, and what its answers lead to
 * (classification.md, "How one person classifies": an opinion keeps the version of each question's text). What only helps around
 * it, the label and the answer to "why do you ask?", is left out: a change there is no reason to answer again.
 */
export function questionVersion({ key, text, guidance, examples, definitions, leadsTo }: Omit<Question, 'version'>, terms: Flowchart['definitions']): string {
  const rest = canonical({ key, text, guidance, examples, leadsTo });
  // As if the definitions stood in the object, where their name comes first; each is written once for all questions that rest on it.
  return versionOf(`{"definitions":[${definitionsOf(definitions, terms).map(textOf).join(',')}],${rest.slice(1)}`);
}

const written = new WeakMap<Definition, string>();

/** The canonical JSON of a definition. */
function textOf(definition: Definition): string {
  const known = written.get(definition);
  if (known !== undefined) return known;
  const text = canonical(definition);
  written.set(definition, text);
  return text;
}

/** The definitions of some keys and all that they rest on, each once, in the order of reading. */
export function definitionsOf(keys: readonly string[], terms: Flowchart['definitions']): readonly Definition[] {
  const wanted = new Set(keys);
  // A set hands out what is added to it while it is gone through.
  for (const key of wanted) for (const used of terms.get(key)?.uses ?? []) wanted.add(used);
  return [...wanted].flatMap((key) => terms.get(key) ?? []);
}
