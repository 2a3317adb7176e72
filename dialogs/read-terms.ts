import type { DialogError } from '../cards/index.js';
import { localDate, type Context } from '../services/context/index.js';
import { longestPurpose, type Preview } from '../services/requests/index.js';
import type { Answer } from './dialog-turn.js';
import { readDate } from './read-date.js';

/** Purpose and end of access as typed, and as understood. */
export interface Terms {
  readonly purpose: string;
  readonly untilTyped: string | null;
  readonly untilOn: string | null;
}

/** Terms after an answer, with what is wrong with them. */
export type ReadTerms = { readonly terms: Terms; readonly error?: DialogError; readonly limit?: string };

const faults = { 'date-not-understood': 'until-unreadable', 'date-ambiguous': 'until-ambiguous', 'date-impossible': 'until-impossible' } as const satisfies Record<string, DialogError>;

/**
 * Takes an answer to the terms card. From the card both come at once; typed words are the purpose while it is missing, then the date.
 * What was typed is kept, whatever is wrong with the rest; a purpose that is too long is not.
 */
export function readTerms(context: Pick<Context, 'clock' | 'organisation'>, before: Terms, input: Answer, { until: { latest }, existing }: Pick<Preview, 'until' | 'existing'>): ReadTerms {
  const { purpose, until } = answerOf(before, input);
  const terms: Terms = { purpose, untilTyped: until === '' ? null : until, untilOn: null };
  if (purpose === '') return { terms, error: 'purpose-needed' };
  // It is asked for again: the next words must not be read as the date of a purpose that was cut.
  if (purpose.length > longestPurpose) return { terms: { ...terms, purpose: '' }, error: 'too-long' };
  // Words alone give the purpose; the date follows with the next ones.
  if (until === '') return { terms, error: 'until-needed' };
  const now = context.clock.now();
  const read = readDate(until, now, context.organisation.timeZone);
  if (!read.ok) return { terms, error: faults[read.fault] };
  if (read.date < localDate(context.organisation, now)) return { terms, error: 'until-past' };
  if (read.date > latest) return { terms, error: 'until-too-late', limit: latest };
  if (existing && read.date <= existing.untilOn) return { terms, error: 'until-not-longer', limit: existing.untilOn };
  return { terms: { ...terms, untilOn: read.date } };
}

function answerOf(before: Terms, input: Answer): { readonly purpose: string; readonly until: string } {
  if (input.kind === 'button') return { purpose: (input.values['purpose'] ?? '').trim(), until: (input.values['until'] ?? '').trim() };
  const typed = input.text.trim();
  return before.purpose === '' ? { purpose: typed, until: before.untilTyped ?? '' } : { purpose: before.purpose, until: typed };
}
