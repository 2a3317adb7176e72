import type { ConversationReference, TurnContext } from 'botbuilder';
import { languageOf, type Card } from '../cards/index.js';
import type { Surroundings } from '../services/audit/index.js';
import { actorOnRecord } from '../services/context/index.js';
import { noAnswer, type About, type Delivery, type Messenger, type OutboxMessage } from '../services/notifications/index.js';
import type { LockkeeperAdapter } from './adapter.js';
import type { MessageSource, Recipient, Subject } from './messages/message-source.js';
import type { CardCopies, CardCopy } from './state/card-copies.js';
import type { ConversationReferences, PersonalChat } from './state/conversation-references.js';
import { messageOf } from './turn.js';

export interface NotifierParts {
  readonly world: Pick<Surroundings, 'db'>;
  readonly adapter: LockkeeperAdapter;
  readonly appId: string;
  readonly timeZone: string;
  readonly references: ConversationReferences;
  readonly copies: CardCopies;
  /** What renders the messages about each kind of thing. */
  readonly sources: Readonly<Record<About['type'], MessageSource>>;
}

/** Reaches people in their own chat. Every message is rendered from the state of this moment, as its recipient may see it. */
export class Notifier implements Messenger {
  constructor(private readonly parts: NotifierParts) {}

  async deliver(message: OutboxMessage): Promise<Delivery> {
    const { about } = message;
    const chat = await this.parts.references.of(message.recipientId);
    if (!chat?.reference) return { kind: 'no-contact' };
    if (about === null) return { kind: 'moot' };
    const recipient = await this.recipientIn(chat);
    const subject = await this.parts.sources[about.type].load(about.id, recipient);
    if (!subject) return { kind: 'moot' };
    try {
      return message.kind === 'refresh' ? await this.refresh(chat, about, subject, message) : await this.post(chat, about, subject, message);
    } catch (error) {
      if (!isLost(error)) return outcomeOf(error);
      await this.parts.references.lose(chat);
      return { kind: 'no-contact' };
    }
  }

  private async recipientIn(chat: PersonalChat): Promise<Recipient> {
    return { actor: await actorOnRecord(this.parts.world.db, chat.personId), chat, format: { language: languageOf(chat.language), timeZone: this.parts.timeZone } };
  }

  private async post(chat: PersonalChat, about: About, subject: Subject, message: OutboxMessage): Promise<Delivery> {
    let moot = false;
    await this.inChat(chat, async (context) => {
      const ready = await subject.render(message, context);
      if (!ready) {
        moot = true;
        return;
      }
      const sent = await context.sendActivity(messageOf(ready.card));
      if (!ready.shows || !sent) return;
      await this.parts.copies.add(about, chat.personId, { conversationId: context.activity.conversation.id, activityId: sent.id, card: ready.shows });
    });
    return moot ? { kind: 'moot' } : { kind: 'sent' };
  }

  /**
   * Renews the copies that this person has; one that the channel has lost is forgotten. A card that was drawn by the turn that brought the
   * change is left alone: renewed, it would close what its reader has opened since.
   */
  private async refresh(chat: PersonalChat, about: About, subject: Subject, { correlationId, payload }: OutboxMessage): Promise<Delivery> {
    // A job that follows from the turn has its correlation id as well, and changes more.
    const isDrawn = ({ shownIn }: CardCopy): boolean => payload['by'] === chat.personId && shownIn === correlationId;
    const copies = (await this.parts.copies.of(about, chat.personId)).filter((copy) => !isDrawn(copy));
    for (const copy of copies) {
      const card = subject.renew(copy.card);
      await this.inChat(chat, (context) => this.update(context, copy, card));
    }
    return copies.length === 0 ? { kind: 'moot' } : { kind: 'sent' };
  }

  private async update(context: TurnContext, copy: CardCopy, card: Card): Promise<void> {
    try {
      await context.updateActivity({ ...messageOf(card), id: copy.activityId, conversation: { ...context.activity.conversation, id: copy.conversationId } });
    } catch (error) {
      const elsewhere = copy.conversationId !== context.activity.conversation.id;
      if (statusOf(error) !== 404 && !(elsewhere && isLost(error))) throw error;
      await this.parts.copies.forget(copy);
    }
  }

  private async inChat(chat: PersonalChat, work: (context: TurnContext) => Promise<void>): Promise<void> {
    // The adapter reports an error of the turn to its own handler; it is the delivery's outcome, so it is carried out of the turn.
    let failure: unknown;
    await this.parts.adapter.continueConversationAsync(this.parts.appId, chat.reference as ConversationReference, async (context) => {
      await work(context).catch((error: unknown) => {
        failure = error ?? new Error('failed');
      });
    });
    if (failure !== undefined) throw failure instanceof Error ? failure : new Error('sending failed', { cause: failure });
  }
}

/** The bot may not write in this chat, or it is gone: the app was removed or blocked, or the chat was never the person's own. */
const isLost = (error: unknown): boolean => [403, 404].includes(statusOf(error) ?? 0);

/** The channel's answer as an outcome: asked to wait, passing, or final (people-readable texts stay out of it). */
function outcomeOf(error: unknown): Delivery {
  const status = statusOf(error);
  const failure = status === undefined ? noAnswer : `status-${String(status)}`;
  if (status === 400) return { kind: 'refused', failure };
  return { kind: 'later', afterMs: retryAfterOf(error), failure };
}

function statusOf(error: unknown): number | undefined {
  return typeof error === 'object' && error !== null && 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : undefined;
}

/** The channel's Retry-After: seconds, or a date. */
function retryAfterOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('response' in error)) return undefined;
  const { response } = error as { response?: { headers?: { get?: (name: string) => string | undefined } } };
  const value = response?.headers?.get?.('retry-after');
  if (value === undefined) return undefined;
  const seconds = Number(value);
  const wait = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(value) - Date.now();
  return Number.isFinite(wait) && wait > 0 ? Math.min(wait, 3_600_000) : undefined;
}
