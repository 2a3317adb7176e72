import { tiers, type Tier } from './flowcharts/flowchart.js';

/**
 * A tier as the database holds it.
 * @throws RangeError for a number that the database's own check refuses
 */
export function storedTier(stored: number): Tier {
  const tier = tiers.find((known) => known === stored);
  if (tier === undefined) throw new RangeError(`${String(stored)} is no tier`);
  return tier;
}
