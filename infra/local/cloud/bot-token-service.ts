import { z } from 'zod';
import type { Area, Cloud } from './cloud.js';
import { botFramework } from './entra/resources.js';
import { json, type CloudResponse, type RoutedRequest } from './router.js';
import { conversationSchema, type Conversation } from './state.js';
import { tenantIssuer } from './tenant.js';
import { bearerOf, verifyToken } from './tokens.js';
import type { SignInKey } from './user-sign-ins.js';

/** A refusal of the token service, in the Bot Framework's error form. */
class TokenServiceError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.name = 'TokenServiceError';
    this.status = status;
    this.code = code;
  }
}

const botClaims = z.object({ appid: z.string() });

/** Only the bot itself may ask, with the token it gets for https://api.botframework.com. */
async function requireBot(cloud: Cloud, request: RoutedRequest): Promise<void> {
  const refuse = (): never => {
    throw new TokenServiceError(401, 'Unauthorized', 'The token service answers the bot only, with its connector token.');
  };
  const token = bearerOf(request.headers.authorization);
  if (token === undefined) return refuse();
  const payload = await verifyToken(token, cloud.keys.tenant, { issuer: tenantIssuer(cloud), audience: botFramework.uri, now: cloud.now() }).catch(refuse);
  const claims = botClaims.safeParse(payload);
  if (!claims.success || claims.data.appid !== cloud.signIns.bot()) refuse();
}

function query(request: RoutedRequest, name: string): string {
  const value = request.url.searchParams.get(name);
  if (!value) throw new TokenServiceError(400, 'BadArgument', `Missing required query string parameter: ${name}`);
  return value;
}

function checkConnection(cloud: Cloud, connectionName: string): string {
  if (connectionName === cloud.options.connectionName) return connectionName;
  throw new TokenServiceError(404, 'NotFound', `The bot has no OAuth connection setting '${connectionName}'; it has '${cloud.options.connectionName}'.`);
}

const channelOf = (request: RoutedRequest): string => request.url.searchParams.get('channelId') ?? 'msteams';

const keyOf = (cloud: Cloud, request: RoutedRequest): SignInKey => ({
  teamsUserId: query(request, 'userId'),
  channelId: channelOf(request),
  connectionName: checkConnection(cloud, query(request, 'connectionName')),
});

/** 404 without a body is what the clients read as "not signed in". */
async function tokenResponse(cloud: Cloud, key: SignInKey): Promise<CloudResponse> {
  const found = await cloud.signIns.tokenFor(key);
  if (!found) return { status: 404 };
  return json(200, { channelId: key.channelId, connectionName: key.connectionName, token: found.token, expiration: found.expiration.toISOString() });
}

const stateSchema = z.object({
  connectionName: z.string(),
  msAppId: z.string(),
  conversation: z.object({
    activityId: z.string().optional(),
    user: z.looseObject({ id: z.string() }),
    bot: z.looseObject({ id: z.string() }).optional(),
    conversation: z.looseObject({ id: z.string() }).optional(),
    channelId: z.string(),
    serviceUrl: z.string().optional(),
  }),
});

function readState(request: RoutedRequest): z.infer<typeof stateSchema> {
  const encoded = query(request, 'state');
  try {
    return stateSchema.parse(JSON.parse(Buffer.from(encoded, 'base64').toString('utf8')));
  } catch {
    throw new TokenServiceError(400, 'BadArgument', 'The state is not a token exchange state in base64.');
  }
}

function conversationOf({ user, bot, conversation, channelId, serviceUrl }: z.infer<typeof stateSchema>['conversation']): Conversation | null {
  const read = conversationSchema.safeParse({ channelId, serviceUrl, from: user, recipient: bot, conversation });
  return read.success ? read.data : null;
}

function createSignInLink(cloud: Cloud, request: RoutedRequest): string {
  const state = readState(request);
  if (state.msAppId !== cloud.signIns.bot()) throw new TokenServiceError(403, 'Forbidden', 'The state names another bot.');
  const connectionName = checkConnection(cloud, state.connectionName);
  const { user, channelId } = state.conversation;
  const person = cloud.signIns.personOf(user.id);
  if (!person) throw new TokenServiceError(404, 'NotFound', `Nobody in the tenant has the Teams user id '${user.id}'.`);
  const nonce = cloud.signIns.createLink({ teamsUserId: user.id, channelId, connectionName }, person, conversationOf(state.conversation));
  return `${cloud.addresses.front}/sign-in?state=${nonce}`;
}

const exchangeSchema = z.object({ token: z.string().optional(), uri: z.string().optional() });
const ssoClaims = z.object({ oid: z.string(), scp: z.string(), acrs: z.array(z.string()).default([]) });

