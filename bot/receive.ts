import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { ActivityTypes, INVOKE_RESPONSE_KEY, StatusCodes, type Activity, type TurnContext } from 'botbuilder';
import type { Logger } from 'pino';
import { languageOf, noticeCard, noticeOfError, type Card, type Format, type NoticeKey } from '../cards/index.js';
import { transact, type Surroundings } from '../services/audit/index.js';
import { describeError, LockkeeperError, type PersonActor } from '../services/context/index.js';
import type { Recognised } from '../services/projects/index.js';
import { isOwnChat, tenantOf } from './activity-schema.js';
import type { RefusalCount } from './refusal-count.js';
import { ActivityClaims } from './state/activity-claims.js';
import type { CardCopies } from './state/card-copies.js';
import type { ConversationReferences } from './state/conversation-references.js';
import { messageOf, setTurn, Turn } from './turn.js';

/** What a turn needs before any route sees it. */
export interface Reception {
  readonly world: Surroundings;
  readonly tenantId: string;
  readonly timeZone: string;
  readonly claims: ActivityClaims;
  readonly references: ConversationReferences;
  readonly copies: CardCopies;
  /** Counts refusals of those who are nobody of this tenant. */
  readonly strangers: Pick<RefusalCount, 'add'>;
  readonly log: Logger;
  /** `afresh`: asked of the directory now, for whatever decides; `cached`: its answer of the last minute will do. */
  recognise(personId: string, how: 'cached' | 'afresh'): Promise<Recognised>;
  /** Hands the turn to the routes. */
  route(context: TurnContext): Promise<void>;
}

const directoryId = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * The way of every authenticated activity: channel, tenant and person are checked, then it is claimed, so that a repeated delivery does
 * nothing twice, then the routes see it. Who is refused is told so, and the refusal is on record: one by one for people of this tenant, as
 * counts for everybody else.
 */
export async function receive(reception: Reception, context: TurnContext): Promise<void> {
  const { activity } = context;
  const format: Format = { language: languageOf(activity.locale), timeZone: reception.timeZone };
  const claimed = activity.from.aadObjectId?.toLowerCase();
  const personId = claimed !== undefined && directoryId.test(claimed) ? claimed : undefined;
  if (activity.channelId !== 'msteams') return turnAway(reception, context, format, 'other-channel', personId);
  if (tenantOf(activity)?.toLowerCase() !== reception.tenantId || personId === undefined) return turnAway(reception, context, format, 'other-tenant', personId);
  // Installations and arrivals come again at every start of a client and change nothing: they need no claim.
  if (activity.id === undefined || activity.type === ActivityTypes.InstallationUpdate) return handle(reception, context, format, personId);

  const key = ActivityClaims.key({ channelId: activity.channelId, conversationId: activity.conversation.id, personId, id: activity.id });
  const claim = await claimOrWait(reception.claims, key);
  if (claim === 'in-work') return repeat(context, undefined);
  if (claim !== 'mine') return repeat(context, claim.response);
  try {
    await handle(reception, context, format, personId);
  } catch (error) {
    await reception.claims.release(key);
    throw error;
  }
  await reception.claims.finish(key, responseOf(context));
}

/** A second delivery of an activity in work waits a little for the first one's answer. */
async function claimOrWait(claims: ActivityClaims, key: string): Promise<'mine' | 'in-work' | { readonly response: Record<string, unknown> | null }> {
  for (let waited = 0; waited < 12; waited += 1) {
    const claim = await claims.claim(key);
    if (claim.kind === 'mine') return 'mine';
    if (claim.kind === 'done') return { response: claim.response };
    await pause(250);
  }
  return 'in-work';
}

function repeat(context: TurnContext, response: Record<string, unknown> | null | undefined): void {
  if (context.activity.type !== ActivityTypes.Invoke) return;
  context.turnState.set(INVOKE_RESPONSE_KEY, { type: 'invokeResponse', value: response ?? { status: StatusCodes.OK, body: { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: '' } } });
}

function responseOf(context: TurnContext): Record<string, unknown> | undefined {
  return context.turnState.get<{ value?: Record<string, unknown> } | undefined>(INVOKE_RESPONSE_KEY)?.value;
}

async function handle(reception: Reception, context: TurnContext, format: Format, personId: string): Promise<void> {
  const correlationId = randomUUID();
  try {
    await talk(reception, context, format, personId, correlationId);
  } catch (error) {
    const known = error instanceof LockkeeperError;
    reception.log[known ? 'warn' : 'error']({ err: describeError(error), correlationId }, 'a turn ended with an error');
    await tell(context, noticeCard({ notice: known ? noticeOfError(error.code) : 'unexpected', values: { reference: correlationId } }, format));
  }
}

