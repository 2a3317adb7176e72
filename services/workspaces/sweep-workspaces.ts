import { transact, type Surroundings } from '../audit/index.js';
import { sweep } from '../context/index.js';
import { retryWorkflow } from '../workflows/index.js';
import { dropUnwanted } from './drop-unwanted.js';
import { buildKind } from './provisioning/build-input.js';
import { buildPlan } from './provisioning/build-plan.js';

export interface SweptWorkspaces {
  /** Plans that came to nothing. */
  readonly dropped: number;
  /** Removals of what was built that were stuck, and are tried again. */
  readonly unstuck: number;
}

/** Drops what is not to be, and tries every hour again to remove what could not be removed: nothing that was given up is left standing unseen. */
export async function sweepWorkspaces(world: Surroundings): Promise<SweptWorkspaces> {
  const anHourAgo = new Date(world.clock.now().getTime() - 3_600_000);
  const stuck = await world.db.selectFrom('workflows').select('id').where('kind', '=', buildKind).where('state', '=', 'stuck').where('changed_at', '<', anHourAgo).orderBy('id').execute();
  for (const { id } of stuck) await transact(world, sweep, (context) => retryWorkflow(context, buildPlan, id));
  const dropped = await transact(world, sweep, (context) => dropUnwanted(context));
  return { dropped, unstuck: stuck.length };
}
