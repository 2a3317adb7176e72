import { ConfidentialClientApplication } from '@azure/msal-node';
import { CloudAdapter, ConfigurationBotFrameworkAuthentication, type Request, type TurnContext } from 'botbuilder';
import { AppCredentials, AuthenticationConstants, ServiceClientCredentialsFactory, type BotFrameworkAuthentication } from 'botframework-connector';
import restify from 'restify';
import { botId, tenantId } from '../../../../infra/local/seed/people.js';
import { teamsIdOf } from '../../../../infra/local/seed/teams-ids.js';
import { botSecret, type TestCloud } from './cloud-fixture.js';

/** Connector tokens from the tenant's own authority. The SDK's password factory would ask Microsoft's public directory about the host first. */
class LocalCredentials extends AppCredentials {
  readonly #application: ConfidentialClientApplication;

  constructor(cloud: TestCloud, scope: string) {
    super(botId, tenantId, scope);
    this.#application = new ConfidentialClientApplication({
      auth: { clientId: botId, clientSecret: botSecret, authority: cloud.authority, knownAuthorities: [new URL(cloud.url).host] },
    });
  }

  /** Past the SDK's cache, which the whole process shares: it would answer with a token of another test's tenant. */
  override async getToken(): Promise<string> {
    return (await this.refreshToken()).accessToken;
  }

  protected override async refreshToken(): Promise<{ accessToken: string; expiresOn: Date }> {
    const result = await this.#application.acquireTokenByClientCredential({ scopes: [`${this.oAuthScope}/.default`] });
    if (!result?.expiresOn) throw new Error('No connector token');
    return { accessToken: result.accessToken, expiresOn: result.expiresOn };
  }
}

class LocalCredentialsFactory extends ServiceClientCredentialsFactory {
  readonly #cloud: TestCloud;

  constructor(cloud: TestCloud) {
    super();
    this.#cloud = cloud;
  }

  override isValidAppId(appId: string): Promise<boolean> {
    return Promise.resolve(appId === botId);
  }

  override isAuthenticationDisabled(): Promise<boolean> {
    return Promise.resolve(false);
  }

  override createCredentials(_appId: string, audience: string): Promise<AppCredentials> {
    return Promise.resolve(new LocalCredentials(this.#cloud, audience));
  }
}

/** What the bot presents to the token service. */
export const botCredentials = (cloud: TestCloud): Promise<AppCredentials> => new LocalCredentialsFactory(cloud).createCredentials(botId, AuthenticationConstants.ToChannelFromBotOAuthScope);

/** The SDK's own authentication, with nothing changed but addresses. */
export function botAuthentication(cloud: TestCloud): BotFrameworkAuthentication {
  return new ConfigurationBotFrameworkAuthentication(
    {
      MicrosoftAppId: botId,
      MicrosoftAppTenantId: tenantId,
      MicrosoftAppType: 'SingleTenant',
      ValidateAuthority: true,
      ToChannelFromBotLoginUrl: cloud.authority,
      ToChannelFromBotOAuthScope: AuthenticationConstants.ToChannelFromBotOAuthScope,
      ToBotFromChannelTokenIssuer: AuthenticationConstants.ToBotFromChannelTokenIssuer,
      OAuthUrl: cloud.url,
      ToBotFromChannelOpenIdMetadataUrl: `${cloud.url}/botframework/.well-known/openidconfiguration`,
      ToBotFromEmulatorOpenIdMetadataUrl: `${cloud.authority}/v2.0/.well-known/openid-configuration`,
      CallerId: 'urn:botframework:azure',
    },
    new LocalCredentialsFactory(cloud),
  );
}

export interface TestBot {
  readonly url: string;
  readonly adapter: CloudAdapter;
  stop(): Promise<void>;
}

/** A bot on a free port with authentication on, as the product hosts one; tells the cloud where it is. */
export async function startTestBot(cloud: TestCloud, turn: (context: TurnContext) => Promise<void>): Promise<TestBot> {
  const adapter = new CloudAdapter(botAuthentication(cloud));
  const server = restify.createServer();
  server.use(restify.plugins.bodyParser({ maxBodySize: 6 * 1024 * 1024 }));
  server.post('/api/messages', async (request, response) => {
    await adapter.process(request as unknown as Request, response, turn);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const url = `http://127.0.0.1:${server.address().port}/api/messages`;
  cloud.setBotUrl(url);
  return {
    url,
    adapter,
    stop: () =>
      new Promise((resolve) => {
        server.close(resolve);
      }),
  };
}

/** A message of a person in their personal chat with the bot, as Teams sends it. */
export function activityFrom(person: { readonly id: string; readonly name: string }, more: object = {}): object {
  return {
    type: 'message',
    id: 'activity-1',
    text: 'hello',
    channelId: 'msteams',
    serviceUrl: 'http://127.0.0.1:56150/_connector',
    from: { id: teamsIdOf(person.id), name: person.name, aadObjectId: person.id },
    recipient: { id: `28:${botId}`, name: 'Lockkeeper' },
    conversation: { id: `personal-${person.id}`, conversationType: 'personal', tenantId },
    ...more,
  };
}
