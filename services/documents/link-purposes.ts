/** What a one-time link can be for, and how often it opens within its time: an upload once, something to read until the time is over. */
export const linkPurposes = {
  /** The generated agreement of a record, to print and sign. */
  'agreement-print': 'until-it-ends',
  /** The signed copy of an agreement's record, to hand in. */
  'agreement-hand-in': 'once',
  /** The record of a classification, by the number of its work package. */
  'classification-record': 'until-it-ends',
  /** A stored document, by its own number. */
  document: 'until-it-ends',
} as const satisfies Readonly<Record<string, 'once' | 'until-it-ends'>>;

export type LinkPurpose = keyof typeof linkPurposes;

/** Minutes for which a link opens. */
export const linkMinutes = 15;
