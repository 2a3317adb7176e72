import { ActivityTypes, CardFactory, INVOKE_RESPONSE_KEY, MessageFactory, StatusCodes, type TurnContext } from 'botbuilder';
import { wording, type Card, type Format } from '../cards/index.js';
import type { Context, PersonActor } from '../services/context/index.js';
import { transact, type Surroundings } from '../services/audit/index.js';
import type { About } from '../services/notifications/index.js';
import type { CardCopies, CopyKind } from './state/card-copies.js';

/** What a card shows, so that it can be renewed later. */
export interface Shows {
  readonly about: About;
  readonly card: CopyKind;
}

/** One turn of a recognised person: who they are, and the ways to answer them. */
export class Turn {
  private noted: string | undefined;
  private replacement: { readonly card: Card; readonly shows: Shows | undefined } | undefined;

  constructor(
    readonly context: TurnContext,
    readonly actor: PersonActor,
    readonly name: string,
    readonly format: Format,
    readonly correlationId: string,
    private readonly world: Surroundings,
    private readonly copies: CardCopies,
  ) {}

  /** Runs a use case as this person, in one transaction. */
  run<Value>(useCase: (context: Context) => Promise<Value>): Promise<Value> {
    return transact(this.world, this.actor, useCase, this.correlationId);
  }

  /** True when the turn answers a button of a card (Action.Execute), whose card can be replaced. */
  get isCardAction(): boolean {
    return this.context.activity.type === ActivityTypes.Invoke && this.context.activity.name === 'adaptiveCard/action';
  }

  /** Sends a card as a new message. */
  async say(card: Card, shows?: Shows): Promise<void> {
    const sent = await this.context.sendActivity(messageOf(card));
    if (shows && sent) await this.remember(shows, sent.id);
  }

  /** Answers a button by replacing its card; anything else by a new message. */
  async answer(card: Card, shows?: Shows): Promise<void> {
    if (this.isCardAction) this.replacement = { card, shows };
    else await this.say(card, shows);
  }

  /** Answers a button by a line of text that its client shows for a moment; the card stays as it is. */
  note(text: string): void {
    this.noted = text;
  }

  /**
   * Ends the turn: the replaced card goes out as the invoke's answer, and the message is updated as well, since the answer changes only what
   * this one client shows.
   */
  async finish(): Promise<void> {
    if (!this.isCardAction) return;
    const { activity } = this.context;
    if (!this.replacement) {
      this.respond({ statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: this.noted ?? wording(this.format).t('answer.below') });
      return;
    }
    const { card, shows } = this.replacement;
    this.respond({ statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: card.content });
    if (activity.replyToId === undefined || activity.replyToId === '') return;
    if (shows) await this.remember(shows, activity.replyToId);
    // What shows something else now is no copy any more: renewed, it would take a question from under whoever answers it.
    else await this.copies.forget({ conversationId: activity.conversation.id, activityId: activity.replyToId });
    await this.context.updateActivity({ ...messageOf(card), id: activity.replyToId, conversation: activity.conversation }).catch(() => undefined);
  }

  /** Sets the answer of an invoke. */
  respond(body: Readonly<Record<string, unknown>>): void {
    this.context.turnState.set(INVOKE_RESPONSE_KEY, { type: 'invokeResponse', value: { status: StatusCodes.OK, body } });
  }

  private remember(shows: Shows, activityId: string): Promise<void> {
    return this.copies.add(shows.about, this.actor.id, { conversationId: this.context.activity.conversation.id, activityId, card: shows.card, shownIn: this.correlationId });
  }
}

/** A card as a message. No text beside it: a message with both can't be updated. The summary is what a notification shows. */
export function messageOf(card: Card): ReturnType<typeof MessageFactory.attachment> {
  return { ...MessageFactory.attachment(CardFactory.adaptiveCard(card.content)), summary: card.summary };
}

const key = Symbol('turn');

export const setTurn = (context: TurnContext, turn: Turn): void => {
  context.turnState.set(key, turn);
};

/** @throws Error when the turn's person was not recognised: a fault of the host */
export function turnOf(context: TurnContext): Turn {
  const turn = context.turnState.get<Turn | undefined>(key);
  if (!turn) throw new Error('no turn');
  return turn;
}
