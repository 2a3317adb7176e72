import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { startPostgres, type Login } from '../../infra/local/postgres.js';
import { connect, Jobs, migrate } from '../../services/database/index.js';
import type { TestDatabase } from '../support/database.js';

/** A migrated database on a server that writes to the disk at each commit, as in production. */
export async function durableDatabase(): Promise<TestDatabase> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'lockkeeper-bench-'));
  await chmod(folder, 0o755);
  const server = await startPostgres({ folder: path.join(folder, 'postgres'), port: 0, keep: 'durable', password: randomBytes(12).toString('hex') });
  const url = (login: Login): string => server.url(login, 'bench');
  await server.createDatabase('bench');
  await migrate(url('lockkeeper_owner'));
  const db = connect(url('lockkeeper_bot'), 20);
  const owner = connect(url('lockkeeper_owner'), 2);
  const jobs = await Jobs.start(url('lockkeeper_bot'), () => undefined, 'work-only');
  return {
    db,
    owner,
    jobs,
    url,
    async drop() {
      await jobs.stop(1_000);
      await db.destroy();
      await owner.destroy();
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
