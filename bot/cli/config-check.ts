import { sql } from 'kysely';
import { LockkeeperError, organisationFrom } from '../../services/context/index.js';
import { connect, newestMigration } from '../../services/database/index.js';
import { readConfig } from '../config.js';
import type { Report } from './command.js';
import type { Target } from './target.js';

/** Fewest people who must hold the role (people-and-requests, "Roles"): a Programme Manager never decides about themselves. */
const fewestProgrammeManagers = 2;

/** Looks at the settings, the database and what the rules need, and names every fault at once. */
export async function configCheckCommand(target: Target): Promise<Report> {
  const faults = [...settingsFaults(target), ...(await organisationFaults(target)), ...(await databaseFaults(target))];
  return {
    ok: faults.length === 0,
    lines: faults.length === 0 ? ['The configuration is sound.'] : [`${faults.length === 1 ? 'One fault' : `${String(faults.length)} faults`}:`, ...faults.map((fault) => `  ${fault}`)],
    json: { ok: faults.length === 0, faults },
  };
}

function settingsFaults({ environment }: Target): readonly string[] {
  try {
    readConfig(environment);
    return [];
  } catch (error) {
    if (error instanceof LockkeeperError) return error.userMessage.split('\n').slice(1).map((line) => line.trim());
    throw error;
  }
}

async function organisationFaults({ environment }: Target): Promise<readonly string[]> {
  try {
    await organisationFrom({ timeZone: environment['ORGANISATION_TIME_ZONE'] ?? 'Europe/London', country: environment['ORGANISATION_COUNTRY'] });
    return [];
  } catch (error) {
    return [error instanceof LockkeeperError ? error.userMessage : 'ORGANISATION_COUNTRY: its holidays cannot be read'];
  }
}

async function databaseFaults({ databaseUrl }: Target): Promise<readonly string[]> {
  const db = connect(databaseUrl, 1);
  try {
    const applied = await sql<{ name: string }>`select name from kysely_migration order by name desc limit 1`.execute(db);
    const faults = applied.rows[0]?.name === newestMigration() ? [] : [`The database's schema is ${applied.rows[0]?.name ?? 'empty'}; this version needs ${newestMigration()}: run migrate.`];
    const { managers } = await db
      .selectFrom('system_role_holders as h')
      .innerJoin('people as p', 'p.id', 'h.person_id')
      .select((select) => select.fn.countAll<number>().as('managers'))
      .where('h.role', '=', 'programme-manager')
      .where('p.enabled', '=', true)
      .executeTakeFirstOrThrow();
    if (managers < fewestProgrammeManagers) {
      faults.push(`PROGRAMME_MANAGER_GROUP: ${String(managers)} ${managers === 1 ? 'person is' : 'people are'} known to hold the role, at least ${String(fewestProgrammeManagers)} are needed; the directory is compared every hour.`);
    }
    return faults;
  } catch {
    return ['The database does not answer, or is not migrated: check DATABASE_URL and run migrate.'];
  } finally {
    await db.destroy();
  }
}
