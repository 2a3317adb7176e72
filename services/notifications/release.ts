import type { Trx } from '../context/index.js';

/** The failure that stands with a message whose recipient has no chat with the bot. */
export const noContact = 'no-contact';

/**
 * Contact with a person: what waited for them goes out now. Answers whether anything did. A message that is on its way stays with its sender.
 * @param waiting `for-contact`: what found no chat; `at-all`: in a new chat, also what the old one did not take
 */
export async function releaseFor(trx: Trx, personId: string, now: Date, waiting: 'for-contact' | 'at-all'): Promise<boolean> {
  const released = await trx
    .updateTable('outbox')
    .set({ available_at: now })
    .where('recipient_id', '=', personId)
    .where('state', '=', 'pending')
    .where('available_at', '>', now)
    .where((where) => (waiting === 'at-all' ? where('failure', 'is not', null) : where('failure', '=', noContact)))
    .executeTakeFirst();
  return released.numUpdatedRows > 0n;
}
