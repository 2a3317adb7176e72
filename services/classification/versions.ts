import { hash } from 'node:crypto';
import type { Definition, Flowchart, Question } from './flowchart.js';

/** JSON whose objects have their names in order: the same content gives the same text however a file is laid out. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_name, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1))) : part,
  );
}

/** SHA-256 (hex) of the canonical JSON. */
export function versionOf(value: unknown): string {
  return hash('sha256', canonical(value));
}

/**
 * Version of a question: over its key, text, guidance, examples, the definitions that it rests on, and what its answers lead to
 * (classification.md, "How one person classifies": an opinion keeps the version of each question's text). What only helps around
 * it, the label and the answer to "why do you ask?", is left out: a change there is no reason to answer again.
 */
export function questionVersion({ key, text, guidance, examples, definitions, leadsTo }: Omit<Question, 'version'>, terms: Flowchart['definitions']): string {
  return versionOf({ key, text, guidance, examples, leadsTo, definitions: definitionsOf(definitions, terms) });
}

/** The definitions of some keys and all that they rest on, each once, in the order of reading. */
export function definitionsOf(keys: readonly string[], terms: Flowchart['definitions']): readonly Definition[] {
  const wanted = new Set(keys);
  // A set hands out what is added to it while it is gone through.
  for (const key of wanted) for (const used of terms.get(key)?.uses ?? []) wanted.add(used);
  return [...wanted].flatMap((key) => terms.get(key) ?? []);
}
