import { z } from 'zod';
import type { RecordKind } from './gates.js';

const day = z.iso.date();
/** What a person writes: something, in at most so many UTF-16 units. */
const words = (longest: number) => z.string().trim().min(1).max(longest);
/** What is said with each kind of record. Days are ISO dates. */
export const details = {
  training: z.strictObject({ course: words(200), completedOn: day, evidence: words(2_000) }),
  /** Its days say it all; its text is made from the institution's template. */
  agreement: z.strictObject({}),
  /** `owner-permits`: the provider has the owner's permission. On what basis the personal data in it was collected (paper 8). */
  authority: z.strictObject({
    right: z.enum(['provider-owns-it', 'owner-permits']),
    personalData: z.enum(['none', 'not-on-consent', 'on-consent']),
    statement: words(2_000),
  }),
  /** The basis for the provider to share and for the institution to use (paper 4.1.6). */
  'lawful-basis': z.strictObject({ sharing: words(2_000), use: words(2_000), consent: z.enum(['was-not-the-basis', 'fresh-consent', 'no-fresh-consent']) }),
  /** Where the final version of the assessment is kept, and of when it is. */
  dpia: z.strictObject({ reference: words(500), finalOn: day }),
  ethics: z.strictObject({ outcome: z.enum(['approved', 'not-needed']), reference: words(500), decidedOn: day }),
  'website-terms': z.strictObject({ outcome: z.enum(['none-used', 'terms-allow-it']), sites: z.string().trim().max(2_000) }),
} as const satisfies Readonly<Record<RecordKind, z.ZodType>>;

export type Details = { readonly [Kind in RecordKind]: z.output<(typeof details)[Kind]> };

/** What of the details stands in the audit chain itself; the rest is free text, beside it. */
export function auditedDetails(kind: RecordKind, said: Readonly<Record<string, unknown>>): { readonly facts: Readonly<Record<string, string>>; readonly texts: Readonly<Record<string, string>> } {
  const inChain: Readonly<Record<RecordKind, readonly string[]>> = {
    training: ['completedOn'],
    agreement: [],
    authority: ['right', 'personalData'],
    'lawful-basis': ['consent'],
    dpia: ['finalOn'],
    ethics: ['outcome', 'decidedOn'],
    'website-terms': ['outcome'],
  };
  const texts = Object.entries(said).filter((entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1] !== '');
  return {
    facts: Object.fromEntries(texts.filter(([name]) => inChain[kind].includes(name))),
    texts: Object.fromEntries(texts.filter(([name]) => !inChain[kind].includes(name))),
  };
}
