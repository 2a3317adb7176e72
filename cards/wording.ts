import type { Format } from './text.js';
import { texts, type Texts } from './text.js';

/** How a card speaks: its texts, and dates and lists in the same language and the organisation's time zone. */
export interface Wording {
  readonly t: Texts;
  readonly format: Format;
  /** An ISO date in words: `27 November 2025`. */
  readonly day: (iso: string) => string;
  /** An ISO date with its weekday: `Thursday 27 November 2025`. */
  readonly weekday: (iso: string) => string;
  /** An instant in the organisation's time zone: `27 November 2025 at 17:00 CET`. */
  readonly instant: (at: Date) => string;
  /** The local date of an instant: `27 November 2025`. */
  readonly dateOf: (at: Date) => string;
  /** The zone's short name at an instant: `CET`. */
  readonly zone: (at: Date) => string;
  readonly number: (value: number) => string;
  /** A whole amount: `£1,204`. */
  readonly money: (amount: number, currency: string) => string;
  /** `A, B, C`. */
  readonly list: (items: readonly string[]) => string;
  /** Alternatives: `A, B or C`. */
  readonly anyOf: (items: readonly string[]) => string;
  /** Each of them: `A, B and C`. */
  readonly allOf: (items: readonly string[]) => string;
}

const made = new Map<string, Wording>();

/** The wording of a language and time zone; its formatters are built once. */
export function wording(format: Format): Wording {
  const key = `${format.language} ${format.timeZone}`;
  const known = made.get(key);
  if (known) return known;
  const t = texts(format.language);
  const locale = t('locale');
  const { timeZone } = format;
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
  const dateOf = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone });
  const instant = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit', timeZoneName: 'short', timeZone });
  const zone = new Intl.DateTimeFormat(locale, { timeZoneName: 'short', timeZone });
  const number = new Intl.NumberFormat(locale);
  const list = new Intl.ListFormat(locale, { type: 'unit', style: 'long' });
  const anyOf = new Intl.ListFormat(locale, { type: 'disjunction', style: 'long' });
  const allOf = new Intl.ListFormat(locale, { type: 'conjunction', style: 'long' });
  const built: Wording = {
    t,
    format,
    day: (iso) => day.format(noon(iso)),
    weekday: (iso) => weekday.format(noon(iso)),
    instant: (at) => instant.format(at),
    dateOf: (at) => dateOf.format(at),
    zone: (at) => zone.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? timeZone,
    number: (value) => number.format(value),
    money: (amount, currency) => new Intl.NumberFormat(locale, { style: 'currency', currency, maximumFractionDigits: 0 }).format(amount),
    list: (items) => list.format(items),
    anyOf: (items) => anyOf.format(items),
    allOf: (items) => allOf.format(items),
  };
  made.set(key, built);
  return built;
}

/** A calendar date has no zone: formatted in UTC from its noon, it stays itself everywhere. */
const noon = (iso: string): Date => new Date(`${iso}T12:00:00Z`);
