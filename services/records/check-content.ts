import { localDate, plusMonths, type Context } from '../context/index.js';
import { gates, type RecordKind } from './gates.js';
import { details, type Details } from './details.js';
import type { Refusal } from './results.js';

/** What a person says with a record. Days are ISO dates; `endsOn` is left out where the gate's own time is meant. */
export type Filing = { readonly [K in RecordKind]: { readonly kind: K; readonly details: Details[K]; readonly startsOn?: string; readonly endsOn?: string } }[RecordKind];

export type Content =
  | { readonly ok: true; readonly details: unknown; readonly startsOn: string; readonly endsOn: string | null }
  | { readonly ok: false; readonly reason: Refusal; readonly limit?: string };

/** Reads what is said, and whether it can stand: its form, its days, and what the paper asks of it. */
export function checkContent(context: Pick<Context, 'clock' | 'organisation'>, filing: Filing): Content {
  const read = details[filing.kind].safeParse(filing.details);
  if (!read.success) return { ok: false, reason: 'invalid-input' };
  const today = localDate(context.organisation, context.clock.now());
  const reason = objection(filing, today);
  if (reason) return { ok: false, reason, ...(reason === 'in-the-future' ? { limit: today } : {}) };
  return checkTime(filing, today, read.data);
}

function objection(filing: Filing, today: string): Refusal | undefined {
  switch (filing.kind) {
    case 'training':
      return filing.details.completedOn > today ? 'in-the-future' : undefined;
    case 'dpia':
      return filing.details.finalOn > today ? 'in-the-future' : undefined;
    case 'ethics':
      return filing.details.decidedOn > today ? 'in-the-future' : undefined;
    case 'authority': {
      const { right, personalData } = filing.details;
      return right === 'owner-permits' && personalData === 'on-consent' ? 'consent-not-passed-on' : undefined;
    }
    case 'lawful-basis':
      return filing.details.consent === 'no-fresh-consent' ? 'fresh-consent-needed' : undefined;
    case 'website-terms':
      return filing.details.outcome === 'terms-allow-it' && filing.details.sites.trim() === '' ? 'invalid-input' : undefined;
    case 'agreement':
      return filing.endsOn === undefined ? 'invalid-input' : undefined;
    default:
      return filing satisfies never;
  }
}

function checkTime(filing: Filing, today: string, said: unknown): Content {
  const { holds } = gates[filing.kind];
  const startsOn = filing.kind === 'training' ? filing.details.completedOn : (filing.startsOn ?? today);
  if (holds === 'never') return { ok: true, details: said, startsOn, endsOn: null };
  const endsOn = filing.endsOn ?? (holds === 'as-stated' ? null : plusMonths(startsOn, holds.months));
  if (endsOn !== null && endsOn < today) return { ok: false, reason: 'already-lapsed', limit: endsOn };
  if (endsOn !== null && endsOn < startsOn) return { ok: false, reason: 'ends-before-start' };
  if (holds !== 'as-stated' && endsOn !== null && endsOn > plusMonths(startsOn, holds.atMost)) return { ok: false, reason: 'ends-too-late', limit: plusMonths(startsOn, holds.atMost) };
  return { ok: true, details: said, startsOn, endsOn };
}
