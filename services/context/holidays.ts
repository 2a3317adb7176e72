import { DateTime, IANAZone } from 'luxon';
import { LockkeeperError } from './errors.js';
import type { Organisation } from './organisation.js';

export interface OrganisationSettings {
  /** IANA time zone. */
  readonly timeZone: string;
  /** ISO 3166 country, where its holidays differ with the part of it (ISO 3166-2): `NL`, `GB-ENG`, `DE-BY`. Without one there are no holidays. */
  readonly country?: string | undefined;
}

/**
 * The institution as it was configured: time zone, and the public holidays of its country.
 * @throws LockkeeperError `configuration` for a time zone or country that does not exist
 */
export async function organisationFrom({ timeZone, country }: OrganisationSettings): Promise<Organisation> {
  if (!IANAZone.isValidZone(timeZone)) throw new LockkeeperError('configuration', `${timeZone} is no time zone.`);
  if (country === undefined) return { timeZone, isHoliday: () => false };
  const holidaysOf = await calendarOf(country, timeZone);
  const years = new Map<number, ReadonlySet<string>>();
  return {
    timeZone,
    isHoliday(date) {
      const year = Number(date.slice(0, 4));
      let days = years.get(year);
      if (!days) years.set(year, (days = holidaysOf(year)));
      return days.has(date);
    },
  };
}

/** Holidays of a year, as ISO dates. */
async function calendarOf(place: string, timeZone: string): Promise<(year: number) => ReadonlySet<string>> {
  const { default: Holidays } = await import('date-holidays');
  const [country = '', state, region] = place.toUpperCase().split('-');
  const known = new Holidays();
  const exists =
    Object.hasOwn(known.getCountries(), country) &&
    (state === undefined || Object.hasOwn(known.getStates(country) ?? {}, state)) &&
    (state === undefined || region === undefined || Object.hasOwn(known.getRegions(country, state) ?? {}, region));
  if (!exists) throw new LockkeeperError('configuration', `${place} is no country or part of one whose holidays are known.`);
  const calendar = new Holidays({ country, ...(state === undefined ? {} : { state }), ...(region === undefined ? {} : { region }) }, { timezone: timeZone, types: ['public'] });
  return (year) => new Set(calendar.getHolidays(year).flatMap(({ start, end }) => daysOf(start, end, timeZone)));
}

/** Days whose noon lies within: an evening before a feast and a free afternoon are working days. */
function daysOf(start: Date, end: Date, timeZone: string): string[] {
  const days: string[] = [];
  for (let noon = DateTime.fromJSDate(start, { zone: timeZone }).set({ hour: 12, minute: 0, second: 0, millisecond: 0 }); noon.toMillis() < end.getTime(); noon = noon.plus({ days: 1 })) {
    if (noon.toMillis() >= start.getTime()) days.push(noon.toISODate() ?? '');
  }
  return days;
}
