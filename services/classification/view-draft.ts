import { authoriseInRound } from './authorise.js';
import type { ClassificationContext } from './classification-context.js';
import { classifierOf } from './classifiers.js';
import { lockDraft, renewDraft } from './draft-store.js';
import type { DraftView } from './draft.js';
import { done, refuse, type Result } from './results.js';

/** The acting person's draft as it stands now, whatever version they saw; looking changes nothing and is on record only where it is refused. */
export async function viewDraft(context: ClassificationContext, draftId: number): Promise<Result<DraftView>> {
  const known = await context.trx.selectFrom('answer_drafts').select(['person_id', 'classification_id']).where('id', '=', draftId).executeTakeFirst();
  if (known?.person_id !== context.actor.id) return refuse(context, { action: 'classification.answer', objectType: 'work-package', objectId: '' }, 'draft-gone');
  const authorised = await authoriseInRound(context, 'answer', known.classification_id, 'answer');
  if (authorised.kind !== 'done') return authorised;
  const { facts, note, round } = authorised.value;
  const classifier = classifierOf(facts, context.actor.id);
  const flowchart = context.flowcharts.get(round.flowchart);
  if (!classifier) return refuse(context, note, 'not-allowed');
  if (!flowchart) return refuse(context, note, 'no-such-flowchart');
  // The package is held first, as everywhere, then the draft.
  const row = await lockDraft(context.trx, draftId);
  if (!row) return refuse(context, note, 'draft-gone');
  return done((await renewDraft(context, row, { inRound: authorised.value, flowchart, role: classifier.role })).view);
}
