import { LockkeeperError } from '../../services/context/index.js';
import { migrate } from '../../services/database/index.js';
import type { Report } from './command.js';
import type { Target } from './target.js';

/** Brings the database to the newest schema, as its owner. Running it again changes nothing. */
export async function migrateCommand({ ownerDatabaseUrl }: Target): Promise<Report> {
  if (ownerDatabaseUrl === undefined) throw new LockkeeperError('configuration', 'MIGRATION_DATABASE_URL is needed: the address of the database as its owner.');
  const { applied, version } = await migrate(ownerDatabaseUrl);
  return {
    ok: true,
    lines: [applied.length === 0 ? `The schema is up to date (${version}).` : `Applied ${applied.join(', ')}; the schema is now ${version}.`],
    json: { applied, version },
  };
}
