import type { About } from './about.js';

/** A message of the outbox, as it is handed to whoever can reach people. */
export interface OutboxMessage {
  readonly id: number;
  readonly recipientId: string;
  /** Null: about nothing that could be shown. */
  readonly about: About | null;
  readonly kind: string;
  readonly payload: Readonly<Record<string, string | number | null>>;
  readonly correlationId: string;
}

/** The failure of a message to which the channel gave no answer at all. */
export const noAnswer = 'no-answer';

/** What came of sending. */
export type Delivery =
  | { readonly kind: 'sent' }
  /** The state has moved on: nothing is left to say. */
  | { readonly kind: 'moot' }
  /** The recipient has no chat with the bot: they never spoke to it, or it may not write there any more. It waits for their next contact. */
  | { readonly kind: 'no-contact' }
  /** Try again after so many milliseconds, as the channel asked, or as the back-off says when it did not. */
  | { readonly kind: 'later'; readonly afterMs: number | undefined; readonly failure: string }
  /** The channel will never take this message: it is given up. */
  | { readonly kind: 'refused'; readonly failure: string };

/** Reaches people in their own chat. Renders from the state at sending; never throws for what the channel answers. */
export interface Messenger {
  deliver(message: OutboxMessage): Promise<Delivery>;
}
