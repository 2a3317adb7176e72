import { CompiledQuery, Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { connectionOf, type DatabaseLogin } from './login.js';
import { preparing } from './prepared-statements.js';
import type { Schema } from './schema.js';

export type Database = Kysely<Schema>;

/** Dates without a time stay ISO strings; counts of rows and bytes fit a number. */
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

/**
 * A pool of at most `connections`. A statement is given up after 10 s, waiting for a connection after 5 s,
 * so that a stuck query becomes an error that somebody sees.
 */
export function connect(login: DatabaseLogin, connections = 10): Database {
  const pool = new pg.Pool({
    ...connectionOf(login),
    max: connections,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 10_000,
    idle_in_transaction_session_timeout: 60_000,
    application_name: 'lockkeeper',
  });
  // A connection that the server ends is replaced by the pool, and the query it carried is rejected. Without listeners it would end the
  // process: the pool's own covers idle connections, the connection's own covers it while it is lent out.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return new Kysely<Schema>({ dialect: new PostgresDialect({ pool: preparing(pool) }) });
}

/** True when the database answers. */
export async function answers(db: Database): Promise<boolean> {
  return db.executeQuery(CompiledQuery.raw('select 1')).then(
    () => true,
    () => false,
  );
}
