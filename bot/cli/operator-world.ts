import type { Surroundings } from '../../services/audit/index.js';
import { LockkeeperError, organisationFrom, systemClock } from '../../services/context/index.js';
import { connect, type Database } from '../../services/database/index.js';
import { databaseFault } from './database-fault.js';
import { schemaFault } from './schema-fault.js';
import { loginTo, needAddress, type Target } from './target.js';

/**
 * Lends a migrated database for one operators' command. These commands send no jobs.
 * @throws LockkeeperError `configuration` when the database is not named, not reached or not migrated
 */
export async function operatorWorld<Value>(target: Target, work: (world: Surroundings) => Promise<Value>): Promise<Value> {
  const { ORGANISATION_TIME_ZONE: timeZone = 'Europe/London', ORGANISATION_COUNTRY: country } = target.environment;
  const organisation = await organisationFrom({ timeZone, country });
  return lendDatabase(target, async (db) => {
    const fault = await schemaFault(db);
    if (fault !== undefined) throw new LockkeeperError('configuration', fault);
    return work({ db, organisation, clock: systemClock, jobs: { send: () => Promise.reject(new Error('an operators’ command sends no jobs')) } });
  });
}

/** Connects, and says faults of the database in words. */
export async function lendDatabase<Value>({ database, environment }: Target, work: (db: Database) => Promise<Value>): Promise<Value> {
  const address = needAddress(database, 'DATABASE_URL');
  const db = connect(loginTo(address, environment), 2);
  try {
    return await work(db);
  } catch (error) {
    throw databaseFault(error, address);
  } finally {
    await db.destroy();
  }
}
