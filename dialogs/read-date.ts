import * as chrono from 'chrono-node';
import { DateTime } from 'luxon';

/** A date as a person typed it, or why it is none. */
export type ReadDate = { readonly ok: true; readonly date: string } | { readonly ok: false; readonly fault: 'date-not-understood' | 'date-ambiguous' | 'date-impossible' };

const numeric = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})$/;
const iso = /^\d{4}-\d{1,2}-\d{1,2}$/;
const duration = /^\d+\s+(?:day|week|month|year)s?$/i;

/**
 * Reads a date (ISO, local to `timeZone`) from words such as "31 March 2027", "in 3 months" or "2027-03-31". A date in figures whose day and
 * month could be swapped is not guessed at. Nothing that stands beside the date is ignored.
 */
export function readDate(typed: string, now: Date, timeZone: string): ReadDate {
  const text = typed.trim().replace(/\s+/g, ' ').replace(/^(?:until|till) /i, '');
  if (iso.test(text)) return ofParts(text.split('-').map(Number));
  const figures = numeric.exec(text);
  if (figures) {
    const [, first, second, year] = figures.map(Number);
    if (first === undefined || second === undefined || year === undefined) return { ok: false, fault: 'date-not-understood' };
    if (first <= 12 && second <= 12 && first !== second) return { ok: false, fault: 'date-ambiguous' };
    const full = year < 100 ? 2000 + year : year;
    return second > 12 ? ofParts([full, first, second]) : ofParts([full, second, first]);
  }
  const local = DateTime.fromJSDate(now, { zone: timeZone });
  const reference = { instant: now, timezone: local.offset };
  const words = duration.test(text) ? `in ${text}` : text;
  const [found, ...others] = chrono.en.GB.parse(words, reference, { forwardDate: true });
  if (!found || others.length > 0 || found.text.length < words.length) {
    return { ok: false, fault: namesADay(words) ? 'date-impossible' : 'date-not-understood' };
  }
  const { start } = found;
  return ofParts([start.get('year') ?? NaN, start.get('month') ?? NaN, start.get('day') ?? NaN]);
}

/** "31 February" has the form of a date that no calendar holds. */
const namesADay = (text: string): boolean => /^(?:\d{1,2}(?:st|nd|rd|th)?\s+[a-z]+|[a-z]+\s+\d{1,2}(?:st|nd|rd|th)?)(?:,?\s+\d{4})?$/i.test(text);

function ofParts(parts: readonly number[]): ReadDate {
  const [year, month, day] = parts;
  const date = DateTime.fromObject({ year: year ?? NaN, month: month ?? NaN, day: day ?? NaN }, { zone: 'utc' });
  return date.isValid ? { ok: true, date: date.toISODate() } : { ok: false, fault: 'date-impossible' };
}
