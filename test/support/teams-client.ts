import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

/** A card, as the tests look at it. */
export type CardJson = Readonly<Record<string, unknown>>;

/** A message that the bot sent to a conversation; updates replace its card. */
export interface ReceivedMessage {
  readonly id: string;
  readonly conversationId: string;
  readonly text: string | undefined;
  readonly card: CardJson | undefined;
  readonly updates: number;
}

export interface TestPersona {
  readonly role: string;
  readonly name: string;
  readonly aadObjectId: string;
  readonly userId: string;
  readonly conversationId: string;
}

/** An answer of the bot's endpoint. */
export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>> | undefined;
}

/** A button as a card holds it. */
interface Button {
  readonly type: string;
  readonly title?: string;
  readonly verb?: string;
  readonly data?: Readonly<Record<string, unknown>>;
}

/** Teams as the bot meets it: posts activities at the channel front, receives what the bot sends, and presses buttons of the cards. */
export class TeamsClient {
  private readonly messages: ReceivedMessage[] = [];
  /** Statuses with which the next deliveries are refused, for tests of the outbox. */
  readonly refuseNext: { readonly status: number; readonly headers?: Readonly<Record<string, string>> }[] = [];

  private constructor(
    private readonly server: Server,
    readonly serviceUrl: string,
    private readonly messagesUrl: string,
    private readonly bot: { readonly tenantId: string; readonly botId: string },
  ) {}

  static async start(messagesUrl: string, bot: { readonly tenantId: string; readonly botId: string }): Promise<TeamsClient> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no address');
    const client = new TeamsClient(server, `http://127.0.0.1:${address.port}/connector`, messagesUrl, bot);
    server.on('request', (request, response) => {
      void bodyOf(request).then((body) => {
        const refusal = client.refuseNext.shift();
        if (refusal) {
          response.writeHead(refusal.status, { 'content-type': 'application/json', ...refusal.headers });
          response.end('{}');
          return;
        }
        const id = client.take(request.method ?? '', request.url ?? '', body);
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ id }));
      });
    });
    return client;
  }

  async stop(): Promise<void> {
    await new Promise((resolve) => {
      this.server.close(resolve);
      this.server.closeAllConnections();
    });
  }

  /** Everything that a persona's chat shows, oldest first. */
  chat(persona: TestPersona): readonly ReceivedMessage[] {
    return this.messages.filter(({ conversationId }) => conversationId === persona.conversationId);
  }

  say(persona: TestPersona, text: string, more: object = {}): Promise<Answer> {
    return this.post(this.activity(persona, { type: 'message', text, ...more }));
  }

  /** Opens the chat, as every load of a client does. */
  arrive(persona: TestPersona): Promise<Answer> {
    return this.post(this.activity(persona, { type: 'installationUpdate', action: 'add' }));
  }

  /** Presses the button with this title on a message's card. */
  press(persona: TestPersona, message: ReceivedMessage, title: string | RegExp, inputs: Readonly<Record<string, string>> = {}): Promise<Answer> {
    const found = buttonsOf(message.card).find((button) => (typeof title === 'string' ? button.title === title : title.test(button.title ?? '')));
    if (!found) throw new Error(`no button ${String(title)} among: ${buttonsOf(message.card).map((button) => button.title).join(', ')}`);
    return this.execute(persona, { ...found.data, ...inputs }, { replyToId: message.id, ...(found.verb === undefined ? {} : { verb: found.verb }) });
  }

  /** An Action.Execute with data of the test's choosing. */
  execute(persona: TestPersona, data: Readonly<Record<string, unknown>>, more: { readonly verb?: string; readonly replyToId?: string; readonly id?: string } = {}): Promise<Answer> {
    const { verb, ...rest } = more;
    return this.post(this.activity(persona, { type: 'invoke', name: 'adaptiveCard/action', value: { action: { type: 'Action.Execute', verb: verb ?? data['verb'], data }, trigger: 'manual' }, ...rest }));
  }

  activity(persona: TestPersona, more: object): Record<string, unknown> {
    return {
      id: randomUUID(),
      channelId: 'msteams',
      serviceUrl: this.serviceUrl,
      timestamp: new Date().toISOString(),
      locale: 'en-GB',
      from: { id: persona.userId, name: persona.name, aadObjectId: persona.aadObjectId },
      recipient: { id: `28:${this.bot.botId}`, name: 'Lockkeeper' },
      conversation: { id: persona.conversationId, conversationType: 'personal', tenantId: this.bot.tenantId },
      channelData: { tenant: { id: this.bot.tenantId } },
      ...more,
    };
  }

  async post(activity: object, url = this.messagesUrl, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(activity) });
    const text = await response.text();
    return { status: response.status, body: text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : undefined };
  }

  /** The newest message in the persona's chat that fits, waiting for it at most ten seconds. */
  async sees(persona: TestPersona, fits: RegExp | ((message: ReceivedMessage) => boolean), since = 0): Promise<ReceivedMessage> {
    const matches = (message: ReceivedMessage): boolean => (typeof fits === 'function' ? fits(message) : fits.test(textOf(message.card)));
    for (let waited = 0; waited < 100; waited += 1) {
      const found = this.chat(persona).slice(since).findLast(matches);
      if (found) return found;
      await pause(100);
    }
    throw new Error(`${persona.name} does not see ${String(fits)}. Last:\n${this.chat(persona).slice(-4).map(({ card }) => textOf(card)).join('\n---\n')}`);
  }

  private take(method: string, url: string, body: Readonly<Record<string, unknown>>): string {
    const [, conversation = '', activity = ''] = /\/v3\/conversations\/([^/]+)\/activities(?:\/([^/?]+))?/.exec(url) ?? [];
    const conversationId = decodeURIComponent(conversation);
    const attachments = body['attachments'] as readonly { content?: CardJson }[] | undefined;
    const seen = { text: body['text'] as string | undefined, card: attachments?.[0]?.content };
    const at = method === 'PUT' ? this.messages.findIndex(({ id }) => id === decodeURIComponent(activity)) : -1;
    const earlier = this.messages[at];
    if (earlier) {
      this.messages[at] = { ...earlier, ...seen, updates: earlier.updates + 1 };
      return earlier.id;
    }
    const id = randomUUID();
    this.messages.push({ id, conversationId, updates: 0, ...seen });
    return id;
  }
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
}

/** Everything in a card that a person reads, line by line. */
export function textOf(card: unknown): string {
  if (Array.isArray(card)) return card.map(textOf).filter(Boolean).join('\n');
  if (typeof card !== 'object' || card === null) return '';
  const own = ['text', 'title', 'value', 'label'].flatMap((key) => { const value = (card as Record<string, unknown>)[key]; return typeof value === 'string' ? [value] : []; });
  const inner = Object.entries(card).filter(([key]) => key !== 'data' && key !== 'fallback').map(([, value]) => (typeof value === 'object' ? textOf(value) : ''));
  return [...own, ...inner].filter(Boolean).join('\n');
}

/** Every Action.Execute of a card, those behind a ShowCard and on selectable rows too. */
export function buttonsOf(card: unknown): readonly Button[] {
  if (Array.isArray(card)) return card.flatMap(buttonsOf);
  if (typeof card !== 'object' || card === null) return [];
  const own = 'type' in card && card.type === 'Action.Execute' ? [card as Button] : [];
  return [...own, ...Object.entries(card).filter(([key]) => key !== 'fallback' && key !== 'data').flatMap(([, value]) => buttonsOf(value))];
}
