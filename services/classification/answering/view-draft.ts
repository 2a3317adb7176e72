import { authoriseOwnPlace } from './authorise-place.js';
import type { ClassificationContext } from './classification-context.js';
import { lockDraft, renewDraft } from './draft-store.js';
import type { DraftView } from './draft.js';
import { done, refuse, type Result } from '../results.js';

/** The acting person's draft as it stands now, whatever version they saw; looking changes nothing and is on record only where it is refused. */
export async function viewDraft(context: ClassificationContext, draftId: number): Promise<Result<DraftView>> {
  const authorised = await authoriseOwnPlace(context, 'answer', draftId, 'answer');
  if (authorised.kind !== 'done') return authorised;
  const row = await lockDraft(context.trx, draftId);
  if (!row) return refuse(context, authorised.value.inRound.note, 'draft-gone');
  return done((await renewDraft(context, row, authorised.value)).view);
}
