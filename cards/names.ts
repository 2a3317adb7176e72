import { oneLine } from './literal.js';
import type { Wording } from './wording.js';

/** Longest names on a card, in UTF-16 units: in a fact of their own, and inside a sentence or a list. */
export const nameRoom = { fact: 256, sentence: 80 } as const;

export const short = (name: string): string => oneLine(name, nameRoom.sentence);

const mostNames = 3;

/** People of whom one is enough, as `A or B`: at most three names, then how many more. */
export function anyOfNames(names: readonly string[], { t, anyOf }: Wording): string {
  const more = names.length - mostNames;
  return anyOf([...names.slice(0, mostNames).map(short), ...(more > 0 ? [t('line.more-any', { count: more })] : [])]);
}

/** People of whom no more is said than that they belong there, as `A, B`: at most three names, then how many more. */
export function listedNames(names: readonly string[], { t, list }: Wording): string {
  const more = names.length - mostNames;
  return list([...names.slice(0, mostNames).map(short), ...(more > 0 ? [t('line.more', { count: more })] : [])]);
}

/**
 * Seats that all have to be filled, each by any one of its people: `A and either B or C`. At most three seats, then how many more;
 * a seat without people is left out.
 */
export function seatNames(seats: readonly (readonly string[])[], words: Wording): string {
  const { t, allOf } = words;
  const filled = seats.filter((names) => names.length > 0).sort((one, other) => one.length - other.length);
  const [first, ...others] = filled;
  if (first === undefined) return '';
  if (others.length === 0) return anyOfNames(first, words);
  const shown = filled.slice(0, mostNames).map((names) => (names.length === 1 ? anyOfNames(names, words) : t('line.either', { names: anyOfNames(names, words) })));
  const more = filled.length - shown.length;
  return allOf(more > 0 ? [...shown, t('line.more', { count: more })] : shown);
}
