import { authoriseDraft, type ActOnDraft } from './authorise-draft.js';
import type { ClassificationContext } from './classification-context.js';
import { done, type Result } from '../results.js';

/** Gives up what was being answered. An opinion that stands is left as it was (classification.md, "How one person classifies"). */
export async function abandonAnswers(context: ClassificationContext, command: ActOnDraft): Promise<Result<{ readonly packageId: number }>> {
  const authorised = await authoriseDraft(context, 'answer', command, 'answer');
  if (authorised.kind !== 'done') return authorised;
  const { row, inRound } = authorised.value;
  await context.trx.deleteFrom('answer_drafts').where('id', '=', row.id).execute();
  context.audit.push({ ...inRound.note, outcome: 'done', facts: { ...inRound.note.facts, abandoned: true } });
  return done({ packageId: inRound.facts.id });
}
