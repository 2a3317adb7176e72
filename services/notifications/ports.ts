/** A message of the outbox, as it is handed to whoever can reach people. */
export interface OutboxMessage {
  readonly id: number;
  readonly recipientId: string;
  readonly requestId: number | null;
  readonly kind: string;
  readonly payload: Readonly<Record<string, string | number | null>>;
  readonly correlationId: string;
}

/** What came of sending. */
export type Delivery =
  | { readonly kind: 'sent' }
  /** The state has moved on: nothing is left to say. */
  | { readonly kind: 'moot' }
  /** The recipient has never spoken to the bot: it waits for their first contact. */
  | { readonly kind: 'no-contact' }
  /** Try again after so many milliseconds, as the channel asked, or as the back-off says when it did not. */
  | { readonly kind: 'later'; readonly afterMs: number | undefined; readonly failure: string }
  /** Nobody will ever get it (the app was removed): it is given up. */
  | { readonly kind: 'refused'; readonly failure: string };

/** Reaches people in their own chat. Renders from the state at sending; never throws for what the channel answers. */
export interface Messenger {
  deliver(message: OutboxMessage): Promise<Delivery>;
}
