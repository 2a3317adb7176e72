import type { Surroundings } from '../audit/index.js';

/**
 * Seconds for which the oldest message has been due without being taken; undefined when none is. One that waits for an earlier message
 * about the same thing is not due: that one may be waiting for a person's first contact.
 */
export async function oldestDue({ db, clock }: Pick<Surroundings, 'db' | 'clock'>): Promise<number | undefined> {
  const now = clock.now();
  const oldest = await db
    .selectFrom('outbox as o')
    .select('o.available_at')
    .where('o.state', '=', 'pending')
    .where('o.available_at', '<=', now)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('outbox as earlier')
            .select('earlier.id')
            .where('earlier.state', '=', 'pending')
            .whereRef('earlier.recipient_id', '=', 'o.recipient_id')
            .whereRef('earlier.request_id', 'is not distinct from', 'o.request_id')
            .whereRef('earlier.about_type', 'is not distinct from', 'o.about_type')
            .whereRef('earlier.about_id', 'is not distinct from', 'o.about_id')
            .whereRef('earlier.id', '<', 'o.id'),
        ),
      ),
    )
    .orderBy('o.available_at')
    .limit(1)
    .executeTakeFirst();
  return oldest && Math.floor((now.getTime() - oldest.available_at.getTime()) / 1000);
}
