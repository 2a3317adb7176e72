import { nextQuestion, type Flowchart, type PathStep, type Question } from './flowchart.js';

/** Where somebody who modifies an opinion begins. */
export interface FirstChanged {
  /** Key of the first question that is not what it was. */
  readonly key: string;
  /** The steps before it, which stand. */
  readonly kept: readonly PathStep[];
}

/**
 * Compares a stored path with the flowchart as it is now (classification.md, "How one person classifies": who modifies an opinion
 * after a question changed is taken to the first changed question). Undefined when nothing on the path changed.
 */
export function firstChanged(flowchart: Flowchart, path: readonly PathStep[]): FirstChanged | undefined {
  let next: string | undefined = flowchart.start;
  for (const [position, { answer, version }] of path.entries()) {
    const question: Question | undefined = next === undefined ? undefined : flowchart.questions.get(next);
    if (!question) return undefined;
    if (question.version !== version) return { key: question.key, kept: path.slice(0, position) };
    next = nextQuestion(question, answer);
  }
  return undefined;
}
