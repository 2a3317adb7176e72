import { CompiledQuery, Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
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
export function connect(url: string, connections = 10): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 10_000,
    idle_in_transaction_session_timeout: 60_000,
    application_name: 'lockkeeper',
  });
  // An idle connection that the server ends is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined);
  return new Kysely<Schema>({ dialect: new PostgresDialect({ pool: preparing(pool) }) });
}

/** True when the database answers. */
export async function answers(db: Database): Promise<boolean> {
  return db.executeQuery(CompiledQuery.raw('select 1')).then(
    () => true,
    () => false,
  );
}
