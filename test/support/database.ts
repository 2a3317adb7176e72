import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { migrate, type Database, type Jobs } from '../../services/database/index.js';
import { startPostgres, type LocalPostgres, type Login } from '../../infra/local/postgres.js';
import { openDatabase } from './open-database.js';

/** One PostgreSQL server for the whole test run; each suite gets a database of its own, copied from a migrated one. */
let server: Promise<LocalPostgres> | undefined;
const template = 'lockkeeper_template';

async function startServer(): Promise<LocalPostgres> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'lockkeeper-test-'));
  await chmod(folder, 0o755);
  const postgres = await startPostgres({ folder: path.join(folder, 'postgres'), port: 0, keep: 'scratch', password: randomBytes(12).toString('hex') });
  await postgres.createDatabase(template);
  await migrate(postgres.url('lockkeeper_owner', template));
  return postgres;
}

export interface TestDatabase {
  /** Connected as the bot's runtime role. */
  readonly db: Database;
  /** Connected as the owner: seeds, and looks where the runtime role may not. */
  readonly owner: Database;
  readonly jobs: Jobs;
  url(login: Login): string;
  drop(): Promise<void>;
}

/** A fresh migrated database. Drop it in `after`. */
export async function testDatabase(): Promise<TestDatabase> {
  server ??= startServer();
  const postgres = await server;
  const name = `t_${randomBytes(6).toString('hex')}`;
  await postgres.createDatabase(name, template);
  const url = (login: Login): string => postgres.url(login, name);
  return openDatabase(url, { connections: 10, remove: () => postgres.dropDatabase(name) });
}

export async function stopServer(): Promise<void> {
  const postgres = await server;
  if (!postgres) return;
  await postgres.stop();
  await rm(path.dirname(postgres.folder), { recursive: true, force: true });
}
