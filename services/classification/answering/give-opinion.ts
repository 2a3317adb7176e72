import { randomBytes } from 'node:crypto';
import { announceOutcome } from '../asking/announce-outcome.js';
import { announce } from '../asking/announce.js';
import { authoriseDraft, type ActOnDraft } from './authorise-draft.js';
import type { ClassificationContext } from './classification-context.js';
import { saveDraft } from './draft-store.js';
import { answersOf } from './draft.js';
import type { Tier } from '../flowcharts/flowchart.js';
import { opinionDigest } from './opinion-digest.js';
import { settle } from '../readiness.js';
import { done, refuse, type Result } from '../results.js';
import { storeFlowchart } from '../flowcharts/store-flowchart.js';
import { walk } from '../flowcharts/walk.js';
import { recordModification, stopProceeding } from '../ways-out/ways-out.js';
import type { ClassificationFacts, Opinion } from '../work-package.js';

/** Longest reason for raising a tier, in characters. */
export const longestReason = 2_000;

export interface GiveOpinion extends ActOnDraft {
  /** A tier above the flowchart's, and why. At most `longestReason` characters. */
  readonly raise?: { readonly tier: Tier; readonly reason: string };
}

export interface GivenOpinion extends Opinion {
  readonly packageId: number;
}

/**
 * Gives an opinion, or a new one in place of an earlier one. The tier is walked from the stored answers: nothing that is sent says it, but
 * for raising one's own with a written reason, never lowering it. A missing answer stores no opinion and starts over (classification.md,
 * "How one person classifies").
 */
export async function giveOpinion(context: ClassificationContext, command: GiveOpinion): Promise<Result<GivenOpinion>> {
  const authorised = await authoriseDraft(context, 'give', command, 'change');
  if (authorised.kind !== 'done') return authorised;
  const draft = authorised.value;
  const { facts, note, round } = draft.inRound;
  const earlier = facts.opinions.find(({ personId }) => personId === context.actor.id);
  if (earlier && earlier.role !== draft.role) return refuse(context, note, 'role-changed');
  const walked = walk(draft.flowchart, answersOf(draft.row.steps));
  if (!('tier' in walked)) return refuse(context, note, 'answers-missing', { draft: await saveDraft(context, draft.row, [], draft) });
  const reason = command.raise?.reason.trim() ?? null;
  if (command.raise && command.raise.tier <= walked.tier) return refuse(context, note, 'not-higher', { draft: draft.view });
  if (reason !== null && (reason === '' || reason.length > longestReason)) return refuse(context, note, 'reason-needed', { draft: draft.view });

  const opinion: Omit<Opinion, 'id' | 'givenAt'> = {
    personId: context.actor.id,
    role: draft.role,
    tier: command.raise?.tier ?? walked.tier,
    computedTier: walked.tier,
    reason,
    path: walked.path,
    represents: draft.classifier.represents,
    flowchartVersion: draft.flowchart.version,
  };
  await storeFlowchart(context, draft.flowchart);
  const salt = randomBytes(16).toString('hex');
  const stored = await store(context, round.id, opinion, salt, earlier);
  await context.trx.deleteFrom('answer_drafts').where('id', '=', draft.row.id).execute();
  await context.trx.updateTable('classifications').set({ version: round.version + 1 }).where('id', '=', round.id).execute();
  const stopped = await stopProceeding(context, round, 'opinions-changed');
  if (earlier && isConflict(facts)) await recordModification(context, round);
  context.audit.push({
    ...note,
    outcome: 'done',
    facts: { ...note.facts, role: draft.role, opinion: stored.id, digest: opinionDigest(salt, opinion), ...(earlier ? { replaces: earlier.id } : {}), ...(stopped ? { stopped: 'proceed-at-highest' } : {}) },
  });
  if (stopped) await announce(context, facts, 'proceeding-stopped');
  await announceOutcome(context, { ...facts, opinions: [...facts.opinions.filter(({ personId }) => personId !== stored.personId), stored] });
  return done({ ...stored, packageId: facts.id });
}

const isConflict = (facts: ClassificationFacts): boolean => settle(facts).kind === 'conflict';

/** One person has one opinion that stands: an earlier one is kept as replaced. */
async function store({ trx, clock }: ClassificationContext, classificationId: number, opinion: Omit<Opinion, 'id' | 'givenAt'>, salt: string, earlier: Opinion | undefined): Promise<Opinion> {
  const givenAt = clock.now();
  if (earlier) await trx.updateTable('opinions').set({ ended_at: givenAt, ended_because: 'replaced' }).where('id', '=', earlier.id).execute();
  const { id } = await trx
    .insertInto('opinions')
    .values({
      classification_id: classificationId,
      person_id: opinion.personId,
      role: opinion.role,
      tier: opinion.tier,
      computed_tier: opinion.computedTier,
      reason: opinion.reason,
      path: JSON.stringify(opinion.path),
      flowchart_version: opinion.flowchartVersion,
      salt,
      given_at: givenAt,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  if (opinion.represents.length > 0) {
    await trx
      .insertInto('opinion_datasets')
      .values(opinion.represents.map(({ datasetId, principalId }) => ({ opinion_id: id, dataset_id: datasetId, principal_id: principalId })))
      .execute();
  }
  return { ...opinion, id, givenAt };
}
