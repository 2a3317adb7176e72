import { channelIssuer } from './channel-keys.js';
import type { Cloud } from './cloud.js';
import { signToken } from './tokens.js';

/** The bot could not be reached at its messaging endpoint, or none is known yet. */
export class BotUnreachableError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'BotUnreachableError';
  }
}

export interface Delivered {
  readonly status: number;
  readonly contentType: string | null;
  readonly body: Uint8Array;
}

/** Seconds that the signature on an activity lasts. */
const signatureLifetime = 300;

/** Posts an activity's bytes to the bot as the channel does, signed for this bot and this service URL. Throws BotUnreachableError. */
export async function deliver(cloud: Cloud, body: Uint8Array<ArrayBuffer>, contentType: string, serviceUrl: string, timeoutMs: number): Promise<Delivered> {
  const { bot } = cloud.addresses;
  if (bot === undefined) throw new BotUnreachableError("The channel front does not know the bot's messaging endpoint yet.");
  const token = await signToken(cloud.keys.channel, {
    issuer: channelIssuer,
    audience: cloud.signIns.bot(),
    now: cloud.now(),
    lifetimeSeconds: signatureLifetime,
    claims: { serviceurl: serviceUrl },
  });
  try {
    const response = await fetch(bot, {
      method: 'POST',
      headers: { 'Content-Type': contentType, Authorization: `Bearer ${token}` },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    return { status: response.status, contentType: response.headers.get('content-type'), body: new Uint8Array(await response.arrayBuffer()) };
  } catch (error) {
    throw new BotUnreachableError(`The bot did not answer at ${bot}.`, error);
  }
}
