import { randomBytes } from 'node:crypto';
import type { Database, Jobs } from '../../services/database/index.js';
import type { Databases, Login } from '../../infra/local/postgres.js';
import { renew } from './emptying.js';
import { openDatabase } from './open-database.js';
import { runningServer, template } from './test-server.js';

export interface TestDatabase {
  /** Connected as the bot's runtime role. */
  readonly db: Database;
  /** Connected as the owner: seeds, and looks where the runtime role may not. */
  readonly owner: Database;
  readonly jobs: Jobs;
  url(login: Login): string;
  drop(): Promise<void>;
}

/** Made when a process first asks for it. */
let worlds: Promise<string> | undefined;

/**
 * The database of this process's worlds, for one suite after the other: a world empties it before it is built there, save for the audit
 * trail. Goes with the server; `drop` lets go of it.
 */
export async function worldDatabase(): Promise<TestDatabase> {
  const server = runningServer();
  const name = await (worlds ??= newDatabase(server, 'w'));
  return openDatabase((login) => server.url(login, name), { connections: 10, remove: () => Promise.resolve() });
}

/** That database, as good as fresh: for suites that want one for each test, and change no table or role of it. */
export async function renewedDatabase(): Promise<TestDatabase> {
  const database = await worldDatabase();
  await renew(database.owner);
  return database;
}

/** A fresh migrated database, copied from the run's template. Drop it in `after`. */
export async function testDatabase(): Promise<TestDatabase> {
  const server = runningServer();
  const name = await newDatabase(server, 't');
  const url = (login: Login): string => server.url(login, name);
  return openDatabase(url, { connections: 10, remove: () => server.dropDatabase(name) });
}

async function newDatabase(server: Databases, prefix: string): Promise<string> {
  const name = `${prefix}_${randomBytes(6).toString('hex')}`;
  await server.createDatabase(name, template);
  return name;
}
