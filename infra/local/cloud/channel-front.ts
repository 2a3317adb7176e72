import { z } from 'zod';
import type { Area, Cloud } from './cloud.js';
import { BotUnreachableError, deliver } from './deliver.js';
import { sameSecret } from './entra/client-authentication.js';
import { loopbackOnly, refusal } from './loopback.js';
import type { CloudResponse, RoutedRequest } from './router.js';
import { conversationSchema, type Conversation } from './state.js';

/** A turn may be long, but a client that waits for ever hides a bot that hangs. */
const turnTimeoutMs = 120_000;

const activitySchema = z.looseObject({ serviceUrl: z.string().default('') });
const personSchema = z.object({ from: z.object({ aadObjectId: z.string() }) });

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

function sameConversation(a: Conversation | undefined, b: Conversation): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Remembers where a person was last seen, which is where a finished sign-in is announced when its link does not say. */
function remember(cloud: Cloud, activity: unknown): void {
  const person = personSchema.safeParse(activity);
  const conversation = conversationSchema.safeParse(activity);
  if (!person.success || !conversation.success) return;
  const objectId = person.data.from.aadObjectId.toLowerCase();
  if (sameConversation(cloud.state.current.conversations[objectId], conversation.data)) return;
  cloud.state.update((state) => {
    state.conversations[objectId] = conversation.data;
  });
}

async function forward(cloud: Cloud, request: RoutedRequest): Promise<CloudResponse> {
  const activity = parsed(request.body);
  const read = activitySchema.safeParse(activity);
  remember(cloud, activity);
  try {
    const answer = await deliver(cloud, new Uint8Array(request.body), request.headers['content-type'] ?? 'application/json', read.success ? read.data.serviceUrl : '', turnTimeoutMs);
    return { status: answer.status, body: answer.body, ...(answer.contentType === null ? {} : { headers: { 'Content-Type': answer.contentType } }) };
  } catch (error) {
    if (error instanceof BotUnreachableError) return refusal(502, 'BotNotReachable', error.message);
    throw error;
  }
}

/**
 * The channel between a Teams client and the bot. A client on this machine that knows the secret posts activities here; each goes on to the
 * bot unchanged, with the signature that the channel gives it. A browser page cannot use it: whatever bears an Origin is refused.
 */
export const channelFront: Area = (cloud) => [
  loopbackOnly({
    method: 'POST',
    path: '/{secret}/api/messages',
    handle: (request) => {
      if (!sameSecret(request.param('secret'), cloud.options.frontSecret)) return refusal(404, 'NotFound', 'Nothing answers at this address.');
      if (request.headers.origin !== undefined) return refusal(403, 'ForbiddenOrigin', 'The channel front does not answer web pages.');
      return forward(cloud, request);
    },
  }),
];
