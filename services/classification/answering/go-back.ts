import { authoriseDraft, type ActOnDraft } from './authorise-draft.js';
import type { ClassificationContext } from './classification-context.js';
import { hasAnswered, stepsBefore, type DraftView } from './draft.js';
import { saveDraft } from './draft-store.js';
import { done, refuse, type Result } from '../results.js';

export interface GoBack extends ActOnDraft {
  /** The answered question to go back to; without one, the last. */
  readonly to?: string;
}

/** Goes back to a question: its answer and those after it are dropped. Before the first answer there is nothing to go back to. */
export async function goBack(context: ClassificationContext, command: GoBack): Promise<Result<DraftView>> {
  const authorised = await authoriseDraft(context, 'answer', command, 'answer');
  if (authorised.kind !== 'done') return authorised;
  const draft = authorised.value;
  const { steps } = draft.view;
  const to = command.to ?? steps.at(-1)?.key;
  if (to === undefined) return { kind: 'unchanged', value: draft.view };
  if (!hasAnswered(steps, to)) return refuse(context, draft.inRound.note, 'not-the-question', { draft: draft.view });
  return done(await saveDraft(context, draft.row, stepsBefore(steps, to), draft));
}

/** Drops all answers of the draft. An opinion that stands is left as it is. */
export async function startOver(context: ClassificationContext, command: ActOnDraft): Promise<Result<DraftView>> {
  const authorised = await authoriseDraft(context, 'answer', command, 'answer');
  if (authorised.kind !== 'done') return authorised;
  return done(await saveDraft(context, authorised.value.row, [], authorised.value));
}
