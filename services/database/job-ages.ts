import { sql } from 'kysely';
import type { Database } from './connect.js';
import { queues, type QueueName } from './jobs.js';

/** Seconds for which the oldest job of a queue has been due without being taken, for each queue that has one. By the database's clock, which is pg-boss's. */
export async function jobAges(db: Database): Promise<ReadonlyMap<QueueName, number>> {
  const { rows } = await sql<{ name: QueueName; seconds: number }>`
    select name, extract(epoch from now() - min(start_after))::int as seconds from pgboss.job
    where name = any(${Object.keys(queues)}) and state in ('created', 'retry') and start_after <= now() group by name`.execute(db);
  return new Map(rows.map(({ name, seconds }) => [name, seconds]));
}
