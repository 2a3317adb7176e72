import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { INVOKE_RESPONSE_KEY, TurnContextStateCollection, type Activity, type TurnContext } from 'botbuilder';
import { DialogRunner } from '../../bot/dialog-runner.js';
import { CardActions } from '../../bot/routes/card-actions.js';
import { Commands } from '../../bot/routes/commands.js';
import { Conversation } from '../../bot/routes/conversation.js';
import { Projects } from '../../bot/routes/projects.js';
import { Packages } from '../../bot/routes/packages.js';
import { Records } from '../../bot/routes/records.js';
import type { SignIn } from '../../bot/sign-in.js';
import { CardCopies } from '../../bot/state/card-copies.js';
import { ConversationStates } from '../../bot/state/conversation-state.js';
import { setTurn, Turn } from '../../bot/turn.js';
import type { Flowcharts } from '../../services/classification/index.js';
import type { PersonActor } from '../../services/context/index.js';
import type { Surroundings } from '../../services/audit/index.js';
import type { PeopleFinder } from '../../services/projects/index.js';
import { nodesOf, type Node } from '../cards/reading.js';
import { nobody } from './finds-people.js';
import { textOf } from './teams-client.js';

/** A person's own chat with the bot, in this process: what they type and press goes through the routes, what comes back is kept. */
export class Chat {
  /** Contents of the cards that came, oldest first. */
  readonly cards: Node[] = [];

  constructor(
    private readonly world: Surroundings,
    private readonly actor: PersonActor,
    private readonly flowcharts: Flowcharts,
    private readonly name = 'chat',
    private readonly people: PeopleFinder = nobody,
  ) {}

  /** Text of the newest card. */
  get last(): string {
    return textOf(this.cards.at(-1));
  }

  async say(text: string): Promise<void> {
    const context = this.context({ type: 'message', text });
    await this.routes().commands.handle(context);
  }

  /** Presses the button whose title fits, on the newest card or on another one, with what is typed on the card. */
  async press(title: RegExp, typed: Readonly<Record<string, string>> = {}, card: Node | undefined = this.cards.at(-1)): Promise<void> {
    const buttons = [...nodesOf(card)].filter((node) => node['type'] === 'Action.Execute');
    const button = buttons.find((node) => title.test(String(node['title'])));
    assert.ok(button, `no button ${String(title)} among: ${buttons.map((node) => String(node['title'])).join(' | ')}\n${textOf(card)}`);
    await this.send({ ...(button['data'] as Node), ...typed });
  }

  /** Sends what a card's button would send, whoever wrote it. */
  async send(data: Node): Promise<void> {
    const context = this.context({ type: 'invoke', name: 'adaptiveCard/action', value: { action: { type: 'Action.Execute', verb: data['verb'], data }, trigger: 'manual' }, replyToId: 'card' });
    await this.routes().cardActions.handle(context);
    await context.turnState.get<Turn>(turnKey).finish();
    const answer = context.turnState.get<{ value: { body: Node } } | undefined>(INVOKE_RESPONSE_KEY);
    const body = answer?.value.body;
    if (body?.['type'] === 'application/vnd.microsoft.card.adaptive') this.cards.push(body['value'] as Node);
  }

  private routes() {
    const dialogs = new DialogRunner(new ConversationStates(this.world.db, this.world.clock), this.flowcharts, this.people);
    const packages = new Packages(dialogs, this.flowcharts, 'http://127.0.0.1:3979');
    const projects = new Projects();
    const conversation = new Conversation(dialogs);
    const records = new Records(conversation, 'http://127.0.0.1:3979');
    const signIn = undefined as unknown as SignIn;
    const rooms = { conversation, packages, projects, records, dialogs, signIn };
    return { commands: new Commands(rooms), cardActions: new CardActions(rooms) };
  }

  private context(activity: Partial<Activity>): TurnContext {
    const context = {
      activity: { id: randomUUID(), channelId: 'msteams', conversation: { id: this.name }, ...activity } as unknown as Activity,
      turnState: new TurnContextStateCollection(),
      sendActivity: (sent: Partial<Activity>) => {
        this.cards.push(sent.attachments?.[0]?.content as Node);
        return Promise.resolve({ id: randomUUID() });
      },
      updateActivity: () => Promise.resolve(),
    } as unknown as TurnContext;
    const turn = new Turn(context, this.actor, 'Somebody', { language: 'en', timeZone: 'Europe/London' }, randomUUID(), this.world, new CardCopies(this.world.db, this.world.clock));
    setTurn(context, turn);
    context.turnState.set(turnKey, turn);
    return context;
  }
}

const turnKey = Symbol('turn of the chat');
