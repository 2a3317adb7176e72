import { sql } from 'kysely';
import type { Database } from '../database/index.js';
import type { DirectoryPeople, DirectoryPerson } from './ports.js';
import { rankPeople, type RankedPeople } from './rank-people.js';

/** Finding people by what somebody typed. Every call throws `LockkeeperError('directory-unavailable')` when the directory does not answer. */
export interface PeopleFinder {
  find(words: string): Promise<RankedPeople>;
  /** As the directory knows them now; undefined for nobody. */
  person(id: string): Promise<DirectoryPerson | undefined>;
}

/** How alike (pg_trgm, 0 to 1) a name on record has to be to be looked at. */
const alike = 0.3;

/** Looks in the directory and among the people on record, and forgives typing errors. Accounts that are disabled are not offered. */
export function peopleFinder(db: Database, directory: DirectoryPeople): PeopleFinder {
  return {
    async find(words) {
      const [found, recorded] = await Promise.all([directory.search(words), onRecord(db, words)]);
      // What the directory says of a person goes before what is on record.
      const known = new Map([...recorded, ...found].map((person) => [person.id, person]));
      return rankPeople([...known.values()].filter(({ enabled }) => enabled), words);
    },
    person: (id) => directory.person(id),
  };
}

async function onRecord(db: Database, words: string): Promise<readonly DirectoryPerson[]> {
  const asked = words.trim().toLowerCase().slice(0, 200);
  const rows = await db
    .selectFrom('people')
    .select(['id', 'name', 'mail', 'user_type', 'enabled'])
    .where((where) => where.or([sql<boolean>`word_similarity(${asked}, lower(name)) >= ${alike}`, where('mail', '=', asked)]))
    .orderBy(sql`word_similarity(${asked}, lower(name))`, 'desc')
    .limit(50)
    .execute();
  return rows.map(({ id, name, mail, user_type, enabled }) => ({ id, name, mail, userType: user_type, enabled }));
}
