import type { Context } from '../context/index.js';
import { authoriseInRound } from './authorise.js';
import type { ActOnClassification } from './clear-classification.js';
import { classify } from './classify-package.js';
import { holdCombination } from './combining.js';
import type { Tier } from './flowcharts/flowchart.js';
import { settle } from './readiness.js';
import { done, refuse, type Result } from './results.js';
import { withoutTiers } from './shortfall.js';

export interface CloseClassification extends ActOnClassification {
  /** The round's version that the person saw: closed is on those opinions. */
  readonly version: number;
}

/** A manager closes the classification: all opinions in and equal, and the package is classified at that tier; else it stays open. */
export async function closeClassification(context: Context, command: CloseClassification): Promise<Result<{ readonly packageId: number; readonly tier: Tier }>> {
  const authorised = await authoriseInRound(context, 'close', command.classificationId);
  if (authorised.kind !== 'done') return authorised;
  const { note, round } = authorised.value;
  const facts = await holdCombination(context, authorised.value.facts);
  if (command.version !== round.version) return refuse(context, note, 'outdated');
  const settled = settle(facts);
  switch (settled.kind) {
    case 'incomplete':
      return refuse(context, note, 'not-ready', { missing: withoutTiers(settled.missing) });
    case 'conflict':
      return refuse(context, note, 'opinions-differ');
    case 'agreed':
      await classify(context, { ...authorised.value, facts, cause: 'agreed' }, settled.tier);
      return done({ packageId: facts.id, tier: settled.tier });
    default:
      return settled satisfies never;
  }
}
