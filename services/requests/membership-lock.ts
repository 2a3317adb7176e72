import { sql } from 'kysely';
import type { Database } from '../database/index.js';
import type { Trx } from '../context/index.js';

/**
 * Holds one (group, person) while `work` changes the directory, so that adding and removing the same membership never overlap.
 * Freed when the transaction ends, also by a crash. `work` must end within a minute.
 */
export async function withMembershipLock<Value>(db: Database, groupId: string, personId: string, work: (trx: Trx) => Promise<Value>): Promise<Value> {
  return db.transaction().execute(async (trx) => {
    await sql`set local statement_timeout = '60s'`.execute(trx);
    await sql`select pg_advisory_xact_lock(hashtextextended(${`${groupId}/${personId}`}, 0))`.execute(trx);
    return work(trx);
  });
}
