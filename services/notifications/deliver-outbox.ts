import { sql } from 'kysely';
import type { Trx } from '../context/index.js';
import type { Surroundings } from '../audit/index.js';
import type { Delivery, Messenger, OutboxMessage } from './ports.js';

/** Attempts before a message is given up: with the back-off below, more than a day. */
const mostAttempts = 40;
const firstDelayMs = 2_000;
const longestDelayMs = 3_600_000;

export interface Delivered {
  readonly sent: number;
  /** Milliseconds after which something will be due again; undefined when nothing waits. */
  readonly nextInMs: number | undefined;
}

/**
 * Hands out what is due, oldest first, in order per (request, recipient): a message waits while an earlier one of its kin does.
 * The row stays locked while it is sent, so several instances share the work; a crash frees it and may repeat that one message.
 */
export async function deliverOutbox(world: Surroundings, messenger: Messenger): Promise<Delivered> {
  let sent = 0;
  let nextInMs: number | undefined;
  for (;;) {
    const step = await world.db.transaction().execute(async (trx) => {
      const message = await takeNext(trx, world.clock.now());
      if (!message) return undefined;
      const delivery = message.superseded ? { kind: 'moot' as const } : await attempt(messenger, message);
      return record(trx, message, delivery, world.clock.now());
    });
    if (step === undefined) return { sent, nextInMs };
    if (step.delayMs === undefined) sent += 1;
    else nextInMs = Math.min(nextInMs ?? Infinity, step.delayMs);
  }
}

/** A fault of rendering or sending one message must not stop the others: it waits like one that the channel did not take. */
async function attempt(messenger: Messenger, message: OutboxMessage): Promise<Delivery> {
  try {
    return await messenger.deliver(message);
  } catch {
    return { kind: 'later', afterMs: undefined, failure: 'unexpected' };
  }
}

interface Taken extends OutboxMessage {
  readonly attempts: number;
  /** A renewal of cards with another one queued behind it. */
  readonly superseded: boolean;
}

async function takeNext(trx: Trx, now: Date): Promise<Taken | undefined> {
  const { rows } = await sql<Taken>`
    select o.id, o.recipient_id as "recipientId", o.request_id as "requestId", o.kind, o.payload, o.attempts,
      o.correlation_id as "correlationId",
      o.kind = 'refresh' and exists (
        select from outbox later where later.state = 'pending' and later.kind = 'refresh' and later.recipient_id = o.recipient_id
          and later.request_id = o.request_id and later.id > o.id) as superseded
    from outbox o
    where o.state = 'pending' and o.available_at <= ${now}
      and not exists (
        select from outbox earlier where earlier.state = 'pending' and earlier.recipient_id = o.recipient_id
          and earlier.request_id is not distinct from o.request_id and earlier.id < o.id)
    order by o.available_at, o.id limit 1
    for update of o skip locked`.execute(trx);
  return rows[0];
}

async function record(trx: Trx, message: Taken, delivery: Delivery, now: Date): Promise<{ readonly delayMs: number | undefined }> {
  const update = trx.updateTable('outbox').where('id', '=', message.id);
  const attempts = message.attempts + 1;
  switch (delivery.kind) {
    case 'sent':
    case 'moot':
      await update.set({ state: 'sent', sent_at: now, attempts, failure: null }).execute();
      return { delayMs: undefined };
    case 'refused':
      await update.set({ state: 'given-up', attempts, failure: delivery.failure }).execute();
      return { delayMs: undefined };
    case 'no-contact':
      // First contact hands it out at once; the hour covers a contact that came while this was being looked at.
      await update.set({ available_at: new Date(now.getTime() + longestDelayMs), failure: 'no-contact' }).execute();
      return { delayMs: undefined };
    case 'later': {
      if (attempts >= mostAttempts) {
        await update.set({ state: 'given-up', attempts, failure: delivery.failure }).execute();
        return { delayMs: undefined };
      }
      const delayMs = delivery.afterMs ?? Math.min(firstDelayMs * 2 ** message.attempts, longestDelayMs);
      await update.set({ attempts, failure: delivery.failure, available_at: new Date(now.getTime() + delayMs) }).execute();
      return { delayMs };
    }
    default:
      return delivery satisfies never;
  }
}

/** First contact: what waited for this person goes out now. Answers whether anything did. */
export async function releaseFor(trx: Trx, personId: string, now: Date): Promise<boolean> {
  const released = await trx
    .updateTable('outbox')
    .set({ available_at: now })
    .where('recipient_id', '=', personId)
    .where('state', '=', 'pending')
    .where('available_at', '>', now)
    .executeTakeFirst();
  return released.numUpdatedRows > 0n;
}
