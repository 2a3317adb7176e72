import { randomUUID } from 'node:crypto';
import type { Cloud } from './cloud.js';
import { BotUnreachableError, deliver } from './deliver.js';
import type { ConfirmedLink } from './user-sign-ins.js';

/** Teams waits this long for the answer to an invoke. */
const invokeTimeoutMs = 5_000;

/**
 * Does what the Teams client does when its sign-in window closes: sends the bot `signin/verifyState` with the code, as the person, in the
 * conversation that asked. Returns whether the bot accepted it; if not, the person can still type the code.
 */
export async function announceSignIn(cloud: Cloud, { user, code, conversation: place }: ConfirmedLink): Promise<boolean> {
  if (!place) return false;
  const invoke = {
    type: 'invoke',
    name: 'signin/verifyState',
    id: `f:${randomUUID()}`,
    timestamp: cloud.now().toISOString(),
    channelId: place.channelId,
    serviceUrl: place.serviceUrl,
    from: { name: user.displayName, aadObjectId: user.id, ...place.from },
    recipient: place.recipient,
    conversation: place.conversation,
    channelData: { tenant: { id: cloud.options.tenantId } },
    value: { state: code },
  };
  try {
    const answer = await deliver(cloud, Buffer.from(JSON.stringify(invoke)), 'application/json', place.serviceUrl, invokeTimeoutMs);
    return answer.status < 300;
  } catch (error) {
    if (error instanceof BotUnreachableError) return false;
    throw error;
  }
}
