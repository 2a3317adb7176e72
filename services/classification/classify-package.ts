import type { Context } from '../context/index.js';
import { announce } from './asking/announce.js';
import { carryToUnions } from './combining.js';
import { endRound, type Ending } from './end-round.js';
import type { Tier } from './flowcharts/flowchart.js';
import { movePackage } from './move-package.js';
import { endForTierFour } from './tier-four.js';

/** The package is classified, for good: the caller holds its combination (`combining.ts`). From here on everyone in the project may know the tier: the audit says it too. */
export async function classify(context: Context, { facts, round, note, cause }: Ending, tier: Tier): Promise<void> {
  // Where a part that is classified already lifts the tier above all opinions, the entry says so.
  const lifted = facts.opinions.every((opinion) => opinion.tier < tier) ? { floor: facts.floor } : {};
  const action = cause === 'proceeded-at-highest' ? 'take-effect' : 'close';
  await movePackage(context, { facts, note, action, reason: cause, tier, says: { classification: round.id, tier, opinions: facts.opinions.length, ...lifted } });
  await endRound(context, round, 'classified', cause);
  await carryToUnions(context, facts, tier);
  if (tier === 4) await endForTierFour(context, facts);
  await announce(context, facts, 'classified');
  if (tier === 4) await announce(context, facts, 'tier-four');
}
