import type { Context } from '../context/index.js';
import { announce } from './asking/announce.js';
import type { PackageNote } from './authorise.js';
import type { EndCause } from './end-causes.js';
import { movePackage } from './move-package.js';
import type { PersonAction } from './transitions.js';
import type { ClassificationFacts, Round } from './work-package.js';

/** A round that ends. */
export interface Ending {
  readonly facts: ClassificationFacts;
  readonly round: Round;
  readonly note: PackageNote;
  readonly cause: EndCause;
}

/** Why a package was taken back to new. */
export type ClearCause = Extract<EndCause, 'cleared' | 'dataset-withdrawn' | 'reconsidered'>;
/** By which act each is. */
const clearedBy: Readonly<Record<ClearCause, PersonAction>> = { cleared: 'clear', 'dataset-withdrawn': 'withdraw-dataset', reconsidered: 'reconsider' };

/** From open to new: the opinions are dropped, and stay on record as such. */
export async function clear(context: Context, { facts, round, note, cause }: Ending & { readonly cause: ClearCause }): Promise<void> {
  const { trx } = context;
  const now = context.clock.now();
  await movePackage(context, { facts, note, action: clearedBy[cause], reason: cause, says: { classification: round.id, opinions: facts.opinions.length } });
  await trx.updateTable('opinions').set({ ended_at: now, ended_because: 'cleared' }).where('classification_id', '=', round.id).where('ended_at', 'is', null).execute();
  await endRound(context, round, 'cleared', cause);
  if (cause === 'reconsidered') await announce(context, facts, 'taken-back');
  await announce(context, facts, cause);
}

/** What somebody was answering is over, and so is a way out that was being taken. */
export async function endRound({ trx, actor, clock }: Context, round: Round, outcome: 'cleared' | 'classified', cause: EndCause): Promise<void> {
  const now = clock.now();
  await trx.updateTable('classifications').set({ ended_at: now, ended_by: actor.id, outcome, cause }).where('id', '=', round.id).execute();
  await trx.updateTable('answer_drafts').set({ steps: '[]', asked_key: null, asked_version: null, updated_at: now }).where('classification_id', '=', round.id).execute();
  await trx
    .updateTable('ways_out')
    .set({ state: cause === 'proceeded-at-highest' ? 'done' : 'stopped', ended_at: now, ended_because: cause })
    .where('classification_id', '=', round.id)
    .where('ended_at', 'is', null)
    .execute();
}
