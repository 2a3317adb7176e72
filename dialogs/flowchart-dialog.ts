import { Dialog, type DialogContext, type DialogTurnResult } from 'botbuilder-dialogs';
import { noticeCard, noticeOfRefusal, packageCard, questionCard, verdictCard, type Card, type Format, type QuestionNote } from '../cards/index.js';
import {
  abandonAnswers,
  answerQuestion,
  beginAnswering,
  giveOpinion,
  goBack,
  startOver,
  viewDraft,
  viewPackage,
  type ClassificationContext,
  type DraftView,
  type Flowcharts,
  type Refused,
  type Result,
} from '../services/classification/index.js';
import type { Context } from '../services/context/index.js';
import { dialogTurnOf, type DialogTurn } from './dialog-turn.js';
import { flowchartMove, flowchartState, readWords, type FlowchartMove, type FlowchartState } from './flowchart-options.js';

export type { FlowchartOptions } from './flowchart-options.js';

/**
 * Classifying by any flowchart. The answers stand in the database with their draft, so that they survive a restart, and every button names
 * its draft: one person can classify two packages at once. The dialog only remembers on which draft typed words act: the one used last.
 */
export class FlowchartDialog extends Dialog {
  static readonly dialogId = 'flowchart';

  constructor(private readonly flowcharts: Flowcharts) {
    super(FlowchartDialog.dialogId);
  }

  override async beginDialog(dc: DialogContext, options?: object): Promise<DialogTurnResult> {
    return this.move(dc, dialogTurnOf(dc.context), flowchartMove.parse(options));
  }

  override async continueDialog(dc: DialogContext): Promise<DialogTurnResult> {
    const turn = dialogTurnOf(dc.context);
    const state = flowchartState.parse(dc.activeDialog?.state);
    const { input } = turn;
    if (input.kind === 'back') return this.move(dc, turn, { kind: 'back', ...state });
    const words = input.kind === 'text' ? readWords(input.text) : undefined;
    switch (words) {
      case 'back':
      case 'restart':
        return this.move(dc, turn, { kind: words, ...state });
      case 'yes':
      case 'no':
      case 'why':
      case 'give':
      case undefined:
        return this.say(dc, turn, state, words);
      default:
        return words satisfies never;
    }
  }

  /** Words that need to know where the draft stands: an answer is for the question that was shown. */
  private async say(dc: DialogContext, turn: DialogTurn, state: FlowchartState, words: 'yes' | 'no' | 'why' | 'give' | undefined): Promise<DialogTurnResult> {
    const looked = await turn.run((context) => viewDraft(this.with(context), state.draftId));
    if (looked.kind === 'refused') return this.refuse(dc, turn, looked);
    const draft = looked.value;
    if (draft.version !== state.version) return this.stay(dc, turn, draft, 'outdated');
    if (draft.at.kind === 'question') {
      if (words === 'yes' || words === 'no') return this.move(dc, turn, { kind: 'answer', ...state, question: draft.at.question.key, answer: words });
      return words === 'why' ? this.stay(dc, turn, draft, undefined, 'why') : this.stay(dc, turn, draft, 'yes-or-no');
    }
    return words === 'give' ? this.move(dc, turn, { kind: 'give', ...state }) : this.stay(dc, turn, draft, 'give-or-back');
  }

  private async move(dc: DialogContext, turn: DialogTurn, move: FlowchartMove): Promise<DialogTurnResult> {
    switch (move.kind) {
      case 'begin':
        return this.follow(dc, turn, await turn.run((context) => beginAnswering(this.with(context), { classificationId: move.classificationId, ...(move.from === undefined ? {} : { from: move.from }) })));
      case 'answer':
        return this.follow(dc, turn, await turn.run((context) => answerQuestion(this.with(context), move)));
      case 'back': {
        const gone = await turn.run((context) => goBack(this.with(context), move));
        return this.follow(dc, turn, gone, gone.kind === 'unchanged' ? 'first-question' : undefined);
      }
      case 'restart':
        return this.follow(dc, turn, await turn.run((context) => startOver(this.with(context), move)));
      case 'leave':
        turn.show(noticeCard({ notice: 'answers-kept' }, turn.format));
        return dc.endDialog();
      case 'abandon': {
        const abandoned = await turn.conclude((context) => abandonAnswers(this.with(context), move));
        if (abandoned.kind === 'refused') return this.refuse(dc, turn, abandoned);
        turn.show(noticeCard({ notice: 'opinion-kept', packageId: abandoned.value.packageId }, turn.format));
        return dc.endDialog();
      }
      case 'give':
        return this.give(dc, turn, move);
      default:
        return move satisfies never;
    }
  }

  private async give(dc: DialogContext, turn: DialogTurn, move: Extract<FlowchartMove, { kind: 'give' }>): Promise<DialogTurnResult> {
    const given = await turn.conclude(async (context) => {
      const result = await giveOpinion(this.with(context), { draftId: move.draftId, version: move.version, ...(move.raise ? { raise: move.raise } : {}) });
      return result.kind === 'refused' ? result : { kind: 'done' as const, view: await viewPackage(context, result.value.packageId) };
    });
    if (given.kind === 'refused') return this.refuse(dc, turn, given);
    if (given.view) turn.show(packageCard(given.view, [...this.flowcharts.values()], turn.format), { type: 'package', id: given.view.packageId });
    return dc.endDialog();
  }

  private follow(dc: DialogContext, turn: DialogTurn, result: Result<DraftView>, note?: QuestionNote): Promise<DialogTurnResult> {
    return result.kind === 'refused' ? this.refuse(dc, turn, result) : this.stay(dc, turn, result.value, note);
  }

  /** Shows the draft as it stands, and lets typed words act on it. */
  private stay(dc: DialogContext, turn: DialogTurn, draft: DraftView, note?: QuestionNote, wanted: 'why' | 'question' = 'question'): Promise<DialogTurnResult> {
    if (dc.activeDialog) dc.activeDialog.state = { draftId: draft.id, version: draft.version } satisfies FlowchartState;
    turn.show(cardOf(draft, turn.format, note, wanted));
    return Promise.resolve(Dialog.EndOfTurn);
  }

  /** A refusal that leaves a draft shows it with the reason; any other ends the dialog. */
  private refuse(dc: DialogContext, turn: DialogTurn, refused: Refused): Promise<DialogTurnResult> {
    if (refused.draft) return this.stay(dc, turn, refused.draft, noteOf(refused.reason));
    turn.show(noticeCard({ notice: refused.reason === 'not-allowed' ? 'not-classifier' : noticeOfRefusal(refused.reason) }, turn.format));
    return dc.endDialog();
  }

  private readonly with = (context: Context): ClassificationContext => ({ ...context, flowcharts: this.flowcharts });
}

function cardOf(draft: DraftView, format: Format, note: QuestionNote | undefined, wanted: 'why' | 'question'): Card {
  const said = note === undefined ? {} : { note };
  const { at } = draft;
  return at.kind === 'question' ? questionCard({ draft: { ...draft, at }, why: wanted === 'why', ...said }, format) : verdictCard({ draft: { ...draft, at }, ...said }, format);
}

function noteOf(reason: Refused['reason']): QuestionNote | undefined {
  switch (reason) {
    case 'question-changed':
    case 'outdated':
    case 'answers-missing':
    case 'not-the-question':
    case 'not-higher':
    case 'reason-needed':
      return reason;
    default:
      return undefined;
  }
}
