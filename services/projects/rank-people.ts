import { distance } from 'fastest-levenshtein';
import type { DirectoryPerson } from './ports.js';

/** Who may be meant by some words, best first. */
export interface RankedPeople {
  /** Every word begins a word of their name, or is their address. */
  readonly fitting: readonly DirectoryPerson[];
  /** The words look like their name, with typing errors. */
  readonly near: readonly DirectoryPerson[];
}

/** Most people of whom one is chosen. */
const mostPeople = 8;

/** Of `people` those who may be meant by `words`. A name as it was typed in full leaves out everybody else. */
export function rankPeople(people: readonly DirectoryPerson[], words: string): RankedPeople {
  const asked = foldedWords(words);
  if (asked.length === 0) return { fitting: [], near: [] };
  const known = [...new Map(people.map((person) => [person.id, person])).values()];
  const address = words.trim().toLowerCase();
  const named = known.filter(({ mail, name }) => mail.toLowerCase() === address || foldedWords(name).join(' ') === asked.join(' '));
  const fitting = named.length > 0 ? named : known.filter((person) => asked.every((word) => namesOf(person).some((part) => part.startsWith(word))));
  const near = known
    .filter((person) => !fitting.includes(person))
    .map((person) => ({ person, far: errorsIn(person, asked) }))
    .filter(({ far }) => far !== undefined)
    .sort((one, other) => Number(one.far) - Number(other.far) || one.person.name.localeCompare(other.person.name, 'en'))
    .map(({ person }) => person);
  const byName = [...fitting].sort((one, other) => one.name.localeCompare(other.name, 'en'));
  return { fitting: byName.slice(0, mostPeople), near: near.slice(0, mostPeople) };
}

/** Typing errors in all words together; undefined where a word is too far from every part of the name: more than a third of its letters. */
function errorsIn(person: DirectoryPerson, asked: readonly string[]): number | undefined {
  let sum = 0;
  for (const word of asked) {
    // Two letters swapped are two changes to the measure, and one slip of the hand.
    const allowed = Math.max(word.length < 4 ? 1 : 2, Math.floor(word.length / 3));
    const far = Math.min(...namesOf(person).map((part) => Math.min(distance(word, part), distance(word, part.slice(0, word.length)))));
    if (far > allowed) return undefined;
    sum += far;
  }
  return sum;
}

const namesOf = ({ name, mail }: DirectoryPerson): readonly string[] => [...foldedWords(name), ...foldedWords(mail.split('@')[0] ?? '')];

/** Words without case and accents: `Gävle` is found by `gavle`. */
const foldedWords = (text: string): readonly string[] =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? [];
