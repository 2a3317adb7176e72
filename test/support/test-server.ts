import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { databasesOf, startPostgres, type Databases } from '../../infra/local/postgres.js';
import { migrate } from '../../services/database/index.js';
import { scratchFolder } from './scratch-folder.js';

/** The migrated database that each suite's own is copied from. */
export const template = 'lockkeeper_template';

/** How the processes that share a test run's server find it: `port:password`. */
const setting = 'LOCKKEEPER_TEST_POSTGRES';

/**
 * Starts one PostgreSQL server for the whole test run, before the processes that run its files.
 * @returns what stops it and removes its data
 */
export async function startServer(): Promise<() => Promise<void>> {
  const folder = await scratchFolder('test');
  const password = randomBytes(12).toString('hex');
  const server = await startPostgres({ folder: path.join(folder, 'postgres'), port: 0, keep: 'scratch', password });
  await server.createDatabase(template);
  await migrate(server.url('lockkeeper_owner', template));
  await mayLeaveReferencesUnchecked(server.url('postgres', template));
  process.env[setting] = `${String(server.port)}:${password}`;
  return async () => {
    await server.stop();
    await Promise.all([folder, path.dirname(server.folder)].map((left) => rm(left, { recursive: true, force: true })));
  };
}

/** Between two worlds the owner empties a test's database. */
async function mayLeaveReferencesUnchecked(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('grant set on parameter session_replication_role to lockkeeper_owner').finally(() => client.end());
}

/** @throws Error outside a test run */
export function runningServer(): Databases {
  const [port, password] = (process.env[setting] ?? '').split(':');
  if (!port || !password) throw new Error('No PostgreSQL server was started for this test run.');
  return databasesOf({ port: Number(port), password });
}
