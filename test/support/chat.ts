import assert from 'node:assert/strict';
import { INVOKE_RESPONSE_KEY, type Activity } from 'botbuilder';
import { DialogRunner } from '../../bot/dialog-runner.js';
import { CardActions } from '../../bot/routes/card-actions.js';
import { Commands } from '../../bot/routes/commands.js';
import { Conversation } from '../../bot/routes/conversation.js';
import { Projects } from '../../bot/routes/projects.js';
import { Packages } from '../../bot/routes/packages.js';
import { Records } from '../../bot/routes/records.js';
import { Workspaces } from '../../bot/routes/workspaces.js';
import type { SignIn } from '../../bot/sign-in.js';
import { ConversationStates } from '../../bot/state/conversation-state.js';
import type { Flowcharts } from '../../services/classification/index.js';
import type { PersonActor } from '../../services/context/index.js';
import type { Surroundings } from '../../services/audit/index.js';
import type { PeopleFinder } from '../../services/projects/index.js';
import { nodesOf, type Node } from '../cards/reading.js';
import { building } from './building.js';
import { nobody } from './finds-people.js';
import { textOf } from './teams-client.js';
import { testTurn } from './test-turn.js';

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
    const { context } = this.turn({ type: 'message', text });
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
    const { context, turn } = this.turn({ type: 'invoke', name: 'adaptiveCard/action', value: { action: { type: 'Action.Execute', verb: data['verb'], data }, trigger: 'manual' }, replyToId: 'card' });
    await this.routes().cardActions.handle(context);
    await turn.finish();
    const answer = context.turnState.get<{ value: { body: Node } } | undefined>(INVOKE_RESPONSE_KEY);
    const body = answer?.value.body;
    if (body?.['type'] === 'application/vnd.microsoft.card.adaptive') this.cards.push(body['value'] as Node);
  }

  private routes() {
    const dialogs = new DialogRunner(new ConversationStates(this.world.db, this.world.clock), this.flowcharts, this.people, building);
    const packages = new Packages(dialogs, this.flowcharts, 'http://127.0.0.1:3979');
    const projects = new Projects();
    const conversation = new Conversation(dialogs);
    const records = new Records(conversation, 'http://127.0.0.1:3979');
    const signIn = undefined as unknown as SignIn;
    const rooms = { conversation, packages, projects, records, workspaces: new Workspaces(building), dialogs, signIn };
    return { commands: new Commands(rooms), cardActions: new CardActions(rooms) };
  }

  private turn(activity: Partial<Activity>): ReturnType<typeof testTurn> {
    return testTurn(this.world, this.actor, { conversation: { id: this.name } as Activity['conversation'], ...activity }, (card) => this.cards.push(card));
  }
}
