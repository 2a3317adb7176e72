import type { Activity, ConversationReference, TurnContext } from 'botbuilder';
import { approvalCard, describeRequest, languageOf, requestCard, signInCard, toldCard, type Card, type Format } from '../cards/index.js';
import { transact, type Surroundings } from '../services/audit/index.js';
import type { PersonActor, SystemRole } from '../services/context/index.js';
import { noAnswer, type Delivery, type Messenger, type OutboxMessage } from '../services/notifications/index.js';
import { eventOf, viewRequest, type PersonName, type RequestView } from '../services/requests/index.js';
import type { LockkeeperAdapter } from './adapter.js';
import type { CardCopies, CardCopy, CopyKind } from './state/card-copies.js';
import type { ConversationReferences, PersonalChat } from './state/conversation-references.js';
import { messageOf } from './turn.js';
import type { BotUserTokens } from './user-tokens.js';

export interface NotifierParts {
  readonly world: Surroundings;
  readonly adapter: LockkeeperAdapter;
  readonly appId: string;
  readonly timeZone: string;
  readonly references: ConversationReferences;
  readonly copies: CardCopies;
  readonly tokens: BotUserTokens;
}

/** A message ready to go: what it says, and which request's card it is. */
interface Ready {
  readonly card: Card;
  readonly shows: CopyKind | undefined;
}

/** Reaches people in their own chat. Every message is rendered from the state of this moment, as its recipient may see it. */
export class Notifier implements Messenger {
  constructor(private readonly parts: NotifierParts) {}

  async deliver(message: OutboxMessage): Promise<Delivery> {
    const chat = await this.parts.references.of(message.recipientId);
    if (!chat?.reference) return { kind: 'no-contact' };
    if (message.requestId === null) return { kind: 'moot' };
    const view = await this.viewFor(message.recipientId, message.requestId);
    if (!view) return { kind: 'moot' };
    const format: Format = { language: languageOf(chat.language), timeZone: this.parts.timeZone };
    try {
      return message.kind === 'refresh' ? await this.refresh(chat, view, format) : await this.post(chat, view, message, format);
    } catch (error) {
      if (!isLost(error)) return outcomeOf(error);
      await this.parts.references.lose(chat);
      return { kind: 'no-contact' };
    }
  }

  private async viewFor(personId: string, requestId: number): Promise<RequestView | undefined> {
    const roles = await this.parts.world.db.selectFrom('system_role_holders').select('role').where('person_id', '=', personId).execute();
    const actor: PersonActor = { kind: 'person', id: personId, systemRoles: new Set(roles.map(({ role }) => role as SystemRole)) };
    return transact(this.parts.world, actor, (context) => viewRequest(context, requestId));
  }

  private async post(chat: PersonalChat, view: RequestView, message: OutboxMessage, format: Format): Promise<Delivery> {
    let moot = false;
    await this.inChat(chat, async (context) => {
      const ready = await this.render(context, view, message, format, chat);
      if (!ready) {
        moot = true;
        return;
      }
      const sent = await context.sendActivity(messageOf(ready.card));
      if (!ready.shows || !sent) return;
      await this.parts.copies.add(view.id, chat.personId, { conversationId: context.activity.conversation.id, activityId: sent.id, card: ready.shows });
    });
    return moot ? { kind: 'moot' } : { kind: 'sent' };
  }

  private async render(context: TurnContext, view: RequestView, message: OutboxMessage, format: Format, chat: PersonalChat): Promise<Ready | undefined> {
    switch (message.kind) {
      case 'ask':
        return view.allowed.includes('approve') ? { card: approvalCard(view, format, chat.personId), shows: 'approval' } : undefined;
      case 'sign-in': {
        if (!view.allowed.includes('sign-in')) return undefined;
        const activity = { ...context.activity, from: { id: chat.teamsUserId } } as Activity;
        const link = await this.parts.tokens.signInLink(activity);
        return { card: signInCard({ requestId: view.id, subject: view.subject.name, what: describeRequest(view, format), link }, format), shows: undefined };
      }
      case 'tell': {
        const event = eventOf(message.payload['event']);
        if (!event) return undefined;
        const actorId = message.payload['actor'];
        const actor = typeof actorId === 'string' ? await this.personOf(actorId) : null;
        const reason = event === 'revoked' ? await this.reasonOf(view.id) : undefined;
        return { card: toldCard({ event, request: view, actor, ...(reason === undefined ? {} : { reason }) }, format, chat.personId), shows: undefined };
      }
      default:
        return undefined;
    }
  }

  /** Renews the copies that this person has; one that the channel has lost is forgotten. */
  private async refresh(chat: PersonalChat, view: RequestView, format: Format): Promise<Delivery> {
    const copies = await this.parts.copies.of(view.id, chat.personId);
    for (const copy of copies) {
      const card = copy.card === 'approval' ? approvalCard(view, format, chat.personId) : requestCard(view, format, chat.personId);
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

  private async personOf(personId: string): Promise<PersonName | null> {
    const person = await this.parts.world.db.selectFrom('people').select(['id', 'name']).where('id', '=', personId).executeTakeFirst();
    return person ?? null;
  }

  /** The reason that somebody gave for revoking, from beside the audit trail. */
  private async reasonOf(requestId: number): Promise<string | undefined> {
    const text = await this.parts.world.db
      .selectFrom('audit_texts as t')
      .innerJoin('audit_entries as e', 'e.seq', 't.seq')
      .select('t.text')
      .where('e.request_id', '=', requestId)
      .where('e.action', '=', 'request.revoke')
      .where('e.outcome', '=', 'done')
      .orderBy('e.seq', 'desc')
      .limit(1)
      .executeTakeFirst();
    return text?.text;
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
