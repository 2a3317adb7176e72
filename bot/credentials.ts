import { AppCredentials, ServiceClientCredentialsFactory } from 'botframework-connector';

/** Gives access tokens of the bot for an audience. They are kept and renewed where they come from. */
export type ChannelTokens = (audience: string) => () => Promise<string>;

/** The SDK takes five minutes off; the source keeps its tokens, so asking again is cheap. */
const keepMs = 10 * 60_000;

class ChannelCredentials extends AppCredentials {
  constructor(
    appId: string,
    tenantId: string,
    audience: string,
    private readonly token: () => Promise<string>,
  ) {
    super(appId, tenantId, audience);
  }

  protected override async refreshToken(): Promise<{ accessToken: string; expiresOn: Date }> {
    return { accessToken: await this.token(), expiresOn: new Date(Date.now() + keepMs) };
  }
}

/** The bot's credentials for the SDK: one app id, authentication always on, tokens from a source of our own (secret or managed identity). */
export class ChannelCredentialsFactory extends ServiceClientCredentialsFactory {
  private readonly made = new Map<string, ChannelCredentials>();

  constructor(
    private readonly appId: string,
    private readonly tenantId: string,
    private readonly tokens: ChannelTokens,
  ) {
    super();
  }

  override isValidAppId(appId: string): Promise<boolean> {
    return Promise.resolve(appId === this.appId);
  }

  override isAuthenticationDisabled(): Promise<boolean> {
    return Promise.resolve(false);
  }

  override createCredentials(_appId: string, audience: string): Promise<AppCredentials> {
    let credentials = this.made.get(audience);
    if (!credentials) {
      credentials = new ChannelCredentials(this.appId, this.tenantId, audience, this.tokens(audience));
      this.made.set(audience, credentials);
    }
    return Promise.resolve(credentials);
  }
}
