import type { Context } from '../../context/index.js';
import { controlsOf } from '../../tiers/index.js';
import { standingOf } from '../classifiers.js';
import { explainRound } from './explain-rounds.js';
import type { Explanation } from './explanation.js';
import { loadLexicon } from './lexicon.js';
import { loadFacts } from '../load-facts.js';
import { loadRounds } from './load-rounds.js';
import { maySee } from '../permissions.js';
import { progressOf } from '../progress.js';
import { mayReadRecord } from '../record/readers.js';
import { noteSight } from '../seen-opinions.js';
import { sightOf } from '../sight.js';
import { isOpenRound } from '../work-package.js';

/** How a package came to its tier, as the acting person may know it (`explain-sight.ts`); undefined when there is no such package for them. */
export async function explainClassification(context: Context, packageId: number): Promise<Explanation | undefined> {
  const { trx, actor } = context;
  const facts = await loadFacts(trx, packageId, 'look');
  if (!facts || actor.kind !== 'person') return undefined;
  const standing = standingOf(facts, actor);
  if (!maySee(standing)) return undefined;
  const sight = sightOf(facts, standing, actor.id);
  await noteSight(context, facts, sight);
  const rounds = await loadRounds(trx, packageId);
  const words = await loadLexicon(trx, rounds);
  const project = await trx.selectFrom('projects').select(['id', 'title']).where('id', '=', facts.projectId).executeTakeFirstOrThrow();
  const { state, tier } = facts;
  return {
    packageId: facts.id,
    title: facts.title,
    project,
    state,
    tier,
    preliminaryTier: facts.preliminaryTier,
    classifiedAt: facts.classifiedAt,
    successorOf: facts.successorOf,
    datasets: facts.datasets,
    sight,
    progress: isOpenRound(facts.round) && sight !== 'onlooker' ? progressOf(facts) : undefined,
    rounds: rounds.map((round) => explainRound(round, { state, sight, id: actor.id }, words)),
    controls: tier === null ? null : controlsOf(tier),
    // Of a package that came classified there is nothing to prove.
    recordAllowed: state === 'classified' && rounds.length > 0 && mayReadRecord(facts, actor),
  };
}
