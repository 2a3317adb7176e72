import type { Surroundings } from '../audit/index.js';

/** Messages are kept this long after they were sent or given up, for whoever looks into a complaint. */
const keepMs = 30 * 24 * 3_600_000;

/** Forgets messages that were sent or given up a month ago; the audit keeps what they told of. */
export async function forgetDelivered({ db, clock }: Pick<Surroundings, 'db' | 'clock'>): Promise<void> {
  await db
    .deleteFrom('outbox')
    .where('state', '<>', 'pending')
    .where('created_at', '<', new Date(clock.now().getTime() - keepMs))
    .execute();
}
