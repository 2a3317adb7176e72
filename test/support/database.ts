import { randomBytes } from 'node:crypto';
import type { Database, Jobs } from '../../services/database/index.js';
import type { Login } from '../../infra/local/postgres.js';
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

/** A fresh migrated database, copied from the run's template. Drop it in `after`. */
export async function testDatabase(): Promise<TestDatabase> {
  const server = runningServer();
  const name = `t_${randomBytes(6).toString('hex')}`;
  await server.createDatabase(name, template);
  const url = (login: Login): string => server.url(login, name);
  return openDatabase(url, { connections: 10, remove: () => server.dropDatabase(name) });
}
