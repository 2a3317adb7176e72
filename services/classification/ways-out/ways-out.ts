import type { Context } from '../../context/index.js';
import type { WaysOutTable } from '../../database/index.js';
import type { Tier } from '../flowcharts/flowchart.js';
import { storedTier } from '../stored-tier.js';
import type { Round } from '../work-package.js';

/** Ways out of a conflict (classification.md, "All opinions equal"). */
export type WayOutKind = WaysOutTable['kind'];

/** The Programme Manager and the Investigator are about to go on at the highest tier, or have agreed to and the Representatives may still withdraw. */
export interface Proceeding {
  readonly id: number;
  readonly state: 'proposed' | 'waiting';
  readonly tier: Tier;
  readonly programmeManagerId: string | null;
  readonly investigatorId: string | null;
  readonly takesEffectAt: Date | null;
}

/** What is under way in a round; a caller who changes it holds the package. */
export async function loadProceeding({ trx }: Pick<Context, 'trx'>, { id }: Pick<Round, 'id'>): Promise<Proceeding | undefined> {
  const row = await trx.selectFrom('ways_out').selectAll().where('classification_id', '=', id).where('kind', '=', 'proceed-at-highest').where('ended_at', 'is', null).executeTakeFirst();
  if (row === undefined || row.tier === null || (row.state !== 'proposed' && row.state !== 'waiting')) return undefined;
  return {
    id: row.id,
    state: row.state,
    tier: storedTier(row.tier),
    programmeManagerId: row.programme_manager_id,
    investigatorId: row.investigator_id,
    takesEffectAt: row.takes_effect_at,
  };
}

/** What two people agreed on was agreed on the opinions of that moment. Answers whether anything was under way. */
export async function stopProceeding({ trx, clock }: Context, { id }: Round, because: 'opinions-changed' | 'not-ready'): Promise<boolean> {
  const stopped = await trx.updateTable('ways_out').set({ state: 'stopped', ended_at: clock.now(), ended_because: because }).where('classification_id', '=', id).where('ended_at', 'is', null).executeTakeFirst();
  return stopped.numUpdatedRows > 0n;
}

/** Somebody changed their opinion while opinions differed. */
export const recordModification = (context: Context, round: Round): Promise<void> => record(context, round, { kind: 'modify' });

/** Records a way out that is taken at once. */
export async function record({ trx, actor, clock }: Context, { id }: Round, taken: { readonly kind: 'modify' | 'reconsider' } | { readonly kind: 'withdraw-dataset'; readonly datasetId: number }): Promise<void> {
  const now = clock.now();
  await trx
    .insertInto('ways_out')
    .values({
      classification_id: id,
      kind: taken.kind,
      state: 'done',
      taken_by: actor.id,
      taken_at: now,
      ended_at: now,
      ...('datasetId' in taken ? { dataset_id: taken.datasetId } : {}),
    })
    .execute();
}
