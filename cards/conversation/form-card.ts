import { button, type Piece } from '../buttons.js';
import { longestDate, longestName, type FormField } from './form-field.js';
import { cut, oneLine } from '../literal.js';
import { nameRoom } from '../names.js';
import { renderFitting, type Card } from '../render.js';
import type { Fact, Shown } from '../sections.js';
import type { Format } from '../text.js';
import { wording, type Wording } from '../wording.js';

/** `fill` asks, `whom` asks which of several people is meant, `confirm` shows everything once more. */
export type FormStep = 'fill' | 'whom' | 'confirm';

export interface FormView {
  /** UUID of this run of the dialog: a card of an earlier one is over. */
  readonly instance: string;
  readonly step: FormStep;
  /** What the form is for, in two or three words. */
  readonly title: string;
  readonly heading: string;
  /** What whoever fills it in should know first. */
  readonly notes: readonly string[];
  /** What is known already; in the step `confirm` what was answered. */
  readonly facts: readonly { readonly title: string; readonly value: string }[];
  /** Empty in the step `confirm`. */
  readonly fields: readonly FormField[];
  /** What was typed, by field, in place of each field's own value. */
  readonly typed: Readonly<Record<string, string>>;
  /** What is wrong with the last answer. */
  readonly errors: readonly string[];
  /** What happens when it is sent. */
  readonly next: string;
  readonly onwards: 'next' | 'send';
}

/** The data of `templates/form.json`. */
interface FormCardData {
  readonly eyebrow: string;
  readonly title: string;
  readonly errors: readonly Shown[];
  readonly notes: readonly Shown[];
  readonly factSets: readonly { readonly facts: readonly Fact[] }[];
  readonly inputs: readonly Piece[];
  readonly next: string;
  readonly words: string;
  readonly actions: readonly Piece[];
}

/** A form: all its questions at once, or everything once more before it is sent. It keeps what was typed and says what is wrong with it. */
export function formCard(view: FormView, format: Format): Card {
  const words = wording(format);
  const { t } = words;
  const title = oneLine(view.step === 'confirm' ? t('confirm.heading') : view.heading, 120);
  const eyebrow = oneLine(view.title, nameRoom.sentence);
  return renderFitting('form', words, t('dialog.summary', { title: eyebrow, heading: title }), (room) => {
    const short = (text: string, most: number): string => oneLine(text, Math.min(room, most));
    const data: FormCardData = {
      eyebrow,
      title,
      errors: view.errors.slice(0, 8).map((text) => ({ text: short(text, 300) })),
      notes: view.notes.map((text) => ({ text: short(text, 600) })),
      factSets: view.facts.length === 0 ? [] : [{ facts: view.facts.map(({ title: name, value }) => ({ title: short(name, 60), value: cut(value, Math.min(room, 2_000)) })) }],
      inputs: view.fields.map((field) => inputOf(field, view.typed[field.id] ?? field.value ?? '', room, words)),
      next: short(view.next, 300),
      words: typedWords(view, words),
      actions: buttonsOf(view, words),
    };
    return { ...data };
  });
}

/** What can be typed instead of using the card: the answer to a single question, or the consent to what is shown. */
function typedWords(view: FormView, { t }: Wording): string {
  const words = view.onwards === 'send' && view.fields.length === 0 ? t('confirm.words') : t(view.fields.length === 1 ? 'form.words-answer' : 'form.words-none');
  return t('line.type-after', { words: t(view.step === 'fill' ? 'line.words-first' : 'line.words-back', { words }) });
}

function buttonsOf({ instance, step, onwards }: FormView, { t }: Wording): readonly Piece[] {
  const data = { dialog: 'form', instance, step } as const;
  return [
    button(t(`do.${onwards}`), { verb: 'dialog.next', ...data }, { style: 'positive' }),
    ...(step === 'fill' ? [] : [button(t('do.back'), { verb: 'dialog.back', ...data }, { inputs: 'none' })]),
    button(t('do.cancel'), { verb: 'dialog.cancel', ...data }, { inputs: 'none' }),
  ];
}

/** Choices that are all shown; more of them open in a list. */
const mostExpanded = 7;

function inputOf(field: FormField, typed: string, room: number, { t }: Wording): Piece {
  const label = named(field.label, Math.min(room, 160));
  const face = { id: `field-${field.id}`, label, spacing: 'Medium', ...(field.required ? { isRequired: true, errorMessage: t(`form-error.missing-${field.kind}`) } : {}) };
  switch (field.kind) {
    case 'text':
    case 'long-text':
      return { type: 'Input.Text', ...face, ...placeholderOf(field), value: cut(typed, field.max), maxLength: field.max, ...(field.kind === 'long-text' ? { isMultiline: true } : {}) };
    case 'date':
      return { type: 'Input.Text', ...face, ...placeholderOf(field), value: cut(typed, longestDate), maxLength: longestDate };
    case 'person':
      return { type: 'Input.Text', ...face, ...placeholderOf(field), value: cut(typed, longestName), maxLength: longestName };
    case 'choice':
    case 'choices': {
      const choices = field.choices.map(({ title, value }) => ({ title: named(title, Math.min(room, 160)), value }));
      const style = (!field.closed && choices.length <= mostExpanded) || field.kind === 'choices' ? 'expanded' : 'compact';
      return { type: 'Input.ChoiceSet', ...face, choices, value: typed, style, wrap: true, ...(field.kind === 'choices' ? { isMultiSelect: true } : {}) };
    }
    case 'toggle':
      return { type: 'Input.Toggle', ...face, title: oneLine(field.statement, Math.min(room, 400)), value: typed === 'true' ? 'true' : 'false', valueOn: 'true', valueOff: 'false', wrap: true };
    default:
      return field satisfies never;
  }
}

/** A name of which nothing can be seen still needs something to be told by. */
const named = (text: string, most: number): string => oneLine(text, most) || '…';

const placeholderOf = ({ placeholder }: { readonly placeholder?: string }): Piece => (placeholder === undefined ? {} : { placeholder });
