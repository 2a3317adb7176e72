import { authoriseInRound, noteOf } from './authorise.js';
import type { ClassificationContext } from './classification-context.js';
import { classifierOf, type Classifier } from './classifiers.js';
import type { DraftView } from './draft.js';
import { lockDraft, renewDraft, type DraftPlace, type DraftRow } from './draft-store.js';
import type { PathStep } from './flowchart.js';
import type { Hold } from './load-facts.js';
import { done, refuse, type Done, type Refused } from './results.js';

export interface ActOnDraft {
  readonly draftId: number;
  /** The version that the person saw. */
  readonly version: number;
}

/** A draft of the acting person, locked, at the version that they saw and with no question changed since. */
export interface AuthorisedDraft extends DraftPlace {
  readonly row: DraftRow;
  readonly view: DraftView;
  readonly classifier: Classifier;
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
  const known = await context.trx.selectFrom('answer_drafts').select(['person_id', 'classification_id']).where('id', '=', command.draftId).executeTakeFirst();
  if (known?.person_id !== context.actor.id) return refuse(context, noteOf(`classification.${action}`, undefined), 'draft-gone');
  const authorised = await authoriseInRound(context, action, known.classification_id, hold);
  if (authorised.kind !== 'done') return authorised;
  const { facts, note, round } = authorised.value;
  const classifier = classifierOf(facts, context.actor.id);
  if (!classifier) return refuse(context, note, 'not-allowed');
  const flowchart = context.flowcharts.get(round.flowchart);
  if (!flowchart) return refuse(context, note, 'no-such-flowchart');
  const row = await lockDraft(context.trx, command.draftId);
  if (!row) return refuse(context, note, 'draft-gone');
  const place: DraftPlace = { inRound: authorised.value, flowchart, role: classifier.role };
  const { view, changed } = await renewDraft(context, row, place);
  const repeated = !changed && command.version === row.version - 1 && isLast(view.steps.at(-1));
  if (row.version !== command.version && !repeated) return refuse(context, note, 'outdated', { draft: view });
  if (changed) return refuse(context, note, 'question-changed', { draft: view });
  return done({ ...place, row, view, classifier, repeated });
}
