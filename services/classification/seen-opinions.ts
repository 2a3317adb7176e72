import type { Context, Trx } from '../context/index.js';
import type { Sight } from './sight.js';
import { isOpenRound, type ClassificationFacts } from './work-package.js';

/**
 * Puts on record that the acting person is shown the opinions of the round that is open without having given their own, as managers are once
 * all are in: from now on they give none in it, whatever role they get (classification.md, "Blind").
 */
export async function noteSight({ trx, actor, clock }: Context, { round, everGave, sawOpinions }: Pick<ClassificationFacts, 'round' | 'everGave' | 'sawOpinions'>, sight: Sight): Promise<void> {
  if (actor.kind !== 'person' || sight !== 'sighted' || !isOpenRound(round) || everGave.has(actor.id) || sawOpinions.has(actor.id)) return;
  await trx
    .insertInto('seen_opinions')
    .values({ classification_id: round.id, person_id: actor.id, seen_at: clock.now() })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Everyone who was shown the opinions of a round before giving one. */
export async function loadWhoSaw(trx: Trx, classificationId: number | undefined): Promise<ReadonlySet<string>> {
  if (classificationId === undefined) return new Set();
  const rows = await trx.selectFrom('seen_opinions').select('person_id').where('classification_id', '=', classificationId).execute();
  return new Set(rows.map(({ person_id }) => person_id));
}
