import { randomUUID } from 'node:crypto';
import { Dialog, type DialogContext, type DialogTurnResult } from 'botbuilder-dialogs';
import { formCard, noticeCard, wording, type NoticeView } from '../cards/index.js';
import type { Context } from '../services/context/index.js';
import { dialogTurnOf, type Answer, type DialogTurn } from './dialog-turn.js';
import type { FormPage, FormRefused, FormWork } from './form.js';
import { formStart, formState, type FormState } from './form-state.js';
import { forms } from './forms/index.js';
import { answersIn, readForm, type FieldFault, type ReadForm } from './read-form.js';
import { sends } from './sends.js';

/** The form as it stands: what it asks now, and what the answers come to. */
interface Opened extends ReadForm {
  readonly kind: 'opened';
  readonly state: FormState;
  readonly page: FormPage;
}

/** Fills in any form of `dialogs/forms`: all questions on one card, everything once more where a day is asked for, then its use case. */
export class FormDialog extends Dialog {
  static readonly dialogId = 'form';

  constructor() {
    super(FormDialog.dialogId);
  }

  override async beginDialog(dc: DialogContext, options?: object): Promise<DialogTurnResult> {
    const state: FormState = { ...formStart.parse(options), instance: randomUUID(), step: 'fill', typed: null };
    return this.show(dc, dialogTurnOf(dc.context), state);
  }

  override async continueDialog(dc: DialogContext): Promise<DialogTurnResult> {
    const turn = dialogTurnOf(dc.context);
    const state = formState.parse(dc.activeDialog?.state);
    const { input } = turn;
    if (input.kind === 'again') return this.show(dc, turn, state);
    if (input.kind === 'button' && (input.instance !== state.instance || input.step !== state.step)) return this.show(dc, turn, state);
    if (input.kind === 'back' || (input.kind === 'button' && input.button === 'back')) return this.show(dc, turn, { ...state, step: 'fill' });
    switch (state.step) {
      case 'fill':
        return this.takeAnswers(dc, turn, state, input);
      case 'confirm':
        return sends(input) ? this.submit(dc, turn, state) : this.show(dc, turn, state, [wording(turn.format).t('dialog-error.send-or-cancel')]);
      default:
        return state.step satisfies never;
    }
  }

  private async takeAnswers(dc: DialogContext, turn: DialogTurn, state: FormState, input: Answer): Promise<DialogTurnResult> {
    const { t } = wording(turn.format);
    const opened = await turn.run((context) => open(context, turn, state, input));
    if (opened.kind === 'refused') return this.end(dc, turn, opened.notice);
    const { page, faults } = opened;
    if (input.kind === 'text' && page.fields.length === 0 && !sends(input)) return this.show(dc, turn, state, [t('dialog-error.send-or-cancel')]);
    if (input.kind === 'text' && page.fields.length > 1) return this.show(dc, turn, state, [t('dialog-error.invalid-input')]);
    if (faults.length > 0) return this.show(dc, turn, opened.state, sentences(page, faults, turn));
    return showsOnceMore(page) ? this.show(dc, turn, { ...opened.state, step: 'confirm' }) : this.submit(dc, turn, opened.state);
  }

  /** Asks the form anew, so that what is sent is what could be sent now, and hands it over in the transaction that ends the dialog. */
  private async submit(dc: DialogContext, turn: DialogTurn, state: FormState): Promise<DialogTurnResult> {
    const outcome = await turn.conclude(async (context) => {
      const opened = await open(context, turn, state);
      if (opened.kind === 'refused') return opened;
      const { page, faults } = opened;
      if (faults.length > 0) return { kind: 'refused' as const, sentences: sentences(page, faults, turn) };
      const submitted = await forms[state.form].submit(workOf(context, turn, state), opened.values);
      if (submitted.kind === 'done' || 'notice' in submitted) return submitted;
      return { kind: 'refused' as const, sentences: submitted.faults.map(({ field, error }) => onField(page, field, error, turn)) };
    });
    if (outcome.kind === 'refused' && 'sentences' in outcome) return this.show(dc, turn, { ...state, step: 'fill' }, outcome.sentences);
    if (outcome.kind === 'refused') return this.end(dc, turn, outcome.notice);
    turn.show(outcome.card, outcome.shows);
    return dc.endDialog();
  }

  /** Stores the state and shows the card of its step. */
  private async show(dc: DialogContext, turn: DialogTurn, state: FormState, errors: readonly string[] = []): Promise<DialogTurnResult> {
    if (dc.activeDialog) dc.activeDialog.state = state;
    const words = wording(turn.format);
    const opened = await turn.run((context) => open(context, turn, state));
    if (opened.kind === 'refused') return this.end(dc, turn, opened.notice);
    const { page, values } = opened;
    const { title, heading, notes = [], facts = [], fields, next } = page;
    const { instance, step } = state;
    const again = step === 'fill' && showsOnceMore(page);
    turn.show(
      formCard(
        {
          instance,
          step,
          title,
          heading,
          notes,
          facts: step === 'confirm' ? [...facts, ...answersIn(fields, values, words)] : facts,
          fields: step === 'confirm' ? [] : fields,
          typed: state.typed ?? {},
          errors,
          next: again ? words.t('form.next-confirm') : next,
          onwards: again ? 'next' : 'send',
        },
        turn.format,
      ),
    );
    return Dialog.EndOfTurn;
  }

  private end(dc: DialogContext, turn: DialogTurn, notice: NoticeView): Promise<DialogTurnResult> {
    turn.show(noticeCard(notice, turn.format));
    return dc.endDialog();
  }
}

const workOf = (context: Context, { format }: DialogTurn, { about }: FormState): FormWork<unknown> => ({ context, about, format, words: wording(format) });

/** Asks the form what it asks now, and reads the answers that there are, `input` among them. */
async function open(context: Context, turn: DialogTurn, state: FormState, input?: Answer): Promise<Opened | FormRefused> {
  const page = await forms[state.form].begin(workOf(context, turn, state));
  if (page.kind === 'refused') return page;
  const typed = input === undefined ? state.typed : typedBy(page, input);
  return { kind: 'opened', page, state: { ...state, typed }, ...readForm(context, page.fields, typed ?? {}, wording(turn.format)) };
}

/** What was typed, by field. Words alone answer the only question that there is. */
function typedBy({ fields }: FormPage, input: Answer): Readonly<Record<string, string>> {
  if (input.kind === 'text') return Object.fromEntries(fields.map(({ id }) => [id, input.text]));
  return Object.fromEntries(fields.map(({ id }) => [id, input.values[`field-${id}`] ?? '']));
}

/** A day is echoed before it counts: words can be read in more than one way. */
const showsOnceMore = ({ fields, before }: FormPage): boolean => before === 'once-more' || fields.some(({ kind }) => kind === 'date');

const sentences = (page: FormPage, faults: readonly FieldFault[], turn: DialogTurn): readonly string[] => faults.map(({ field, key, values }) => onField(page, field, wording(turn.format).t(key, values), turn));

function onField({ fields }: FormPage, id: string, error: string, { format }: DialogTurn): string {
  const label = fields.find((field) => field.id === id)?.label;
  return label === undefined || fields.length === 1 ? error : wording(format).t('form-error.on-field', { label, error });
}
