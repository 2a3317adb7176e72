import { answers, questionOf, type Answer, type Flowchart, type Outcome, type Tier } from './flowchart.js';

/**
 * The flowchart in the language of Mermaid. Questions stand in the order in which they are first met from the start, whatever the
 * order of the file; the same content always gives the same text.
 */
export function diagram(flowchart: Flowchart): string {
  const met = new Set([flowchart.start]);
  const ends = new Set<Tier>();
  const lines: string[] = [];
  // A set hands out what is added to it while it is gone through.
  for (const key of met) {
    const { text, leadsTo } = questionOf(flowchart, key);
    lines.push(`  ${questionNode(key)}["${escaped(text)}"]`);
    for (const answer of answers) {
      const outcome = leadsTo[answer];
      if ('tier' in outcome) ends.add(outcome.tier);
      else met.add(outcome.question);
      lines.push(`  ${questionNode(key)} -->|${labels[answer]}| ${nodeOf(outcome)}`);
    }
  }
  const tiers = [...ends].sort((one, other) => one - other).map((tier) => `  ${tierNode(tier)}(["Tier ${String(tier)}"])`);
  return ['flowchart TD', ...lines, ...tiers].join('\n');
}

const labels: Readonly<Record<Answer, string>> = { yes: 'Yes', no: 'No' };

/** Prefixed: a bare key could be a word of the language, such as `end`. */
const questionNode = (key: string): string => `q_${key}`;
const tierNode = (tier: Tier): string => `tier_${String(tier)}`;
const nodeOf = (outcome: Outcome): string => ('tier' in outcome ? tierNode(outcome.tier) : questionNode(outcome.question));

/** Whatever could end the label, or be taken for Markdown, HTML, an icon, a directive or an entity, stands as an entity by its number. */
function escaped(text: string): string {
  return text.trim().replace(/["#&<>`*_~$%[\]\\]|:(?=\S)|^[-+=]|(?<=^\d+)[.)]/g, (character) => `#${String(character.codePointAt(0))};`);
}