/** Single sign-on: a token that the Teams client got for the bot's API becomes a lasting sign-in of the person it names, and of nobody else. */
async function exchange(cloud: Cloud, request: RoutedRequest): Promise<CloudResponse> {
  const key = keyOf(cloud, request);
  const refuse = (message: string): never => {
    throw new TokenServiceError(400, 'BadArgument', message);
  };
  const body = exchangeSchema.safeParse(JSON.parse(request.body.toString('utf8') || '{}'));
  const token = body.success ? body.data.token : undefined;
  if (token === undefined) return refuse('The request carries no exchangeable token.');
  const bot = cloud.signIns.bot();
  const payload = await verifyToken(token, cloud.keys.tenant, { issuer: tenantIssuer(cloud), audience: [`api://botid-${bot}`, bot], now: cloud.now() }).catch(() => refuse('The exchangeable token is not valid for this bot.'));
  const claims = ssoClaims.safeParse(payload);
  if (!claims.success || !claims.data.scp.split(' ').includes('access_as_user')) return refuse('The exchangeable token lacks the scope access_as_user.');
  const person = cloud.signIns.personOf(key.teamsUserId);
  if (!person?.accountEnabled || person.id !== claims.data.oid) return refuse('The exchangeable token belongs to somebody else.');
  cloud.signIns.signIn(key, person, claims.data.acrs);
  return tokenResponse(cloud, key);
}

async function getToken(cloud: Cloud, request: RoutedRequest): Promise<CloudResponse> {
  const key = keyOf(cloud, request);
  const code = request.url.searchParams.get('code');
  if (code) cloud.signIns.redeemCode(key, code);
  return tokenResponse(cloud, key);
}

function getTokenStatus(cloud: Cloud, request: RoutedRequest): CloudResponse {
  const channelId = channelOf(request);
  const { connectionName } = cloud.options;
  const included = request.url.searchParams.get('include');
  if (included && !included.split(',').includes(connectionName)) return json(200, []);
  const hasToken = cloud.signIns.lasting(query(request, 'userId'), channelId).some((signIn) => signIn.connectionName === connectionName);
  return json(200, [{ channelId, connectionName, hasToken, serviceProviderDisplayName: 'Microsoft Entra ID' }]);
}

function signOut(cloud: Cloud, request: RoutedRequest): CloudResponse {
  const { searchParams } = request.url;
  cloud.signIns.signOut(query(request, 'userId'), searchParams.get('channelId') ?? undefined, searchParams.get('connectionName') ?? undefined);
  return { status: 204 };
}

function signInResource(cloud: Cloud, request: RoutedRequest): CloudResponse {
  const signInLink = createSignInLink(cloud, request);
  const bot = cloud.signIns.bot();
  return json(200, { signInLink, tokenExchangeResource: { id: `${bot}-${cloud.options.connectionName}`, uri: `api://botid-${bot}` } });
}

/** The Bot Framework token service, which the adapter's `OAuthUrl` names: user tokens, sign-in links, single sign-on. */
export const botTokenService: Area = (cloud) => {
  const guarded =
    (handle: (cloud: Cloud, request: RoutedRequest) => Promise<CloudResponse> | CloudResponse) =>
    async (request: RoutedRequest): Promise<CloudResponse> => {
      try {
        await requireBot(cloud, request);
        return await handle(cloud, request);
      } catch (error) {
        if (error instanceof TokenServiceError) return json(error.status, { error: { code: error.code, message: error.message } });
        throw error;
      }
    };
  return [
    { method: 'GET', path: '/api/usertoken/GetToken', handle: guarded(getToken) },
    { method: 'GET', path: '/api/usertoken/GetTokenStatus', handle: guarded(getTokenStatus) },
    { method: 'DELETE', path: '/api/usertoken/SignOut', handle: guarded(signOut) },
    { method: 'POST', path: '/api/usertoken/exchange', handle: guarded(exchange) },
    {
      method: 'POST',
      path: '/api/usertoken/GetAadTokens',
      // Version 1 connections traded tokens per resource here. Ours is an Entra v2 connection for our own API: other resources come through On-Behalf-Of.
      handle: guarded((_cloud, request) => {
        throw new TokenServiceError(400, 'BadArgument', `The connection '${query(request, 'connectionName')}' is not of a kind that gives tokens for other resources.`);
      }),
    },
    { method: 'GET', path: '/api/botsignin/GetSignInUrl', handle: guarded((_cloud, request) => ({ status: 200, headers: { 'Content-Type': 'text/plain; charset=utf-8' }, body: createSignInLink(cloud, request) })) },
    { method: 'GET', path: '/api/botsignin/GetSignInResource', handle: guarded(signInResource) },
  ];
};
