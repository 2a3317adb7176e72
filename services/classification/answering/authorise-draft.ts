import { authoriseOwnPlace, type AuthorisedPlace } from './authorise-place.js';
import type { ClassificationContext } from './classification-context.js';
import type { DraftView } from './draft.js';
import { lockDraft, renewDraft, type DraftRow } from './draft-store.js';
import type { PathStep } from '../flowcharts/flowchart.js';
import type { Hold } from '../load-facts.js';
import { done, refuse, type Done, type Refused } from '../results.js';

export interface ActOnDraft {
  readonly draftId: number;
  /** The version that the person saw. */
  readonly version: number;
}

/** A draft of the acting person, locked, at the version that they saw and with no question changed since. */
export interface AuthorisedDraft extends AuthorisedPlace {
  readonly row: DraftRow;
  readonly view: DraftView;
  /** The command is the one that led to the draft's present version, sent again. */
  readonly repeated: boolean;
}

/**
 * Loads a draft for its owner. To anyone else it is gone; after a clearing its round is named. A stale version and a question that changed
 * meanwhile are refused with the draft as it is now, to go on from.
 * @param isLast whether the draft's last step is what the command asks for: sent twice, it is no stale command
 */
export async function authoriseDraft(
  context: ClassificationContext,
  action: 'answer' | 'give',
  command: ActOnDraft,
  hold: Hold,
  isLast: (last: PathStep | undefined) => boolean = () => false,
): Promise<Done<AuthorisedDraft> | Refused> {
  const authorised = await authoriseOwnPlace(context, action, command.draftId, hold);
  if (authorised.kind !== 'done') return authorised;
  const place = authorised.value;
  const { note } = place.inRound;
  const row = await lockDraft(context.trx, command.draftId);
  if (!row) return refuse(context, note, 'draft-gone');
  const { view, changed } = await renewDraft(context, row, place);
  const repeated = !changed && command.version === row.version - 1 && isLast(view.steps.at(-1));
  if (row.version !== command.version && !repeated) return refuse(context, note, 'outdated', { draft: view });
  if (changed) return refuse(context, note, 'question-changed', { draft: view });
  return done({ ...place, row, view, repeated });
}
