import type { Login } from '../../infra/local/postgres.js';
import { connect, Jobs } from '../../services/database/index.js';
import type { TestDatabase } from './database.js';

/** Connects to a migrated database as the processes and the owner do. `remove` ends what the database lay on. */
export async function openDatabase(url: (login: Login) => string, options: { readonly connections: number; readonly remove: () => Promise<void> }): Promise<TestDatabase> {
  const db = connect(url('lockkeeper_bot'), options.connections);
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
      await options.remove();
    },
  };
}
