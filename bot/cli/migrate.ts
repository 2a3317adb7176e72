import { LockkeeperError } from '../../services/context/index.js';
import { migrate, type MigrationReport } from '../../services/database/index.js';
import type { Report } from './command.js';
import { databaseFault } from './database-fault.js';
import { loginTo, needAddress, type Address, type Settings, type Target } from './target.js';

/** What kysely says when the database knows a migration that this version does not. */
const newerSchema = /previously executed migration/;

/**
 * Brings the database to the newest schema, as its owner, and renews the roles' grants. Running it again changes nothing.
 * @throws LockkeeperError `configuration` when the owner's address is missing or wrong, or the database refuses
 */
export async function migrateCommand({ ownerDatabase, environment }: Target): Promise<Report> {
  const { applied, version } = await migrated(needAddress(ownerDatabase, 'MIGRATION_DATABASE_URL'), environment);
  return {
    ok: true,
    lines: [applied.length === 0 ? `The schema was up to date already (${version}).` : `Applied ${applied.join(', ')}. The schema is now ${version}.`],
    json: { applied, version },
  };
}

async function migrated(address: Address, environment: Settings): Promise<MigrationReport> {
  try {
    return await migrate(loginTo(address, environment));
  } catch (error) {
    if (error instanceof Error && newerSchema.test(error.message)) {
      throw new LockkeeperError('configuration', 'The database’s schema is newer than this version of Lockkeeper. Nothing was changed: use the version that migrated it, or a later one.', { cause: error });
    }
    throw databaseFault(error, address);
  }
}
