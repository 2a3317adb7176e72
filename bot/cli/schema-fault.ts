import { sql } from 'kysely';
import { newestMigration, type Database } from '../../services/database/index.js';
import { notMigrated } from './database-fault.js';

/**
 * What is wrong with the database's schema; undefined when this version can work with it. A newer one is well:
 * two versions run on one database while one takes the other's place.
 */
export async function schemaFault(db: Database): Promise<string | undefined> {
  const { rows: tables } = await sql<{ there: boolean }>`select to_regclass('kysely_migration') is not null as there`.execute(db);
  if (tables[0]?.there !== true) return notMigrated;
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name desc limit 1`.execute(db);
  const applied = rows[0]?.name;
  if (applied === undefined) return notMigrated;
  if (applied >= newestMigration()) return undefined;
  return `The database's schema is ${applied}, this version needs ${newestMigration()}. Run npm run -s lockkeeper -- migrate, with MIGRATION_DATABASE_URL.`;
}
