import { DateTime } from 'luxon';
import { longestDate, longestName, type FormField, type TextKey, type Values, type Wording } from '../cards/index.js';
import type { Context } from '../services/context/index.js';
import { FormValues } from './form-values.js';
import { readDate } from './read-date.js';

/** What is wrong with one answer. */
export interface FieldFault {
  readonly field: string;
  readonly key: TextKey;
  readonly values?: Values;
}

export interface ReadForm {
  readonly values: FormValues;
  readonly faults: readonly FieldFault[];
}

type Read = { readonly ok: true; readonly value: string } | { readonly ok: false; readonly key: TextKey; readonly values?: Values };

const read = (value: string): Read => ({ ok: true, value });
const wrong = (key: TextKey, values?: Values): Read => ({ ok: false, key, ...(values === undefined ? {} : { values }) });

/** Reads what was typed by the rules of each field. Whatever is wrong is told at once, field by field. */
export function readForm(context: Pick<Context, 'clock' | 'organisation'>, fields: readonly FormField[], typed: Readonly<Record<string, string>>, { day }: Pick<Wording, 'day'>): ReadForm {
  const values = new Map<string, string>();
  const faults: FieldFault[] = [];
  for (const field of fields) {
    const answer = readField(context, field, (typed[field.id] ?? '').trim(), day);
    values.set(field.id, answer.ok ? answer.value : '');
    if (!answer.ok) faults.push({ field: field.id, key: answer.key, ...(answer.values === undefined ? {} : { values: answer.values }) });
  }
  return { values: new FormValues(values), faults };
}

const dateFaults = { 'date-not-understood': 'dialog-error.until-unreadable', 'date-ambiguous': 'dialog-error.until-ambiguous', 'date-impossible': 'dialog-error.until-impossible' } as const;

function readField({ clock, organisation }: Pick<Context, 'clock' | 'organisation'>, field: FormField, answer: string, day: Wording['day']): Read {
  if (field.required && (answer === '' || (field.kind === 'toggle' && answer !== 'true'))) return wrong(`form-error.missing-${field.kind}`);
  if (answer === '') return read('');
  switch (field.kind) {
    case 'text':
    case 'long-text':
      return answer.length > field.max ? wrong('form-error.too-long', { max: field.max }) : read(answer);
    case 'date': {
      if (answer.length > longestDate) return wrong('dialog-error.until-unreadable');
      const found = readDate(answer, clock.now(), organisation.timeZone);
      if (!found.ok) return wrong(dateFaults[found.fault]);
      if (field.earliest !== undefined && found.date < field.earliest) return wrong('form-error.too-early', { limit: day(field.earliest) });
      if (field.latest !== undefined && found.date > field.latest) return wrong('form-error.too-late', { limit: day(field.latest) });
      return read(found.date);
    }
    case 'person':
      return answer.length > longestName ? wrong('form-error.too-long', { max: longestName }) : read(answer);
    case 'choice':
      return field.choices.some(({ value }) => value === answer) ? read(answer) : wrong('dialog-error.choice-unknown');
    case 'choices':
      return answer.split(',').every((one) => field.choices.some(({ value }) => value === one)) ? read(answer) : wrong('dialog-error.choice-unknown');
    case 'toggle':
      return read(answer === 'true' ? 'true' : 'false');
    default:
      return field satisfies never;
  }
}

/** What was answered, in words, to be read once more: fields that were left empty are left out. */
export function answersIn(fields: readonly FormField[], values: FormValues, { t, list, weekday }: Pick<Wording, 't' | 'list' | 'weekday'>): readonly { readonly id: string; readonly title: string; readonly value: string }[] {
  const shown = (field: FormField): string => {
    switch (field.kind) {
      case 'text':
      case 'long-text':
      case 'person':
        return values.text(field.id);
      case 'date': {
        const date = values.date(field.id);
        return date === null || !DateTime.fromISO(date).isValid ? '' : weekday(date);
      }
      case 'choice':
      case 'choices':
        return list(field.choices.filter(({ value }) => value !== field.none && values.choices(field.id).includes(value)).map(({ title }) => title));
      case 'toggle':
        return t(values.ticked(field.id) ? 'form.yes' : 'form.no');
      default:
        return field satisfies never;
    }
  };
  return fields.map((field) => ({ id: field.id, title: field.label, value: shown(field) })).filter(({ value }) => value !== '');
}
