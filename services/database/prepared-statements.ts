import type { PostgresPool, PostgresPoolClient } from 'kysely';
import pg from 'pg';

/** A list of values of another length is another text: beyond this many, statements are not prepared. */
const mostStatements = 500;

/** "cached plan must not change result type" */
const stalePlan = '0A000';

/**
 * A pool whose connections prepare each statement at its first use. Without that the server reads and plans every statement anew, which
 * is more than half of its work for short ones. A pooler between bot and server must know prepared statements (PgBouncer: from 1.21).
 * A migration that adds columns makes `select *` of a prepared statement fail once (0A000); from then on all statements are prepared anew.
 */
export function preparing(pool: pg.Pool): PostgresPool {
  const names = new Map<string, string>();
  let generation = 0;
  const nameOf = (text: string): string | undefined => {
    let name = names.get(text);
    if (name === undefined && names.size < mostStatements) {
      name = `s${String(generation)}_${String(names.size)}`;
      names.set(text, name);
    }
    return name;
  };
  const renew = (error: unknown): void => {
    if (!(error instanceof pg.DatabaseError) || error.code !== stalePlan) return;
    generation += 1;
    names.clear();
  };
  const clients = new WeakMap<pg.PoolClient, PostgresPoolClient>();
  return {
    options: pool.options,
    end: () => pool.end(),
    async connect() {
      const client = await pool.connect();
      const known = clients.get(client);
      if (known) return known;
      const made = preparingClient(client, nameOf, renew);
      clients.set(client, made);
      return made;
    },
  };
}

function preparingClient(client: pg.PoolClient, nameOf: (text: string) => string | undefined, renew: (error: unknown) => void): PostgresPoolClient {
  const query = async (text: string, values: readonly unknown[]): Promise<unknown> => {
    // What has no values (begin, commit) is sent as it is: there is nothing to plan.
    const name = values.length === 0 ? undefined : nameOf(text);
    try {
      return await client.query({ text, values: [...values], ...(name === undefined ? {} : { name }) });
    } catch (error) {
      renew(error);
      throw error;
    }
  };
  // Kysely's second form takes a cursor, which it only does where the dialect is given one.
  return { query: query as unknown as PostgresPoolClient['query'], release: (destroy) => { client.release(destroy); } };
}
