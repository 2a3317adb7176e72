import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { startPostgres, type Login } from '../../infra/local/postgres.js';
import { migrate } from '../../services/database/index.js';
import type { TestDatabase } from '../support/database.js';
import { openDatabase } from '../support/open-database.js';

/** A migrated database on a server that writes to the disk at each commit, as in production. */
export async function durableDatabase(): Promise<TestDatabase> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'lockkeeper-bench-'));
  await chmod(folder, 0o755);
  const server = await startPostgres({ folder: path.join(folder, 'postgres'), port: 0, keep: 'durable', password: randomBytes(12).toString('hex') });
  const url = (login: Login): string => server.url(login, 'bench');
  await server.createDatabase('bench');
  await migrate(url('lockkeeper_owner'));
  return openDatabase(url, {
    connections: 20,
    remove: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  });
}
