import { sql } from 'kysely';
import type { Database } from '../database/index.js';
import type { OutboxMessage } from './ports.js';

/** A message that one sender holds until its lease ends. */
export interface Leased extends OutboxMessage {
  /** This attempt included. */
  readonly attempts: number;
  readonly leaseUntil: Date;
  /** A renewal of cards with another one queued behind it. */
  readonly superseded: boolean;
}

/**
 * Takes the message that has been due longest, in one statement: the attempt is counted and the message is nobody else's until `leaseUntil`.
 * A message waits while an earlier one about the same thing to the same recipient does, and while another one is on its way to the same person. One that is
 * on its way has been attempted, is not due yet and has no failure.
 * @param silent people who are left alone for now
 */
export async function takeNext(db: Database, now: Date, leaseUntil: Date, silent: readonly string[]): Promise<Leased | undefined> {
  const { rows } = await sql<Omit<Leased, 'leaseUntil'>>`
    with next as (
      select o.id,
        o.kind = 'refresh' and exists (
          select from outbox later where later.state = 'pending' and later.kind = 'refresh' and later.recipient_id = o.recipient_id
            and later.request_id is not distinct from o.request_id and later.about_type is not distinct from o.about_type
            and later.about_id is not distinct from o.about_id and later.id > o.id) as superseded
      from outbox o
      where o.state = 'pending' and o.available_at <= ${now} and o.recipient_id <> all (${silent}::text[])
        and not exists (
          select from outbox earlier where earlier.state = 'pending' and earlier.recipient_id = o.recipient_id
            and earlier.request_id is not distinct from o.request_id and earlier.about_type is not distinct from o.about_type
            and earlier.about_id is not distinct from o.about_id and earlier.id < o.id)
        and not exists (
          select from outbox other where other.state = 'pending' and other.recipient_id = o.recipient_id
            and other.attempts > 0 and other.failure is null and other.available_at > ${now})
      order by o.available_at, o.id limit 1
      for update of o skip locked)
    update outbox o set attempts = o.attempts + 1, available_at = ${leaseUntil}, failure = null
    from next where o.id = next.id
    returning o.id, o.recipient_id as "recipientId", o.kind, o.payload, o.attempts,
      o.correlation_id as "correlationId", next.superseded,
      case when o.request_id is not null then jsonb_build_object('type', 'request', 'id', o.request_id)
        when o.about_type is not null then jsonb_build_object('type', o.about_type, 'id', o.about_id) end as about`.execute(db);
  return rows[0] && { ...rows[0], leaseUntil };
}

/** What becomes of a leased message. */
export interface Outcome {
  readonly state: 'pending' | 'sent' | 'given-up';
  readonly failure: string | null;
  readonly attempts?: number;
  readonly available_at?: Date;
  readonly sent_at?: Date;
}

/** Records what came of an attempt. False when the lease was over and somebody else has taken the message: then theirs counts. */
export async function settle(db: Database, message: Leased, outcome: Outcome): Promise<boolean> {
  const settled = await db
    .updateTable('outbox')
    .set(outcome)
    .where('id', '=', message.id)
    .where('state', '=', 'pending')
    .where('attempts', '=', message.attempts)
    .where('available_at', '=', message.leaseUntil)
    .executeTakeFirst();
  return settled.numUpdatedRows > 0n;
}
