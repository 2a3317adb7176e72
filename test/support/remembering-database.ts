import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely';
import pg from 'pg';
import type { Database, Schema } from '../../services/database/index.js';

interface Rows {
  readonly rows: readonly object[];
}

/** A statement that holds this is put to the database whatever is remembered. */
export const fresh = '/* fresh */';

/**
 * A database of one connection that puts each question once: in a transaction that has written nothing, and that nobody else disturbs,
 * the same `select` has the same answer. Whatever is no `select` empties the memory; going back to a savepoint brings back what was
 * known there. For tables of thousands of refusals, each of which reads the same few rows.
 */
export function rememberingDatabase(url: string): Database {
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  const wrapped: PostgresPool = {
    options: pool.options,
    end: () => pool.end(),
    connect: async () => rememberingClient(await pool.connect()),
  };
  return new Kysely<Schema>({ dialect: new PostgresDialect({ pool: wrapped }) });
}

function rememberingClient(client: pg.PoolClient): PostgresPoolClient {
  let known = new Map<string, Rows>();
  let atSavepoint = known;
  const query = async (text: string, values: readonly unknown[]): Promise<unknown> => {
    const put = (): Promise<pg.QueryResult<object>> => client.query(text, [...values]);
    if (/^\s*select\s/.test(text) && !text.includes(fresh)) {
      const question = `${text}\n${JSON.stringify(values)}`;
      const answer = known.get(question) ?? (await put());
      known.set(question, answer);
      // Rows of its own for everyone who asks.
      return { ...answer, rows: answer.rows.map((row) => ({ ...row })) };
    }
    const result = await put();
    if (text.startsWith('savepoint ')) atSavepoint = new Map(known);
    else if (text.startsWith('rollback to')) known = new Map(atSavepoint);
    else known.clear();
    return result;
  };
  // Kysely's second form takes a cursor, which it only does where the dialect is given one.
  return { query: query as unknown as PostgresPoolClient['query'], release: () => { client.release(); } };
}
