import { answers, questionOf, tiers, type Flowchart, type Outcome, type Tier } from './flowchart.js';

/** For every question the tiers, ascending, at which a walk that goes on from there can end. Takes time linear in the links. */
export function reachableTiers(flowchart: Flowchart): ReadonlyMap<string, readonly Tier[]> {
  const found = new Map<string, readonly Tier[]>();
  const of = (outcome: Outcome): readonly Tier[] => ('tier' in outcome ? [outcome.tier] : (found.get(outcome.question) ?? []));
  const stack = [flowchart.start];
  for (let key = stack.at(-1); key !== undefined; key = stack.at(-1)) {
    const { leadsTo } = questionOf(flowchart, key);
    const open = answers.flatMap((answer) => {
      const outcome = leadsTo[answer];
      return 'question' in outcome && !found.has(outcome.question) ? [outcome.question] : [];
    });
    if (open.length > 0) stack.push(...open);
    else {
      stack.pop();
      const ends = new Set(answers.flatMap((answer) => of(leadsTo[answer])));
      found.set(key, tiers.filter((tier) => ends.has(tier)));
    }
  }
  return found;
}
