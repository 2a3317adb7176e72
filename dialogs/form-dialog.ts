import { randomUUID } from 'node:crypto';
import { Dialog, type DialogContext, type DialogTurnResult } from 'botbuilder-dialogs';
import { formCard, noticeCard, wording, type NoticeView } from '../cards/index.js';
import { dialogTurnOf, type Answer, type DialogTurn } from './dialog-turn.js';
import { lookAgain, settlePeople, takePerson } from './form-people.js';
import { formStart, formState, type FormState } from './form-state.js';
import { faultSentences, formView, openForm, sentences, showsOnceMore, summarised, workOf } from './form-view.js';
import { forms } from './forms/index.js';
import { sends } from './sends.js';

/**
 * Fills in any form of `dialogs/forms`: all questions on one card, who is meant where a name fits several people, everything once more where
 * a day or a person was named, then its use case.
 */
export class FormDialog extends Dialog {
  static readonly dialogId = 'form';

  constructor() {
    super(FormDialog.dialogId);
  }

  override async beginDialog(dc: DialogContext, options?: object): Promise<DialogTurnResult> {
    const state: FormState = { ...formStart.parse(options), instance: randomUUID(), step: 'fill', typed: null, people: {}, asking: null };
    return this.show(dc, dialogTurnOf(dc.context), state);
  }

  override async continueDialog(dc: DialogContext): Promise<DialogTurnResult> {
    const turn = dialogTurnOf(dc.context);
    const state = formState.parse(dc.activeDialog?.state);
    const { input } = turn;
    if (input.kind === 'again') return this.show(dc, turn, state);
    if (input.kind === 'button' && input.step !== state.step) return this.show(dc, turn, state);
    if (input.kind === 'back' || (input.kind === 'button' && input.button === 'back')) return this.show(dc, turn, { ...state, step: 'fill', asking: null });
    const { t } = wording(turn.format);
    switch (state.step) {
      case 'fill':
        return this.takeAnswers(dc, turn, state, input);
      case 'whom': {
        const taken = takePerson(state, input);
        return typeof taken === 'string' ? this.show(dc, turn, state, [t(taken)]) : this.goOn(dc, turn, taken);
      }
      case 'confirm':
        return sends(input) ? this.submit(dc, turn, state) : this.show(dc, turn, state, [t('dialog-error.send-or-cancel')]);
      default:
        return state.step satisfies never;
    }
  }

  private async takeAnswers(dc: DialogContext, turn: DialogTurn, state: FormState, input: Answer): Promise<DialogTurnResult> {
    const { t } = wording(turn.format);
    const opened = await turn.run((context) => openForm(context, turn, state, input));
    if (opened.kind === 'refused') return this.end(dc, turn, opened.notice);
    const { page, faults } = opened;
    if (input.kind === 'text' && page.fields.length === 0 && !sends(input)) return this.show(dc, turn, state, [t('dialog-error.send-or-cancel')]);
    if (input.kind === 'text' && page.fields.length > 1) return this.show(dc, turn, state, [t('dialog-error.invalid-input')]);
    if (faults.length > 0) return this.show(dc, turn, opened.state, sentences(page, faults, turn));
    return this.goOn(dc, turn, opened.state);
  }

  /** The answers fit: finds out who is meant, then shows everything once more or sends it. */
  private async goOn(dc: DialogContext, turn: DialogTurn, answered: FormState): Promise<DialogTurnResult> {
    const opened = await turn.run((context) => openForm(context, turn, answered));
    if (opened.kind === 'refused') return this.end(dc, turn, opened.notice);
    const { page } = opened;
    const { state, faults } = await settlePeople(turn.people, page.fields, answered);
    if (faults.length > 0 || state.asking) return this.show(dc, turn, state, sentences(page, faults, turn));
    const summary = await turn.run((context) => summarised(context, turn, opened));
    if (summary.kind === 'refused') return 'notice' in summary ? this.end(dc, turn, summary.notice) : this.show(dc, turn, { ...state, step: 'fill' }, faultSentences(page, summary, turn));
    return showsOnceMore(page) ? this.show(dc, turn, { ...state, step: 'confirm' }) : this.submit(dc, turn, state);
  }

  /** Asks the form anew, so that what is sent is what could be sent now, and hands it over in the transaction that ends the dialog. */
  private async submit(dc: DialogContext, turn: DialogTurn, state: FormState): Promise<DialogTurnResult> {
    const found = await lookAgain(turn.people, state);
    const outcome = await turn.conclude(async (context) => {
      const opened = await openForm(context, turn, state);
      if (opened.kind === 'refused') return opened;
      const { page, values } = opened;
      const faults = [...opened.faults, ...found.faults];
      if (faults.length > 0) return { kind: 'refused' as const, sentences: sentences(page, faults, turn) };
      const submitted = await forms[state.form].submit(workOf(context, turn, state), values.with(found.people));
      if (submitted.kind === 'done' || 'notice' in submitted) return submitted;
      return { kind: 'refused' as const, sentences: faultSentences(page, submitted, turn) };
    });
    if (outcome.kind === 'refused' && 'sentences' in outcome) return this.show(dc, turn, { ...state, step: 'fill' }, outcome.sentences);
    if (outcome.kind === 'refused') return this.end(dc, turn, outcome.notice);
    turn.show(outcome.card, outcome.shows);
    if (outcome.also) turn.add(outcome.also);
    return dc.endDialog();
  }

  /** Stores the state and shows the card of its step. */
  private async show(dc: DialogContext, turn: DialogTurn, state: FormState, errors: readonly string[] = []): Promise<DialogTurnResult> {
    if (dc.activeDialog) dc.activeDialog.state = state;
    const opened = await turn.run(async (context) => {
      const form = await openForm(context, turn, state);
      if (form.kind === 'refused' || state.step !== 'confirm') return form;
      const whole = await summarised(context, turn, form);
      return whole.kind === 'refused' && !('notice' in whole) ? form : whole;
    });
    if (opened.kind === 'refused') return this.end(dc, turn, opened.notice);
    turn.show(formCard({ ...formView(opened, wording(turn.format)), errors }, turn.format));
    return Dialog.EndOfTurn;
  }

  private end(dc: DialogContext, turn: DialogTurn, notice: NoticeView): Promise<DialogTurnResult> {
    turn.show(noticeCard(notice, turn.format));
    return dc.endDialog();
  }
}
