import { Kysely, PostgresDialect } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
import pg from 'pg';
import { grantRoles } from './grants.js';
import { migrateJobs } from './jobs.js';
import { connectionOf, type DatabaseLogin } from './login.js';
import * as foundation from './migrations/0001-foundation.js';
import * as classification from './migrations/0002-classification.js';
import * as messagesAboutPackages from './migrations/0003-messages-about-packages.js';
import * as people from './migrations/0004-people.js';
import * as records from './migrations/0005-records.js';
import * as afterClassification from './migrations/0006-after-classification.js';
import * as seenOpinions from './migrations/0007-seen-opinions.js';
import * as signedAgreements from './migrations/0007-signed-agreements.js';
import * as workflows from './migrations/0008-workflows.js';
import * as workspaces from './migrations/0009-workspaces.js';
import * as workflowsOfRequests from './migrations/0010-workflows-of-requests.js';
import * as membershipFindings from './migrations/0011-membership-findings.js';

/** Forward only: two versions of the bot may run at once, so a migration adds and never breaks what the version before reads. */
const migrations: Readonly<Record<string, Migration>> = {
  '0001-foundation': foundation,
  '0002-classification': classification,
  '0003-messages-about-packages': messagesAboutPackages,
  '0004-people': people,
  '0005-records': records,
  '0006-after-classification': afterClassification,
  '0007-seen-opinions': seenOpinions,
  '0007-signed-agreements': signedAgreements,
  '0008-workflows': workflows,
  '0009-workspaces': workspaces,
  '0010-workflows-of-requests': workflowsOfRequests,
  '0011-membership-findings': membershipFindings,
};

export interface MigrationReport {
  readonly applied: readonly string[];
  readonly version: string;
}

/**
 * Brings the database to the newest schema, as its owner (`MIGRATION_DATABASE_URL`), then renews the runtime roles' grants.
 * @throws the database's own error when a migration fails; that migration has then changed nothing
 */
export async function migrate(owner: DatabaseLogin): Promise<MigrationReport> {
  const pool = new pg.Pool({ ...connectionOf(owner), max: 2, connectionTimeoutMillis: 5_000 });
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  try {
    const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve({ ...migrations }) } });
    const { error, results } = await migrator.migrateToLatest();
    if (error) throw error;
    await migrateJobs(owner);
    await db.transaction().execute(grantRoles);
    return { applied: (results ?? []).map((result) => result.migrationName), version: newestMigration() };
  } finally {
    await db.destroy();
  }
}

/** Name of the newest migration that this version of the product knows. */
export function newestMigration(): string {
  return Object.keys(migrations).sort().at(-1) ?? '';
}
