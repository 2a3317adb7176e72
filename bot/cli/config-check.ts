import { sql } from 'kysely';
import { LockkeeperError, organisationFrom } from '../../services/context/index.js';
import type { Database } from '../../services/database/index.js';
import { readConfig } from '../config.js';
import type { Report } from './command.js';
import { lendDatabase } from './operator-world.js';
import { schemaFault } from './schema-fault.js';
import type { Target } from './target.js';

/** Fewest people who must hold the role (people-and-requests, "Roles"): a Programme Manager never decides about themselves. */
const fewestProgrammeManagers = 2;

/** Looks at the settings, the database and what the rules need, and names every fault at once; a database that does not answer is one of them. */
export async function configCheckCommand(target: Target): Promise<Report> {
  const settings = settingsFaults(target);
  const faults = [...settings, ...(await holidayFaults(target, settings)), ...(await databaseFaults(target, settings))];
  return {
    ok: faults.length === 0,
    lines: faults.length === 0 ? ['The configuration is sound.'] : [`${faults.length === 1 ? 'One fault' : `${String(faults.length)} faults`}:`, ...faults.map((fault) => `  ${fault}`)],
    json: { faults },
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

/** A setting that is well formed may still name a country that nobody knows. */
async function holidayFaults({ environment }: Target, known: readonly string[]): Promise<readonly string[]> {
  if (known.some((fault) => fault.startsWith('ORGANISATION_'))) return [];
  try {
    await organisationFrom({ timeZone: environment['ORGANISATION_TIME_ZONE'] ?? 'Europe/London', country: environment['ORGANISATION_COUNTRY'] });
    return [];
  } catch (error) {
    return [`ORGANISATION_COUNTRY: ${error instanceof LockkeeperError ? error.userMessage : 'its holidays cannot be read.'}`];
  }
}

async function databaseFaults(target: Target, known: readonly string[]): Promise<readonly string[]> {
  if (known.some((fault) => fault.startsWith('DATABASE_URL: '))) return [];
  try {
    return await lendDatabase(target, async (db) => {
      const schema = await schemaFault(db);
      return schema === undefined ? [...(await rightsFaults(db)), ...(await roleFaults(db))] : [schema];
    });
  } catch (error) {
    if (error instanceof LockkeeperError) return [error.userMessage];
    throw error;
  }
}

/** Whoever can rewrite the audit trail can rewrite what was decided: the bot must not be that login. */
async function rightsFaults(db: Database): Promise<readonly string[]> {
  const { rows } = await sql<{ may: boolean }>`select has_table_privilege('audit_entries', 'update') or has_table_privilege('audit_entries', 'delete') as may`.execute(db);
  return rows[0]?.may === true ? ['DATABASE_URL: this login may change the audit trail. Give the bot a login of its own, with lockkeeper_runtime granted and nothing else.'] : [];
}

async function roleFaults(db: Database): Promise<readonly string[]> {
  const { managers } = await db
    .selectFrom('system_role_holders as h')
    .innerJoin('people as p', 'p.id', 'h.person_id')
    .select((select) => select.fn.countAll<number>().as('managers'))
    .where('h.role', '=', 'programme-manager')
    .where('p.enabled', '=', true)
    .executeTakeFirstOrThrow();
  if (managers >= fewestProgrammeManagers) return [];
  const known = managers === 0 ? 'nobody is' : managers === 1 ? 'one person is' : `${String(managers)} people are`;
  return [`PROGRAMME_MANAGER_GROUP: ${known} known to hold the role, at least ${String(fewestProgrammeManagers)} are needed. Add people to the group; the bot compares the directory every hour.`];
}
