import { firstChanged } from '../flowcharts/first-changed.js';
import { answerTo, questionOf, type Answers, type Flowchart, type PathStep, type Question, type Tier } from '../flowcharts/flowchart.js';
import type { ClassifierRole } from '../work-package.js';
import { walk } from '../flowcharts/walk.js';

/** Where somebody is on their way through a flowchart. */
export type Position =
  /** `number` counts the questions from 1. */
  | { readonly kind: 'question'; readonly question: Question; readonly number: number }
  | { readonly kind: 'tier'; readonly tier: Tier };

/** Answers of one person to one package, on the way to an opinion. */
export interface DraftView {
  readonly id: number;
  /** Rises with every step; what a card does is done only to the version that it shows. */
  readonly version: number;
  readonly packageId: number;
  /** Title of the work package. */
  readonly title: string;
  readonly classificationId: number;
  readonly role: ClassifierRole;
  readonly flowchart: Flowchart;
  /** The answered questions of the path. */
  readonly steps: readonly PathStep[];
  readonly at: Position;
  /** True when an opinion stands already, which stays as it is until a new one is given. */
  readonly modifies: boolean;
}

/** Steps as answers by question. */
export const answersOf = (steps: readonly PathStep[]): Answers => Object.fromEntries(steps.map(({ key, answer }): [string, PathStep['answer']] => [key, answer]));

/** Where the steps lead in the flowchart as it is now; steps off the path are left out, and those from the first changed question on. */
export function position(flowchart: Flowchart, steps: readonly PathStep[]): { readonly steps: readonly PathStep[]; readonly at: Position; readonly changed: boolean } {
  const change = firstChanged(flowchart, steps);
  const walked = walk(flowchart, answersOf(change?.kept ?? steps));
  const at: Position =
    'tier' in walked ? { kind: 'tier', tier: walked.tier } : { kind: 'question', question: questionOf(flowchart, walked.missing), number: walked.path.length + 1 };
  return { steps: walked.path, at, changed: change !== undefined };
}

/** The steps before a question, which stand when somebody goes back to it; all of them when it is not among them. */
export function stepsBefore(steps: readonly PathStep[], question: string): readonly PathStep[] {
  const place = steps.findIndex(({ key }) => key === question);
  return place < 0 ? steps : steps.slice(0, place);
}

/** True when the steps hold an answer to the question. */
export const hasAnswered = (steps: readonly PathStep[], question: string): boolean => answerTo(answersOf(steps), question) !== undefined;