const looks: ReadonlySet<string> = new Set(['request.show', 'request.history', 'record.show']);

/** A button that acts on a request or a gate's record decides, whatever it turns out to hold, and wherever its data says so. */
function decides({ value }: Activity): boolean {
  const sent = value as { verb?: unknown; action?: { verb?: unknown; data?: { verb?: unknown } | null } | null } | null | undefined;
  return [sent?.verb, sent?.action?.verb, sent?.action?.data?.verb].some((verb) => typeof verb === 'string' && /^(?:request|record)\./.test(verb) && !looks.has(verb));
}

/** In a group or a channel others read along: requests and decisions belong into the person's own chat. What a search finds is shown to its person alone. */
const isForPersonalChat = ({ type, name }: Activity): boolean => type === ActivityTypes.Message || name === 'adaptiveCard/action' || name === 'signin/verifyState';

/** The app came, went, or somebody opened the chat. */
const isArrival = ({ type }: Activity): boolean => type === ActivityTypes.InstallationUpdate || type === ActivityTypes.ConversationUpdate;

/** A message extension is used in any chat, the bot's own or not, and whoever removes the app can't be written to any more. */
const isContact = ({ type, name, action }: Activity): boolean => !(name?.startsWith('composeExtension/') ?? false) && !(type === ActivityTypes.InstallationUpdate && action?.startsWith('remove'));

async function talk(reception: Reception, context: TurnContext, format: Format, personId: string, correlationId: string): Promise<void> {
  const recognised = await reception.recognise(personId, decides(context.activity) ? 'afresh' : 'cached');
  if (recognised.kind !== 'known') return refuse(reception, context, format, recognised.kind === 'guest-without-role' ? 'guest-without-role' : 'not-allowed-person', personId);
  const { activity } = context;
  const own = isOwnChat(activity);
  if (!own && isForPersonalChat(activity)) return refuse(reception, context, format, 'not-allowed-channel', personId);
  if (!own && isArrival(activity)) return;
  const turn = new Turn(context, recognised.actor, recognised.person.name, format, correlationId, reception.world, reception.copies);
  setTurn(context, turn);
  if (own && isContact(activity)) await meet(reception, activity, format, personId, correlationId);
  await reception.route(context);
  await turn.finish();
}

async function meet({ references, log }: Reception, activity: Activity, format: Format, personId: string, correlationId: string): Promise<void> {
  const contact = await references.remember(personId, activity, format.language);
  if (contact === 'taken') log.warn({ correlationId }, 'the Teams id of an activity is on record for another person; its chat is not remembered');
}

/** Tells a person of this tenant, and puts the refusal on record. Nothing of the activity but its kind is kept. */
async function refuse(reception: Reception, context: TurnContext, format: Format, reason: NoticeKey, personId: string): Promise<void> {
  const { activity } = context;
  const actor: PersonActor = { kind: 'person', id: personId, systemRoles: new Set() };
  await transact(reception.world, actor, (work) => {
    work.audit.push({ action: 'activity.receive', outcome: 'refused', reason, objectType: 'activity', objectId: activity.type.slice(0, 40), facts: { channel: activity.channelId.slice(0, 40) } });
    return Promise.resolve();
  });
  reception.log.warn({ reason, type: activity.type }, 'activity refused');
  await tell(context, noticeCard({ notice: reason }, format));
}

/** Tells somebody who is nobody of this tenant, and counts them. */
async function turnAway(reception: Reception, context: TurnContext, format: Format, reason: 'other-channel' | 'other-tenant', personId: string | undefined): Promise<void> {
  reception.strangers.add(reason, personId);
  reception.log.warn({ reason, type: context.activity.type }, 'activity refused');
  await tell(context, noticeCard({ notice: reason }, format));
}

/** Says something outside a recognised turn: a message gets a message, a button an error that its client shows. */
async function tell(context: TurnContext, card: Card): Promise<void> {
  if (context.activity.type === ActivityTypes.Message) await context.sendActivity(messageOf(card));
  if (context.activity.type !== ActivityTypes.Invoke) return;
  const body = { statusCode: 400, type: 'application/vnd.microsoft.error', value: { code: 'BadRequest', message: card.summary } };
  context.turnState.set(INVOKE_RESPONSE_KEY, { type: 'invokeResponse', value: { status: StatusCodes.OK, body } });
}
