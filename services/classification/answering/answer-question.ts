import { authoriseDraft, type ActOnDraft } from './authorise-draft.js';
import type { ClassificationContext } from './classification-context.js';
import type { DraftView } from './draft.js';
import { saveDraft } from './draft-store.js';
import type { Answer } from '../flowcharts/flowchart.js';
import { done, refuse, type Result } from '../results.js';

export interface AnswerQuestion extends ActOnDraft {
  readonly question: string;
  readonly answer: Answer;
}

/**
 * Stores the answer to the question that the draft has come to. A step leaves no audit entry of its own, refusals do: managers read the
 * audit, and the number of steps betrays the path while opinions are blind. The opinion's entry holds a digest of the whole path.
 */
export async function answerQuestion(context: ClassificationContext, command: AnswerQuestion): Promise<Result<DraftView>> {
  const authorised = await authoriseDraft(context, 'answer', command, 'answer', (last) => last?.key === command.question && last.answer === command.answer);
  if (authorised.kind !== 'done') return authorised;
  const draft = authorised.value;
  if (draft.repeated) return { kind: 'unchanged', value: draft.view };
  const { at } = draft.view;
  if (at.kind !== 'question' || at.question.key !== command.question) return refuse(context, draft.inRound.note, 'not-the-question', { draft: draft.view });
  const step = { key: command.question, answer: command.answer, version: at.question.version };
  return done(await saveDraft(context, draft.row, [...draft.view.steps, step], draft));
}
