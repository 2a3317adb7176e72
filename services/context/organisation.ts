import { DateTime } from 'luxon';

/** What an institution sets for itself and every rule with days in it needs. */
export interface Organisation {
  /** IANA time zone in which days begin and end. */
  readonly timeZone: string;
  /** True when nobody works on that date (ISO, in `timeZone`) although it is no weekend. */
  isHoliday(date: string): boolean;
  /** Working days for each stage by type of request, and to classify (`classification`), where the institution sets its own. */
  readonly stageDays?: Readonly<Partial<Record<string, number>>>;
}

/** The last moment of `date` (ISO, local): 24:00, the instant at which the next day begins. */
export function endOfDay(organisation: Organisation, date: string): Date {
  return DateTime.fromISO(date, { zone: organisation.timeZone }).plus({ days: 1 }).startOf('day').toJSDate();
}

/** The local calendar date (ISO) of an instant. */
export function localDate(organisation: Organisation, instant: Date): string {
  return DateTime.fromJSDate(instant, { zone: organisation.timeZone }).toISODate() ?? '';
}

/** `date` plus calendar months, in ISO form. */
export function plusMonths(date: string, months: number): string {
  return DateTime.fromISO(date, { zone: 'utc' }).plus({ months }).toISODate() ?? '';
}

/** The same local time `days` calendar days earlier: a change of the clocks between the two does not shift it. */
export function minusDays(organisation: Organisation, instant: Date, days: number): Date {
  return DateTime.fromJSDate(instant, { zone: organisation.timeZone }).minus({ days }).toJSDate();
}

/**
 * The instant that lies `days` working days after `from`, at the same local time of day.
 * A part of a day that passes midnight goes on in the next working day, so that reminders can stand at half the time.
 */
export function plusWorkingDays(organisation: Organisation, from: Date, days: number): Date {
  const start = DateTime.fromJSDate(from, { zone: organisation.timeZone });
  let at: DateTime = start;
  for (let whole = 0; whole < Math.floor(days); whole += 1) at = nextWorkingDay(organisation, at);
  const rest = at.plus({ hours: 24 * (days - Math.floor(days)) });
  if (rest.hasSame(at, 'day')) return rest.toJSDate();
  const next = nextWorkingDay(organisation, at);
  return next.startOf('day').plus(rest.diff(rest.startOf('day'))).toJSDate();
}

function nextWorkingDay(organisation: Organisation, day: DateTime): DateTime {
  let next: DateTime = day.plus({ days: 1 });
  while (next.weekday > 5 || organisation.isHoliday(next.toISODate() ?? '')) next = next.plus({ days: 1 });
  return next;
}
