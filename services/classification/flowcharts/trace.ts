import { nextQuestion, questionOf, type Answer, type Flowchart, type Tier } from './flowchart.js';
import { walk } from './walk.js';

/** `path` holds the keys of the questions, in the order of the answers. */
export type Trace = { readonly answers: string; readonly tier: Tier; readonly path: readonly string[] } | { readonly answers: string; readonly error: string };

const answerOf: ReadonlyMap<string, Answer> = new Map([
  ['Y', 'yes'],
  ['N', 'no'],
]);

/**
 * Walks a flowchart along answers that are written one letter each in the order in which the questions come: `NYNNN`.
 * Other letters than Y and N, too few and too many are errors that say so.
 */
export function trace(flowchart: Flowchart, letters: string): Trace {
  const given: Record<string, Answer> = {};
  const error = (text: string): Trace => ({ answers: letters, error: text });
  let next: string | undefined = flowchart.start;
  let [read, surplus] = [0, 0];
  for (const letter of letters) {
    const answer = answerOf.get(letter);
    if (answer === undefined) return error(`other letter: ${JSON.stringify(letter)} in place ${String(read + surplus + 1)}; answers are written with capital Y and N`);
    if (next === undefined) {
      surplus += 1;
      continue;
    }
    read += 1;
    given[next] = answer;
    next = nextQuestion(questionOf(flowchart, next), answer);
  }
  const walked = walk(flowchart, given);
  if ('missing' in walked) return error(`too short: after ${count(read)} the question ${walked.missing} is open`);
  if (surplus > 0) return error(`too long: ${count(read)} ${read === 1 ? 'leads' : 'lead'} to tier ${String(walked.tier)}, ${String(surplus)} more ${surplus === 1 ? 'is' : 'are'} given`);
  return { answers: letters, tier: walked.tier, path: walked.path.map(({ key }) => key) };
}

const count = (number: number): string => (number === 1 ? '1 answer' : `${String(number)} answers`);
