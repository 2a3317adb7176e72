import { DateTime } from 'luxon';
import { localDate, type Context } from '../../../services/context/index.js';

type Calendar = Pick<Context, 'clock' | 'organisation'>;

/** The calendar date (ISO) `days` after the day of seeding, before it when negative. */
export function dayFrom({ clock, organisation }: Calendar, days: number): string {
  return DateTime.fromISO(localDate(organisation, clock.now()), { zone: 'utc' }).plus({ days }).toISODate() ?? '';
}

/** The instant `days` days before `now`. */
export const instantBefore = (now: Date, days: number): Date => new Date(now.getTime() - days * 86_400_000);
