import type { Database } from '../../services/database/index.js';
import type { OutboxMessage } from '../../services/notifications/index.js';

/** Who did what a message tells of; null when the product did. */
export async function whoActed(db: Database, { payload }: Pick<OutboxMessage, 'payload'>): Promise<{ readonly id: string; readonly name: string } | null> {
  const id = payload['actor'];
  if (typeof id !== 'string') return null;
  return (await db.selectFrom('people').select(['id', 'name']).where('id', '=', id).executeTakeFirst()) ?? null;
}
