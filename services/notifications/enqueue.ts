import { sql } from 'kysely';
import type { Context } from '../context/index.js';
import { columnsOf, type About } from './about.js';

export interface NewMessage {
  readonly about: About;
  readonly kind: string;
  /** Directory ids. */
  readonly recipients: readonly string[];
  readonly payload?: Readonly<Record<string, string | number | null>>;
}

/** Messages for people, in the outbox of the caller's transaction. They are rendered from the state at sending. */
export async function enqueue(context: Context, { about, kind, recipients, payload = {} }: NewMessage): Promise<void> {
  if (recipients.length === 0) return;
  const now = context.clock.now();
  await context.trx
    .insertInto('outbox')
    .values(
      recipients.map((recipient_id) => ({
        recipient_id,
        ...columnsOf(about),
        kind,
        payload: JSON.stringify(payload),
        state: 'pending' as const,
        available_at: now,
        created_at: now,
        correlation_id: context.correlationId,
      })),
    )
    .execute();
  deliverAfterwards(context);
}

/** Renews the copies of a card that people already have. The message says who changed it, where that was a person in a turn of theirs. */
export async function renewCopies(context: Context, about: About): Promise<void> {
  const now = context.clock.now();
  // Of the copies of requests the remover may read no other columns than these.
  const copies = about.type === 'request' ? sql`request_id = ${about.id}` : sql`about_type = ${about.type} and about_id = ${about.id}`;
  const { request_id, about_type, about_id } = columnsOf(about);
  const payload = JSON.stringify(context.actor.kind === 'person' ? { by: context.actor.id } : {});
  await sql`
    insert into outbox (recipient_id, request_id, about_type, about_id, kind, payload, state, available_at, created_at, correlation_id)
    select distinct person_id, ${request_id}::int, ${about_type}::text, ${about_id}::int, 'refresh', ${payload}::jsonb, 'pending', ${now}::timestamptz, ${now}::timestamptz, ${context.correlationId}::text
    from card_copies where ${copies}`.execute(context.trx);
  deliverAfterwards(context);
}

function deliverAfterwards(context: Context): void {
  if (!context.jobs.some(({ queue }) => queue === 'deliver')) context.jobs.push({ queue: 'deliver', data: {} });
}
