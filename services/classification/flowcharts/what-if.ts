import { answerTo, questionOf, type Answer, type Answers, type Flowchart, type Outcome, type Tier } from './flowchart.js';
import { reachableTiers } from './reachable-tiers.js';
import { walk } from './walk.js';

/** What would come of one answer of the path, were it the other one. */
export interface WhatIf {
  readonly key: string;
  readonly given: Answer;
  readonly instead: Answer;
  /** A tier where the known answers lead on to one; else the first question that would have to be asked, and the tiers, ascending, that may come of it. */
  readonly then: { readonly tier: Tier } | { readonly dependsOn: string; readonly tiers: readonly Tier[] };
  /** Whether the tier would be another: `no` and `yes` are certain, `perhaps` depends on further questions. */
  readonly changes: 'no' | 'yes' | 'perhaps';
}

/**
 * Which single answer, changed, would change the tier: one row for each answered question of the path, in its order. Walks on over
 * answers that are known already, wherever they were given. Empty while the answers lead to no tier.
 */
export function whatIf(flowchart: Flowchart, given: Answers): readonly WhatIf[] {
  const walked = walk(flowchart, given);
  if (!('tier' in walked)) return [];
  const ends = reachableTiers(flowchart);
  const lead = leader(flowchart, given);
  return walked.path.map(({ key, answer }): WhatIf => {
    const instead = answer === 'yes' ? 'no' : 'yes';
    const end = lead(questionOf(flowchart, key).leadsTo[instead]);
    if ('tier' in end) return { key, given: answer, instead, then: end, changes: end.tier === walked.tier ? 'no' : 'yes' };
    const tiers = ends.get(end.question) ?? [];
    return { key, given: answer, instead, then: { dependsOn: end.question, tiers }, changes: certainty(tiers, walked.tier) };
  });
}

function certainty(tiers: readonly Tier[], present: Tier): WhatIf['changes'] {
  if (!tiers.includes(present)) return 'yes';
  return tiers.length === 1 ? 'no' : 'perhaps';
}

/** Leads an outcome on over known answers, to a tier or an unanswered question. It remembers, so that every question is gone through once. */
function leader(flowchart: Flowchart, given: Answers): (from: Outcome) => Outcome {
  const known = new Map<string, Outcome>();
  return (from) => {
    const passed: string[] = [];
    let end = from;
    while ('question' in end) {
      const { question } = end;
      const answer = answerTo(given, question);
      const next = known.get(question) ?? (answer === undefined ? undefined : questionOf(flowchart, question).leadsTo[answer]);
      if (!next) break;
      passed.push(question);
      end = next;
    }
    for (const question of passed) known.set(question, end);
    return end;
  };
}
