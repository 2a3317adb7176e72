import { answerTo, questionOf, type Answers, type Flowchart, type PathStep, type Tier } from './flowchart.js';

/** Where answers lead: a tier, or the first question that they leave open. */
export type Walk = { readonly tier: Tier; readonly path: readonly PathStep[] } | { readonly missing: string; readonly path: readonly PathStep[] };

/**
 * Walks a flowchart from its start over stored answers. Answers to questions off the path are ignored (classification.md, "How one
 * person classifies"). The tier of an opinion is computed here and nowhere else: one that somebody sends is never taken.
 */
export function walk(flowchart: Flowchart, given: Answers): Walk {
  const path: PathStep[] = [];
  for (let key = flowchart.start; ; ) {
    const { leadsTo, version } = questionOf(flowchart, key);
    const answer = answerTo(given, key);
    if (answer === undefined) return { missing: key, path };
    path.push({ key, answer, version });
    const outcome = leadsTo[answer];
    if ('tier' in outcome) return { tier: outcome.tier, path };
    key = outcome.question;
  }
}
