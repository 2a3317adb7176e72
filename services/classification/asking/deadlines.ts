import { plusWorkingDays, type Organisation } from '../../context/index.js';

/** Working days that people have to classify (people-and-requests.md, "Deadlines"), where the institution sets none of its own. */
export const classificationDays = 10;

/** When everyone should have classified a package that is opened now. */
export const classificationDueAt = (organisation: Organisation, now: Date): Date => plusWorkingDays(organisation, now, daysOf(organisation));

/** Reminders, in their order: at half, at nine tenths, and when the time is over. */
export const reminders = ['reminder-half', 'reminder-most', 'overdue'] as const;
const parts = [0.5, 0.9, 1] as const;

/** How many of the reminders of a round that was opened then are due by `now`. */
export function remindersDue(organisation: Organisation, openedAt: Date, now: Date): number {
  return parts.filter((part) => plusWorkingDays(organisation, openedAt, daysOf(organisation) * part) <= now).length;
}

const daysOf = ({ stageDays }: Organisation): number => stageDays?.['classification'] ?? classificationDays;
