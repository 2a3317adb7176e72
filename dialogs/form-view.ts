import { wording, type FormView, type Wording } from '../cards/index.js';
import type { Context } from '../services/context/index.js';
import type { Answer, DialogTurn } from './dialog-turn.js';
import type { FormFault, FormPage, FormRefused, FormWork } from './form.js';
import { whomField } from './form-people.js';
import type { FormState } from './form-state.js';
import { forms } from './forms/index.js';
import { answersIn, readForm, type FieldFault, type ReadForm } from './read-form.js';

/** The form as it stands: what it asks now, and what the answers come to. */
export interface OpenedForm extends ReadForm {
  readonly kind: 'opened';
  readonly state: FormState;
  readonly page: FormPage;
}

/** What a form needs of its turn. */
export type FormTurn = Pick<DialogTurn, 'format' | 'building'>;

export const workOf = (context: Context, { format, building }: FormTurn, { about }: FormState): FormWork<unknown> => ({ context, about, format, building, words: wording(format) });

/** Asks the form what it asks now, and reads the answers that there are, `input` among them. */
export async function openForm(context: Context, turn: FormTurn, state: FormState, input?: Answer): Promise<OpenedForm | FormRefused> {
  const page = await forms[state.form].begin(workOf(context, turn, state));
  if (page.kind === 'refused') return page;
  const typed = input === undefined ? state.typed : typedBy(page, input);
  return { kind: 'opened', page, state: { ...state, typed }, ...readForm(context, page.fields, typed ?? {}, wording(turn.format)) };
}

/** The form with what its answers come to, where it says so; a sentence for each answer that does not fit. */
export async function summarised(context: Context, turn: FormTurn, opened: OpenedForm): Promise<OpenedForm | FormRefused | FormFault> {
  const summary = await forms[opened.state.form].summarise?.(workOf(context, turn, opened.state), opened.values);
  if (!summary) return opened;
  if (summary.kind === 'refused') return summary;
  return { ...opened, page: { ...opened.page, facts: [...(opened.page.facts ?? []), ...summary.facts] } };
}

/** What was typed, by field. Words alone answer the only question that there is. */
function typedBy({ fields }: FormPage, input: Answer): Readonly<Record<string, string>> {
  if (input.kind === 'text') return Object.fromEntries(fields.map(({ id }) => [id, input.text]));
  return Object.fromEntries(fields.map(({ id }) => [id, input.values[`field-${id}`] ?? '']));
}

/** A day or a person is shown before it counts: words can be read in more than one way. */
export const showsOnceMore = ({ fields, before }: FormPage): boolean => before === 'once-more' || fields.some(({ kind }) => kind === 'date' || kind === 'person');

/** What is wrong, a sentence for each field. */
export const sentences = (page: FormPage, faults: readonly FieldFault[], turn: Pick<DialogTurn, 'format'>): readonly string[] => faults.map(({ field, key, values }) => onField(page, field, wording(turn.format).t(key, values), turn));

/** What a use case does not take, a sentence for each. */
export const faultSentences = (page: FormPage, { faults }: FormFault, turn: Pick<DialogTurn, 'format'>): readonly string[] => faults.map(({ field, error }) => onField(page, field, error, turn));

/** An error with the field that it is about, where there is more than one. */
function onField({ fields }: FormPage, id: string, error: string, { format }: Pick<DialogTurn, 'format'>): string {
  const label = fields.find((field) => field.id === id)?.label;
  return label === undefined || fields.length === 1 ? error : wording(format).t('form-error.on-field', { label, error });
}

/** The card of the form's step. */
export function formView({ page, state, values }: OpenedForm, words: Wording): Omit<FormView, 'errors'> {
  const { title, heading, notes = [], facts = [], fields, next } = page;
  const { instance, step } = state;
  const { t } = words;
  const whole = { instance, step, title, heading, notes, facts, typed: state.typed ?? {} };
  switch (step) {
    case 'fill':
      return showsOnceMore(page) ? { ...whole, fields, next: t('form.next-confirm'), onwards: 'next' } : { ...whole, fields, next, onwards: 'send' };
    case 'whom': {
      const field = whomField(state, words);
      const why = state.asking?.near ? t('form.whom.near', { words: state.asking.words }) : t('form.whom.several');
      return { ...whole, heading: t('form.whom.heading'), notes: [why], fields: field ? [field] : [], typed: {}, next: t('form.whom.next'), onwards: 'next' };
    }
    case 'confirm': {
      const answers = answersIn(fields, values, words);
      const whoIsMeant = (id: string): string | undefined => {
        const person = state.people[id];
        return person && t('form.whom.choice', { name: person.name, mail: person.mail });
      };
      return { ...whole, facts: [...facts, ...answers.map(({ id, title: label, value }) => ({ title: label, value: whoIsMeant(id) ?? value }))], fields: [], next, onwards: 'send' };
    }
    default:
      return step satisfies never;
  }
}
