import { hash } from 'node:crypto';
import { ConfigurationBotFrameworkAuthentication, type Activity } from 'botbuilder';
import {
  AuthenticationConstants,
  AuthenticationError,
  ConnectorFactory,
  type AuthenticateRequestResult,
  type ClaimsIdentity,
  type ConnectorClient,
  type UserTokenClient,
} from 'botframework-connector';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { LRUCache } from 'lru-cache';
import { ChannelCredentialsFactory, type ChannelTokens } from './credentials.js';
import type { Config } from './config.js';

/** A verified token is trusted this long at most, and never past its own end. */
const trustMs = 5 * 60_000;

/** The clocks of the channel and the bot may differ by so much: the SDK's own tolerance. */
const toleranceMs = 5 * 60_000;

/** How long one call of the channel may take: somewhat less than the outbox waits, so that what it has given up is not sent after all. */
const callMs = 12_000;

/**
 * The SDK's authentication with bounded caches: stock, it verifies the same token anew and builds new clients at every turn, which is most of
 * a turn's work. What a token's verification depended on (the token, the channel, the serviceUrl) is the cache's key.
 */
export class CachedAuthentication extends ConfigurationBotFrameworkAuthentication {
  private readonly verified = new LRUCache<string, AuthenticateRequestResult>({ max: 2_000, ttl: trustMs });
  private readonly tokenClients = new LRUCache<string, UserTokenClient>({ max: 10 });
  private readonly connectors = new LRUCache<string, ConnectorClient>({ max: 100 });
  private readonly senders = new LRUCache<string, ConnectorClient>({ max: 100 });
  private readonly admitted = new LRUCache<string, true>({ max: 2_000, ttl: trustMs });

  /** @param tokens gives access tokens of the bot for an audience: the SDK's own credentials cannot use an authority of another address */
  constructor(
    private readonly config: Config,
    tokens: ChannelTokens,
  ) {
    super(sdkOptions(config), new ChannelCredentialsFactory(config.MICROSOFT_APP_ID, config.MICROSOFT_APP_TENANT_ID, tokens));
  }

  /**
   * What can be told of a token before its activity is read: that the channel signed it for this bot, and that it holds now. Whether it is
   * for this activity is told by `authenticateRequest`.
   * @throws AuthenticationError 401 when it is not
   */
  async admit(authHeader: string): Promise<void> {
    const key = hash('sha256', authHeader);
    if (this.admitted.has(key)) return;
    if (!this.couldBeTheChannels(authHeader)) throw new AuthenticationError('Unauthorized. Not a token of the channel.', 401);
    const { claimsIdentity } = await super.authenticateStreamingRequest(authHeader, 'msteams').catch((error: unknown) => {
      throw isTokenFault(error) ? new AuthenticationError('Unauthorized. The token does not hold.', 401) : error;
    });
    const left = Number(claimsIdentity.getClaimValue('exp')) * 1000 - Date.now();
    if (left > 0) this.admitted.set(key, true, { ttl: Math.min(left, trustMs) });
  }

  /** What a token says of itself, before anything of it is verified: this costs next to nothing, a signature does not. */
  private couldBeTheChannels(authHeader: string): boolean {
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(authHeader)?.[1];
    if (token === undefined) return false;
    try {
      const { alg } = decodeProtectedHeader(token);
      const { iss, aud, exp, nbf } = decodeJwt(token);
      const now = Date.now();
      return (
        alg !== undefined && AuthenticationConstants.AllowedSigningAlgorithms.some((allowed) => allowed === alg) &&
        iss === this.config.CHANNEL_TOKEN_ISSUER && aud === this.config.MICROSOFT_APP_ID &&
        typeof exp === 'number' && exp * 1000 > now - toleranceMs && (nbf === undefined || nbf * 1000 < now + toleranceMs)
      );
    } catch {
      return false;
    }
  }

  override async authenticateRequest(activity: Activity, authHeader: string): Promise<AuthenticateRequestResult> {
    const key = hash('sha256', JSON.stringify([authHeader, activity.channelId, activity.serviceUrl]));
    const known = this.verified.get(key);
    if (known) return { ...known };
    // The SDK accepts tokens of the Emulator, of skills and of an Azure Stack channel too, and fetches keys for them; only the channel talks to this bot.
    if (claimedIssuer(authHeader) !== this.config.CHANNEL_TOKEN_ISSUER) throw new AuthenticationError('Unauthorized. Not a token of the channel.', 401);
    const result = await super.authenticateRequest(activity, authHeader).catch((error: unknown) => {
      throw isTokenFault(error) ? new AuthenticationError('Unauthorized. The token does not hold.', 401) : error;
    });
    // The same once more, of the token that was verified.
    if (result.claimsIdentity.getClaimValue(AuthenticationConstants.IssuerClaim) !== this.config.CHANNEL_TOKEN_ISSUER) {
      throw new AuthenticationError('Unauthorized. Not a token of the channel.', 401);
    }
    const trusted = { ...result, ...(result.connectorFactory ? { connectorFactory: new CachedConnectors(result.connectorFactory, this.connectors, inTime) } : {}) };
    const left = Number(result.claimsIdentity.getClaimValue('exp')) * 1000 - Date.now();
    if (left > 0) this.verified.set(key, trusted, { ttl: Math.min(left, trustMs) });
    return { ...trusted };
  }

