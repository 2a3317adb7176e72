import type { Surroundings } from '../audit/index.js';
import { settle, takeNext, type Leased, type Outcome } from './lease.js';
import { noAnswer, type Delivery, type Messenger } from './ports.js';
import { noContact } from './release.js';

/** Attempts before a message is given up: with the back-off below, more than a day. */
const mostAttempts = 40;
const firstDelayMs = 2_000;
const longestDelayMs = 3_600_000;
/** Twice as long as a send may take, so that its outcome is recorded by who sent it. */
const leaseMs = 30_000;
/** After that a run takes nothing more and asks for another one: its job has to end in time. */
const longestRunMs = 60_000;

/** How a run sends. */
export interface Pace {
  /** People who are sent to at the same time. */
  readonly atOnce: number;
  /** Milliseconds after which a send counts as unanswered. */
  readonly sendMs: number;
}

export interface Delivered {
  readonly sent: number;
  /** Milliseconds after which something will be due again; undefined when nothing waits. */
  readonly nextInMs: number | undefined;
}

/**
 * Hands out what is due, oldest first, to several people at once, in order per (what it is about, recipient). A message is leased, sent outside any
 * transaction, and what came of it recorded if the lease still holds, so that several instances share the work. A crash, or an answer that
 * comes too late, may repeat one message. Who does not answer is left alone for the rest of the run: others wait for nobody.
 */
export async function deliverOutbox(world: Surroundings, messenger: Messenger, { atOnce, sendMs }: Pace = { atOnce: 6, sendMs: 15_000 }): Promise<Delivered> {
  const until = performance.now() + longestRunMs;
  const silent = new Set<string>();
  let sent = 0;
  let nextInMs: number | undefined;
  const lane = async (): Promise<void> => {
    while (performance.now() < until) {
      const now = world.clock.now();
      const message = await takeNext(world.db, now, new Date(now.getTime() + leaseMs), [...silent]);
      if (!message) return;
      const delivery = await attempt(messenger, message, sendMs);
      if (delivery.kind === 'later' && delivery.failure === noAnswer) silent.add(message.recipientId);
      const { outcome, delayMs } = outcomeOf(message, delivery, world.clock.now());
      if (!(await settle(world.db, message, outcome))) continue;
      if (delayMs === undefined) sent += 1;
      else nextInMs = Math.min(nextInMs ?? Infinity, delayMs);
    }
    nextInMs = 0;
  };
  const lanes = await Promise.allSettled(Array.from({ length: atOnce }, lane));
  const fault = lanes.find((ended) => ended.status === 'rejected');
  if (fault) throw fault.reason;
  return { sent, nextInMs };
}

const unanswered: Delivery = { kind: 'later', afterMs: undefined, failure: noAnswer };

/** One attempt, which ends in time whatever the messenger does. A fault of rendering or sending one message must not stop the others. */
async function attempt(messenger: Messenger, message: Leased, sendMs: number): Promise<Delivery> {
  if (message.superseded) return { kind: 'moot' };
  // Its senders ended before they could say what came of it.
  if (message.attempts > mostAttempts) return { kind: 'refused', failure: 'attempts' };
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Delivery>((resolve) => {
    timer = setTimeout(resolve, sendMs, unanswered);
  });
  try {
    return await Promise.race([messenger.deliver(message), late]);
  } catch {
    return { kind: 'later', afterMs: undefined, failure: 'unexpected' };
  } finally {
    clearTimeout(timer);
  }
}

/** What a delivery makes of its message, and when that asks for another run. */
function outcomeOf({ attempts }: Leased, delivery: Delivery, now: Date): { readonly outcome: Outcome; readonly delayMs?: number } {
  const after = (delayMs: number): Date => new Date(now.getTime() + delayMs);
  switch (delivery.kind) {
    case 'sent':
    case 'moot':
      return { outcome: { state: 'sent', sent_at: now, failure: null } };
    case 'refused':
      return { outcome: { state: 'given-up', failure: delivery.failure } };
    case 'no-contact':
      // Contact hands it out at once; the hour covers one that came while this was being looked at. Waiting for somebody is no attempt.
      return { outcome: { state: 'pending', failure: noContact, attempts: attempts - 1, available_at: after(longestDelayMs) } };
    case 'later': {
      if (attempts >= mostAttempts) return { outcome: { state: 'given-up', failure: delivery.failure } };
      const delayMs = delivery.afterMs ?? Math.min(firstDelayMs * 2 ** (attempts - 1), longestDelayMs);
      return { outcome: { state: 'pending', failure: delivery.failure, available_at: after(delayMs) }, delayMs };
    }
    default:
      return delivery satisfies never;
  }
}
