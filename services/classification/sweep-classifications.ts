import type { Surroundings } from '../audit/index.js';
import { sweepReminders } from './asking/sweep-reminders.js';
import { sweepTierFour } from './asking/sweep-tier-four.js';
import { sweepWaysOut, type SweptWaysOut } from './ways-out/sweep-ways-out.js';

export interface SweptClassifications extends SweptWaysOut {
  /** Reminders that went out. */
  readonly reminded: number;
}

/**
 * What falls due in classifications: ways out that take effect, reminders, and what tier 4 leaves to be said. One that fails keeps no other from being handled.
 * @throws AggregateError when something failed; the next sweep tries it again
 */
export async function sweepClassifications(world: Surroundings): Promise<SweptClassifications> {
  const faults: unknown[] = [];
  const reminded = await sweepReminders(world, faults);
  await sweepTierFour(world, faults);
  const swept = await sweepWaysOut(world);
  if (faults.length > 0) throw new AggregateError(faults, `${String(faults.length)} reminders could not be sent`);
  return { ...swept, reminded };
}
