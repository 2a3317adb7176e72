import type { Answer, Flowchart } from './flowcharts/flowchart.js';
import type { Opinion } from './work-package.js';

/** What one person answered, by the text of that time. */
export interface GivenAnswer {
  readonly personId: string;
  readonly answer: Answer;
  /** Version of the question's text by which it was answered. */
  readonly version: string;
}

/** A question that people answered differently. */
export interface Difference {
  readonly key: string;
  readonly label: string;
  readonly text: string;
  /** Everyone on whose path the question stands, in the order of the opinions. */
  readonly answers: readonly GivenAnswer[];
}

/**
 * The questions that several people answered, and not all alike, in the order of the paths; nothing while all hold one tier (classification.md:
 * "While opinions differ, the card shows side by side only the answers that differ"). A tier that somebody raised shows in their opinion.
 * @param flowcharts by version, as stored with the opinions
 */
export function differencesOf(opinions: readonly Opinion[], flowcharts: ReadonlyMap<string, Flowchart>): readonly Difference[] {
  if (new Set(opinions.map(({ tier }) => tier)).size < 2) return [];
  const given = opinions.flatMap(({ personId, path, flowchartVersion }) => path.map((step) => ({ ...step, personId, flowchartVersion })));
  return [...Map.groupBy(given, ({ key }) => key)].flatMap(([key, steps]): readonly Difference[] => {
    if (new Set(steps.map(({ answer }) => answer)).size < 2) return [];
    const question = steps.map(({ flowchartVersion }) => flowcharts.get(flowchartVersion)?.questions.get(key)).find((found) => found !== undefined);
    return [
      { key, label: question?.label ?? key, text: question?.text ?? '', answers: steps.map(({ personId, answer, version }) => ({ personId, answer, version })) },
    ];
  });
}
