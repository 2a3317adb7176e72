import { cyclesOf } from './cycles.js';
import { placeOf, quoted, type Fault } from './fault.js';
import { answers, type Answer } from './flowchart.js';

interface Link {
  readonly from: string;
  readonly answer: Answer;
  readonly to: string;
}

/**
 * Checks how the questions of a flowchart hang together (classification.md, "Flowcharts are data"): each answer leads to a
 * question or a tier and not to both, no link dangles, there is one start, every question can be reached from it, and there is
 * no cycle. Takes what a file holds, whatever its shape, and judges what can be judged, so that these faults are named along with
 * those of the shape.
 */
export function checkLinks(file: Readonly<Record<string, unknown>>): readonly Fault[] {
  const questions = objectOf(file['questions']);
  if (!questions) return [];
  const keys = new Set(Object.keys(questions));
  if (keys.size === 0) return [{ kind: 'no-start', place: 'questions', says: 'there is no question' }];
  const outcomes = [...keys].flatMap((key) => answers.map((answer) => ({ from: key, answer, outcome: objectOf(objectOf(questions[key])?.[answer]) })));
  const links = outcomes.flatMap(({ from, answer, outcome }): readonly Link[] => (typeof outcome?.['question'] === 'string' ? [{ from, answer, to: outcome['question'] }] : []));
  const bothOrNeither = outcomes.flatMap(({ from, answer, outcome }) => (outcome ? checkOutcome(placeOf(['questions', from, answer]), outcome) : []));
  const dangling = links
    .filter(({ to }) => !keys.has(to))
    .map(({ from, answer, to }): Fault => ({ kind: 'dangling', place: placeOf(['questions', from, answer]), says: `leads to ${quoted(to)}, and there is no such question` }));
  return [...bothOrNeither, ...dangling, ...checkStart(file['start'], keys, links), ...checkCycles(file['start'], keys, links)];
}

function checkOutcome(place: string, outcome: Readonly<Record<string, unknown>>): readonly Fault[] {
  const [question, tier] = [Object.hasOwn(outcome, 'question'), Object.hasOwn(outcome, 'tier')];
  if (question && tier) return [{ kind: 'both', place, says: 'leads to a question and to a tier: it has to be one of them' }];
  if (!question && !tier) return [{ kind: 'neither', place, says: 'leads neither to a question nor to a tier' }];
  return [];
}

/** Where the start itself is wrong, nothing can be said of what is reached from it. */
function checkStart(start: unknown, keys: ReadonlySet<string>, links: readonly Link[]): readonly Fault[] {
  if (typeof start !== 'string') return [];
  if (!keys.has(start)) return [{ kind: 'no-start', place: 'start', says: `names ${quoted(start)}, and there is no such question` }];
  const leaving = Map.groupBy(links, ({ from }) => from);
  const led = new Set(links.map(({ to }) => to));
  const reached = new Set([start]);
  // A set hands out what is added to it while it is gone through.
  for (const key of reached) for (const { to } of leaving.get(key) ?? []) reached.add(to);
  return [...keys]
    .filter((key) => !reached.has(key))
    .map((key): Fault => {
      const place = placeOf(['questions', key]);
      return led.has(key)
        ? { kind: 'unreachable', place, says: `cannot be reached from the start, ${quoted(start)}` }
        : { kind: 'second-start', place, says: `is a second start: no answer leads to it, and the flowchart starts with ${quoted(start)}` };
    });
}

function checkCycles(start: unknown, keys: ReadonlySet<string>, links: readonly Link[]): readonly Fault[] {
  const leaving = Map.groupBy(links, ({ from }) => from);
  return cyclesOf(typeof start === 'string' ? [start] : [], keys, (key) => leaving.get(key) ?? []).map(({ link, way }) => ({
    kind: 'cycle',
    place: placeOf(['questions', link.from, link.answer]),
    says: `closes a cycle: ${way}`,
  }));
}

/** An object of JSON; undefined for anything else. */
export function objectOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
}
