import type { Context } from '../../context/index.js';
import { announce, renewCards } from './announce.js';
import type { PackageEvent } from './announcements.js';
import { settle } from '../readiness.js';
import type { ClassificationFacts } from '../work-package.js';

/** Tells those concerned where the opinions stand now; where there is nothing to tell, cards are renewed. */
export async function announceOutcome(context: Context, facts: ClassificationFacts): Promise<void> {
  const event = outcomeEvent(facts);
  await (event ? announce(context, facts, event) : renewCards(context, facts));
}

function outcomeEvent(facts: ClassificationFacts): Extract<PackageEvent, 'agreed' | 'conflict' | 'review-needed'> | undefined {
  const settled = settle(facts);
  if (settled.kind !== 'incomplete') return settled.kind;
  return settled.missing.every(({ rule }) => rule >= 4) ? 'review-needed' : undefined;
}