  /** For messages outside a turn: the outbox repeats those that fail. */
  override createConnectorFactory(claimsIdentity: ClaimsIdentity): ConnectorFactory {
    return new CachedConnectors(super.createConnectorFactory(claimsIdentity), this.senders, (client) => once(inTime(client)));
  }

  override async createUserTokenClient(claimsIdentity: ClaimsIdentity): Promise<UserTokenClient> {
    const key = claimsIdentity.getClaimValue(AuthenticationConstants.AudienceClaim) ?? '';
    const known = this.tokenClients.get(key);
    if (known) return known;
    const client = await super.createUserTokenClient(claimsIdentity);
    this.tokenClients.set(key, client);
    return client;
  }
}

/** Who a token says it is from, before anything of it is verified. */
function claimedIssuer(authHeader: string): string | undefined {
  try {
    return decodeJwt(authHeader.replace(/^Bearer /, '')).iss;
  } catch {
    return undefined;
  }
}

/** What the SDK's token library throws for a token that does not hold; the SDK turns only an expired one into its own error. */
const isTokenFault = (error: unknown): boolean => error instanceof Error && ['JsonWebTokenError', 'NotBeforeError', 'TokenExpiredError', 'SyntaxError'].includes(error.name);

/** The SDK's client waits for ever for an answer: a channel that gives none would hold up a turn, or the outbox. */
function inTime(client: ConnectorClient): ConnectorClient {
  const send = client.sendOperationRequest.bind(client);
  client.sendOperationRequest = (args, spec, callback) => send({ ...args, options: { ...args.options, abortSignal: AbortSignal.timeout(callMs) } }, spec, callback);
  return client;
}

/**
 * The SDK's client repeats by itself what fails, and waits as long as the channel asks meanwhile. It has no setting against that, so the policy
 * is taken out of the pipeline of the client that it wraps.
 */
function once(client: ConnectorClient): ConnectorClient {
  const { pipeline } = (client as unknown as { client: { pipeline: { removePolicy(which: { name: string }): unknown } } }).client;
  pipeline.removePolicy({ name: 'defaultRetryPolicy' });
  return client;
}

/** One connector client per channel address: its credentials keep their token. */
class CachedConnectors extends ConnectorFactory {
  constructor(
    private readonly inner: ConnectorFactory,
    private readonly connectors: LRUCache<string, ConnectorClient>,
    private readonly prepare: (client: ConnectorClient) => ConnectorClient,
  ) {
    super();
  }

  override async create(serviceUrl: string, audience: string): Promise<ConnectorClient> {
    const key = `${audience} ${serviceUrl}`;
    const known = this.connectors.get(key);
    if (known) return known;
    const client = this.prepare(await this.inner.create(serviceUrl, audience));
    this.connectors.set(key, client);
    return client;
  }
}

/** The SDK's own names. With one address set it needs all of them, so all are. */
function sdkOptions(config: Config): ConstructorParameters<typeof ConfigurationBotFrameworkAuthentication>[0] {
  return {
    MicrosoftAppId: config.MICROSOFT_APP_ID,
    MicrosoftAppTenantId: config.MICROSOFT_APP_TENANT_ID,
    ValidateAuthority: true,
    ToChannelFromBotLoginUrl: `${config.ENTRA_AUTHORITY}/${config.MICROSOFT_APP_TENANT_ID}`,
    ToChannelFromBotOAuthScope: config.CHANNEL_OAUTH_SCOPE,
    ToBotFromChannelTokenIssuer: config.CHANNEL_TOKEN_ISSUER,
    ToBotFromChannelOpenIdMetadataUrl: config.CHANNEL_OPENID_METADATA_URL,
    ToBotFromEmulatorOpenIdMetadataUrl: `${config.ENTRA_AUTHORITY}/${config.MICROSOFT_APP_TENANT_ID}/v2.0/.well-known/openid-configuration`,
    OAuthUrl: config.TOKEN_SERVICE_URL,
    CallerId: '',
  };
}
