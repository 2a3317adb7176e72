import fc from 'fast-check';
import assert from 'node:assert/strict';
import { checkFlowchart, loadFlowcharts, type Answer, type Answers, type Fault, type Flowchart } from '../../../../services/classification/index.js';

/** Where the two answers of a question lead: a key, or a tier. */
export type Ends = readonly [yes: string | number, no: string | number];

/** A flowchart's file, open to whatever a test does to it. */
export interface File {
  name: string;
  start: string;
  definitions: Record<string, unknown>;
  questions: Record<string, Record<string, unknown>>;
  [other: string]: unknown;
}

/** A flowchart's file from a table of where answers lead, with plain texts. */
export function fileOf(table: Readonly<Record<string, Ends>>, start = Object.keys(table)[0] ?? ''): File {
  const outcome = (end: string | number): unknown => (typeof end === 'string' ? { question: end } : { tier: end });
  const question = (key: string, [yes, no]: Ends): Record<string, unknown> => ({
    label: key,
    text: `Is it ${key}?`,
    why: `Because of ${key}.`,
    guidance: [`Think of ${key}.`],
    examples: { yes: ['one'], no: ['another'] },
    definitions: ['term'],
    yes: outcome(yes),
    no: outcome(no),
  });
  return {
    name: 'made-up',
    title: 'Made up',
    purpose: 'Finds a tier.',
    start,
    definitions: { term: { term: 'Term', text: 'What it means.', uses: ['word'] }, word: { term: 'Word', text: 'What that means.', uses: [] } },
    questions: Object.fromEntries(Object.entries(table).map(([key, ends]) => [key, question(key, ends)])),
  };
}

export function sound(file: File): Flowchart {
  const checked = checkFlowchart(JSON.stringify(file));
  assert.ok(checked.ok, checked.ok ? '' : JSON.stringify(checked.faults));
  return checked.flowchart;
}

export const flowchartOf = (table: Readonly<Record<string, Ends>>): Flowchart => sound(fileOf(table));

export function faultsOf(file: unknown): readonly Fault[] {
  const checked = checkFlowchart(typeof file === 'string' ? file : JSON.stringify(file));
  return checked.ok ? [] : checked.faults;
}

/** One that comes with the product. */
export async function shipped(name: string): Promise<Flowchart> {
  const flowchart = (await loadFlowcharts()).get(name);
  assert.ok(flowchart);
  return flowchart;
}

/** A sound flowchart, as a table: q0 is the start, links lead to later questions, and each question but q0 is led to. */
export const tables = (most = 12): fc.Arbitrary<Record<string, Ends>> =>
  fc.integer({ min: 1, max: most }).chain((size) => {
    const end = (from: number): fc.Arbitrary<string | number> => fc.oneof(fc.integer({ min: 0, max: 4 }), ...(from + 1 < size ? [fc.integer({ min: from + 1, max: size - 1 }).map((to) => `q${String(to)}`)] : []));
    return fc
      .tuple(...Array.from({ length: size }, (_, from) => fc.tuple(end(from), end(from), fc.nat())))
      .map((rows) => {
        const table = rows.map(([yes, no]): [string | number, string | number] => [yes, no]);
        // Whoever is led to by nobody takes over an answer of an earlier question.
        for (let to = 1; to < size; to += 1) lead(table, to, rows[to]?.[2] ?? 0);
        return Object.fromEntries(table.map((ends, key) => [`q${String(key)}`, ends]));
      });
  });

function lead(table: [string | number, string | number][], to: number, pick: number): void {
  const ends = table.flat();
  if (ends.includes(`q${String(to)}`)) return;
  // Not the only link to an earlier question. There always is another: `to` questions have twice as many answers, and lead to `to - 1` questions.
  const spare = (end: string | number): boolean => typeof end === 'number' || Number(end.slice(1)) > to || ends.filter((other) => other === end).length > 1;
  const places = table.slice(0, to).flatMap((row) => ([0, 1] as const).filter((side) => spare(row[side])).map((side) => ({ row, side })));
  const place = places[pick % places.length];
  assert.ok(place);
  place.row[place.side] = `q${String(to)}`;
}

/** Answers to all of a flowchart's questions, and to some that it does not have. */
export const answersTo = (keys: readonly string[]): fc.Arbitrary<Answers> =>
  fc.tuple(...keys.map(() => fc.constantFrom<Answer>('yes', 'no'))).map((given) => Object.fromEntries(keys.map((key, place) => [key, given[place] ?? 'no'])));

/** A table's walk, told apart from the product's: where the answers end, and over which questions. */
export function follow(table: Readonly<Record<string, Ends>>, given: Answers): { readonly tier: number; readonly path: readonly string[] } {
  const path: string[] = [];
  let at: string | number = Object.keys(table)[0] ?? '';
  while (typeof at === 'string') {
    path.push(at);
    const ends: Ends = table[at] ?? [0, 0];
    at = given[at] === 'yes' ? ends[0] : ends[1];
  }
  return { tier: at, path };
}
