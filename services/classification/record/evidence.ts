import { readEntry, type WrittenEntry } from '../../audit/index.js';
import type { Action } from '../transitions.js';
import type { ClassificationRecord } from './format.js';

/** What an entry must say to prove something; a part that is left out may be anything. */
export interface Wanted {
  readonly action?: Action;
  readonly actor?: string;
  readonly subject?: string;
  readonly facts: Readonly<Record<string, string | number>>;
}

/** The entries of a record, to look proofs up in. */
export class Evidence {
  readonly entries: readonly WrittenEntry[];

  constructor({ audit }: Pick<ClassificationRecord, 'audit'>) {
    this.entries = audit.entries.flatMap(({ entry }) => readEntry(entry) ?? []);
  }

  /** The first entry that says all of it. */
  find({ action, actor, subject, facts }: Wanted): WrittenEntry | undefined {
    return this.entries.find(
      (entry) =>
        (action === undefined || entry.action === `classification.${action}`) &&
        (actor === undefined || entry.actor.id === actor) &&
        (subject === undefined || entry.subject === subject) &&
        Object.entries(facts).every(([name, value]) => entry.facts?.[name] === value),
    );
  }

  /** All entries of an action. */
  of(action: Action): readonly WrittenEntry[] {
    return this.entries.filter((entry) => entry.action === `classification.${action}`);
  }
}

/** What is left when each row has been held against an entry of its own. */
export interface Unpaired<Row, Entry> {
  readonly rows: readonly Row[];
  readonly entries: readonly Entry[];
}

/** Gives each row the first entry that tells of it and of no row before it. */
export function pair<Row, Entry>(rows: readonly Row[], entries: readonly Entry[], tells: (entry: Entry, row: Row) => boolean): Unpaired<Row, Entry> {
  const free = new Set(entries);
  const alone = rows.filter((row) => {
    const own = [...free].find((entry) => tells(entry, row));
    return own === undefined || !free.delete(own);
  });
  return { rows: alone, entries: [...free] };
}

/** Longest time between what happened and its entry, in milliseconds: both are written in one transaction. */
const longestTransaction = 5 * 60_000;

/** True when an entry is of the same transaction as `at`. */
export function isOfThatTime(entry: WrittenEntry, at: string): boolean {
  const later = Date.parse(entry.at) - Date.parse(at);
  return later >= 0 && later <= longestTransaction;
}
