import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { channelIssuer } from '../../infra/local/cloud/channel-keys.js';
import { loadSigningKeys, signToken, type SigningKey } from '../../infra/local/cloud/tokens.js';
import { freePort } from '../../infra/local/postgres.js';
import { runtimeFile } from '../../infra/local/state-folder.js';
import { RunningStack } from '../support/running-stack.js';
import { TeamsClient, type Answer, type TestPersona } from '../support/teams-client.js';
import { MeasuredProcess } from './measured-process.js';

const runtime = z.object({ environment: z.record(z.string(), z.string()) });

/** Seconds for which a token of the channel lasts here: longer than the bench. */
const tokenSeconds = 3_600;

/** A bot of its own on a running stack, to which the bench posts as the channel does, and the limit's server beside it. */
export class ProductUnderLoad {
  private constructor(
    private readonly stack: RunningStack,
    readonly client: TeamsClient,
    readonly bot: MeasuredProcess,
    readonly limit: MeasuredProcess,
    private readonly channelKey: SigningKey,
    private readonly token: string,
    private readonly environment: Readonly<Record<string, string>>,
  ) {}

  /** @param nodeArguments of the bot's process, for a profile */
  static async start(nodeArguments: readonly string[] = []): Promise<ProductUnderLoad> {
    const stack = await RunningStack.start();
    const stateFolder = path.join(stack.stateFolder, 'state');
    const { environment } = runtime.parse(JSON.parse(await readFile(runtimeFile(stateFolder), 'utf8')));
    const { channel } = await loadSigningKeys(path.join(stateFolder, 'cloud'));
    const port = await freePort();
    const client = await TeamsClient.start(`http://127.0.0.1:${String(port)}/api/messages`, stack.ready);
    const settings = { ...environment, LOG_LEVEL: 'warn' };
    const bot = await MeasuredProcess.start('bot/main.ts', { ...settings, PORT: String(port) }, nodeArguments);
    const limit = await MeasuredProcess.start('test/bench/limit-server.ts', {});
    const token = await tokenOf(channel, stack.ready.botId, client.serviceUrl);
    return new ProductUnderLoad(stack, client, bot, limit, channel, token, settings);
  }

  persona(role: string): TestPersona {
    return this.stack.persona(role);
  }

  /** A token that the bot has not seen yet. */
  freshToken(): Promise<string> {
    return tokenOf(this.channelKey, this.stack.ready.botId, this.client.serviceUrl);
  }

  /** Posts an activity to the bot. @throws Error when the turn did not succeed: a bot that fails fast would look fast */
  async post(persona: TestPersona, more: object, token = this.token): Promise<Answer> {
    const answer = await this.client.post(this.client.activity(persona, more), undefined, { authorization: `Bearer ${token}` });
    if (answer.status !== 200) throw new Error(`the bot answered ${String(answer.status)}`);
    return answer;
  }

  /** Posts the same activity to the limit's server. */
  async postToLimit(persona: TestPersona, more: object): Promise<void> {
    const answer = await this.client.post(this.client.activity(persona, more), `http://127.0.0.1:${String(this.limit.port)}/api/messages`, { authorization: `Bearer ${this.token}` });
    if (answer.status !== 200) throw new Error(`the limit's server answered ${String(answer.status)}`);
  }

  /** Starts one more bot and ends it again. @returns milliseconds from its start until it takes activities */
  async startAnother(): Promise<number> {
    const port = await freePort();
    const start = performance.now();
    const another = await MeasuredProcess.start('bot/main.ts', { ...this.environment, PORT: String(port) });
    const taken = performance.now() - start;
    await another.stop();
    return taken;
  }

  async stop(): Promise<void> {
    await Promise.all([this.bot.stop(), this.limit.stop()]);
    await this.client.stop();
    await this.stack.stop();
  }
}

const tokenOf = (key: SigningKey, botId: string, serviceUrl: string): Promise<string> =>
  signToken(key, { issuer: channelIssuer, audience: botId, now: new Date(), lifetimeSeconds: tokenSeconds, claims: { serviceurl: serviceUrl } });
