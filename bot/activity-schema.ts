import { z } from 'zod';
import type { Activity } from 'botbuilder';

/** Longest text of a message that is read; more is no sentence to a bot. */
export const longestText = 10_000;

/** How deep an activity may nest; those of Teams stay far below. */
const deepest = 50;

/** How many values an activity may hold; a card with all its data holds some hundreds. */
const mostValues = 20_000;

const account = z.looseObject({ id: z.string().min(1).max(300), name: z.string().max(1_000).optional(), aadObjectId: z.string().max(64).optional() });

/** What every activity must hold before anything looks at it. What else it holds is read by the routes, each with its own schema. */
const activity = z.looseObject({
  type: z.string().min(1).max(100),
  id: z.string().min(1).max(500).optional(),
  name: z.string().max(200).optional(),
  text: z.string().max(1_000_000).optional(),
  locale: z.string().max(35).optional(),
  channelId: z.string().min(1).max(100),
  serviceUrl: z.string().min(1).max(500),
  from: account,
  recipient: account,
  conversation: z.looseObject({ id: z.string().min(1).max(500), conversationType: z.string().max(50).optional(), tenantId: z.string().max(64).optional() }),
  channelData: z.looseObject({ tenant: z.looseObject({ id: z.string().max(64) }).optional() }).optional(),
  replyToId: z.string().max(500).optional(),
  attachments: z.array(z.looseObject({ contentType: z.string().max(300).optional() })).max(100).optional(),
  timestamp: z.string().max(60).optional(),
  localTimestamp: z.string().max(60).optional(),
});

const entity = z.looseObject({ type: z.string().max(300) });
const mention = entity.extend({ text: z.string().min(1), mentioned: z.looseObject({ id: z.string() }) });

/** The entities that the SDK can read: it takes the bot's mention out of the text, and trusts that there is one. */
function wellFormed(entities: readonly unknown[], text: string | undefined): readonly unknown[] {
  return entities.filter((item) => {
    const read = entity.safeParse(item);
    if (!read.success) return false;
    return read.data.type.toLowerCase() !== 'mention' || (text !== undefined && mention.safeParse(item).success);
  });
}

/**
 * Reads an activity from a request's body; undefined when it is none. Times become dates, as the SDK expects them. Texts lose what the
 * database cannot hold: U+0000, and halves of characters.
 */
export function readActivity(body: unknown): Activity | undefined {
  if (!isTame(body)) return undefined;
  const parsed = activity.safeParse(storable(body));
  if (!parsed.success) return undefined;
  const { timestamp, localTimestamp, entities, ...rest } = parsed.data;
  const date = (text: string | undefined): Date | undefined => (text === undefined || Number.isNaN(Date.parse(text)) ? undefined : new Date(text));
  // The schema is as strict as the SDK's own validation, whose result type names far more than any channel sends.
  return { ...rest, ...(Array.isArray(entities) ? { entities: wellFormed(entities, rest.text) } : {}), timestamp: date(timestamp), localTimestamp: date(localTimestamp) } as unknown as Activity;
}

/**
 * False for what nests too deeply, holds too much, or names a prototype: copying such a key would set it. Level by level, not by recursion:
 * what is refused here could be deeper than the stack.
 */
function isTame(body: unknown): boolean {
  let level = [body].filter(isObject);
  let values = 0;
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > deepest) return false;
    const below: object[] = [];
    for (const value of level) {
      if (Object.hasOwn(value, '__proto__')) return false;
      const held: readonly unknown[] = Object.values(value);
      values += held.length;
      if (values > mostValues) return false;
      below.push(...held.filter(isObject));
    }
    level = below;
  }
  return true;
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

const storableText = (text: string): string => text.replaceAll('\0', '').toWellFormed();

function storable(value: unknown): unknown {
  if (typeof value === 'string') return storableText(value);
  if (Array.isArray(value)) return value.map(storable);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [storableText(key), storable(item)]));
}

/** The tenant that an activity comes from, where it says so. */
export function tenantOf(incoming: Activity): string | undefined {
  const data = incoming.channelData as { tenant?: { id?: string } } | undefined;
  return data?.tenant?.id ?? incoming.conversation.tenantId;
}

/**
 * True in the person's own chat with the bot. Teams calls a chat of two people personal too when a message extension is used there; the ids
 * of all chats between people begin with `19:` (Teams' documentation of conversation ids).
 */
export function isOwnChat({ conversation }: Activity): boolean {
  return conversation.conversationType === 'personal' && !conversation.id.startsWith('19:');
}

/** True when `serviceUrl` lies on a host to which the bot's tokens may go: https, or plain http on loopback where the list names it. */
export function isAllowedServiceUrl(serviceUrl: string, hosts: readonly string[]): boolean {
  if (!URL.canParse(serviceUrl)) return false;
  const url = new URL(serviceUrl);
  if (url.username !== '' || url.password !== '') return false;
  const loopback = url.hostname === 'localhost' || url.hostname === '127.0.0.1' || url.hostname === '[::1]';
  return hosts.includes(url.hostname) && (url.protocol === 'https:' || (url.protocol === 'http:' && loopback));
}
