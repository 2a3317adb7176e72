import type { z } from 'zod';
import { checkDefinitions } from './check-definitions.js';
import { checkLinks, objectOf } from './check-links.js';
import { placeOf, type Fault } from './fault.js';
import { flowchartFile, type Definition, type Flowchart, type FlowchartFile, type Outcome, type Question } from './flowchart.js';
import { repeatedNames } from './repeated-names.js';
import { canonical, questionVersion, versionOf } from './versions.js';

export type Checked = { readonly ok: true; readonly flowchart: Flowchart } | { readonly ok: false; readonly faults: readonly Fault[] };

/**
 * Reads a flowchart and names all its faults at once. What is no JSON at all is one fault; otherwise shape, links and definitions
 * are judged each as far as they can be. Takes time linear in the text and in the links.
 */
export function checkFlowchart(text: string): Checked {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { ok: false, faults: [{ kind: 'not-json', place: '', says: `is no JSON: ${(error instanceof Error ? error.message : String(error)).replace(/\s+/g, ' ')}` }] };
  }
  const parsed = flowchartFile.safeParse(value, { reportInput: true });
  const file = objectOf(value) ?? {};
  const faults = [
    ...repeatedNames(text).map(({ at, name }): Fault => ({ kind: 'repeated-name', place: placeOf([...at, name]), says: 'is there more than once' })),
    ...(parsed.error?.issues ?? []).flatMap(shapeFaults),
    ...checkLinks(file),
    ...checkDefinitions(file),
  ];
  return parsed.success && faults.length === 0 ? { ok: true, flowchart: build(parsed.data) } : { ok: false, faults };
}

function shapeFaults(issue: z.core.$ZodIssue): readonly Fault[] {
  const fault = (says: string, path: readonly PropertyKey[] = issue.path): Fault => ({ kind: 'shape', place: placeOf(path), says });
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((name) => fault('is not known here', [...issue.path, name]));
    case 'invalid_key':
      return [fault(issue.issues[0]?.message ?? issue.message)];
    case 'invalid_type':
      return [fault(issue.input === undefined ? 'is missing' : `is no ${typeNames[issue.expected] ?? issue.expected}`)];
    default:
      return [fault(issue.message)];
  }
}

const typeNames: Readonly<Record<string, string>> = { string: 'text', array: 'list', object: 'object', record: 'object' };

function build(file: FlowchartFile): Flowchart {
  const definitions = new Map(Object.entries(file.definitions).map(([key, definition]): [string, Definition] => [key, { key, ...definition }]));
  const questions = new Map(
    Object.entries(file.questions).map(([key, { yes, no, ...rest }]): [string, Question] => {
      const question = { key, ...rest, leadsTo: { yes: outcomeOf(yes), no: outcomeOf(no) } };
      return [key, { ...question, version: questionVersion(question, definitions) }];
    }),
  );
  const { name, title, purpose, start } = file;
  const content = canonical(file);
  return { name, title, purpose, start, questions, definitions, content, version: versionOf(content) };
}

/** @throws RangeError for an outcome that `checkLinks` had to refuse */
function outcomeOf({ question, tier }: FlowchartFile['questions'][string]['yes']): Outcome {
  if (question !== undefined) return { question };
  if (tier !== undefined) return { tier };
  throw new RangeError('an answer leads neither to a question nor to a tier');
}
