import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { Login } from '../../infra/local/postgres.js';
import type { TestDatabase } from './database.js';

/** A database on the server of `neighbour` that has no tables yet. Drop it in `after`. */
export async function emptyDatabase(neighbour: TestDatabase): Promise<{ url(login: Login): string; drop(): Promise<void> }> {
  const name = `e_${randomBytes(6).toString('hex')}`;
  const asAdministrator = async (statement: string): Promise<void> => {
    const client = new pg.Client({ connectionString: neighbour.url('postgres') });
    await client.connect();
    try {
      await client.query(statement);
    } finally {
      await client.end();
    }
  };
  await asAdministrator(`create database "${name}" owner lockkeeper_owner`);
  return {
    url: (login) => {
      const url = new URL(neighbour.url(login));
      url.pathname = `/${name}`;
      return url.href;
    },
    drop: () => asAdministrator(`drop database "${name}" with (force)`),
  };
}
