import type { StepOutcome } from '../../workflows/index.js';
import { loadBuildFacts, type BuildFacts } from './build-facts.js';
import type { BuildInput } from './build-input.js';
import type { Provisioning } from './provisioning.js';

/** Runs a try with the facts of this moment; what cannot be built any more fails, and is gone on with when that has changed. */
export async function withFacts(world: Provisioning, input: BuildInput, work: (facts: BuildFacts) => Promise<StepOutcome>): Promise<StepOutcome> {
  const facts = await loadBuildFacts(world.db, input);
  return typeof facts === 'string' ? { kind: 'fails', cause: facts } : work(facts);
}
