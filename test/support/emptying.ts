import { sql } from 'kysely';
import type { Database } from '../../services/database/index.js';

/** Every table but the list of migrations; known once a process has asked, for all databases are copies of one. */
let tables: readonly string[] | undefined;

/**
 * References are not looked up row by row, and no trigger runs: nothing is left that could refer, and looking up is most of what emptying costs.
 */
const unchecked = 'set local session_replication_role = replica';

async function tablesOf(owner: Database): Promise<readonly string[]> {
  if (tables) return tables;
  const { rows } = await sql<{ name: string }>`select quote_ident(tablename) as name from pg_tables where schemaname = 'public' and tablename !~ '^kysely_'`.execute(owner);
  tables = rows.map(({ name }) => name);
  return tables;
}

/** Empties a database of everything but the audit trail, which goes on from world to world. */
export async function empty(owner: Database): Promise<void> {
  const emptied = (await tablesOf(owner)).filter((name) => !name.startsWith('audit_'));
  await sql.raw([unchecked, ...emptied.map((name) => `delete from ${name}`)].join(';')).execute(owner);
}

/** Makes a database as it was when it was copied: no rows, no audit trail, no jobs, and numbers from 1. */
export async function renew(owner: Database): Promise<void> {
  const emptied = [...(await tablesOf(owner)), 'pgboss.job'];
  const numbers = `select setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false) from pg_sequences where schemaname = 'public'`;
  await sql.raw([unchecked, ...emptied.map((name) => `delete from ${name}`), numbers].join(';')).execute(owner);
}
