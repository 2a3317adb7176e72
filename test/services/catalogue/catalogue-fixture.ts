import type { SeedPerson } from '../../../infra/local/seed/people.js';
import { systemGroups } from '../../../infra/local/seed/people.js';
import { seedDatabase } from '../../../infra/local/seed/seed-database.js';
import { transact } from '../../../services/audit/index.js';
import { systemRoles, type Context, type PersonActor } from '../../../services/context/index.js';
import { renewedDatabase, type TestDatabase } from '../../support/database.js';
import { surroundings, TestClock, testOrganisation } from '../../support/surroundings.js';

/** The seeded tenant, and a way to be any of its people. */
export interface SeededCatalogue {
  readonly database: TestDatabase;
  readonly clock: TestClock;
  as<Result>(person: SeedPerson, work: (context: Context) => Promise<Result>): Promise<Result>;
}

export async function seededCatalogue(): Promise<SeededCatalogue> {
  const clock = new TestClock();
  const database = await renewedDatabase();
  await seedDatabase(database.owner, { clock, organisation: testOrganisation });
  return { database, clock, as: (person, work) => transact(surroundings(database, clock), actorOf(person), work) };
}

const actorOf = ({ id }: SeedPerson): PersonActor => ({
  kind: 'person',
  id,
  systemRoles: new Set(systemRoles.filter((role) => systemGroups[role].members.some((member) => member.id === id))),
});
