import type { TurnContext } from 'botbuilder';
import type { Card, Format } from '../../cards/index.js';
import type { PersonActor } from '../../services/context/index.js';
import type { OutboxMessage } from '../../services/notifications/index.js';
import type { CopyKind } from '../state/card-copies.js';
import type { PersonalChat } from '../state/conversation-references.js';

/** A message ready to go: what it says, and which card it is, where it is one that is kept up to date. */
export interface Ready {
  readonly card: Card;
  readonly shows: CopyKind | undefined;
}

/** Whom a message is for, and where. */
export interface Recipient {
  readonly actor: PersonActor;
  readonly chat: PersonalChat;
  readonly format: Format;
}

/** What messages are about, as its recipient may see it at this moment. */
export interface Subject {
  /** undefined: nothing is left to say. */
  render(message: OutboxMessage, context: TurnContext): Promise<Ready | undefined>;
  /** The card of a copy as it stands now. */
  renew(kind: CopyKind): Card;
}

/** Renders the messages about one kind of thing. */
export interface MessageSource {
  /** undefined: there is no such thing for this person. */
  load(id: number, recipient: Recipient): Promise<Subject | undefined>;
}
