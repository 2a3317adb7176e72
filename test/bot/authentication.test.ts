import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT, type CryptoKey, type JWK } from 'jose';
import { ClaimsIdentity } from 'botframework-connector';
import { CachedAuthentication } from '../../bot/authentication.js';
import { readConfig } from '../../bot/config.js';

const appId = '8a0b6d3e-41c7-4b59-8a36-0f1f7a2e9d10';
const issuer = 'https://api.botframework.com';

/** A server that answers with what `answers` says of its path, and counts. */
async function listen(answer: (path: string) => { readonly status: number; readonly body: unknown; readonly headers?: Readonly<Record<string, string>> }): Promise<{ readonly server: Server; readonly url: string; readonly asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    request.resume();
    const { status, body, headers } = answer(request.url ?? '');
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return { server, asked, url: `http://127.0.0.1:${String(typeof address === 'object' && address !== null ? address.port : 0)}` };
}

function authenticationWith(metadataUrl: string): CachedAuthentication {
  const group = (n: number): string => `b0000000-0000-4000-8000-00000000000${String(n)}`;
  const config = readConfig({
    DATABASE_URL: 'postgres://localhost/none',
    MICROSOFT_APP_TYPE: 'SingleTenant',
    MICROSOFT_APP_ID: appId,
    MICROSOFT_APP_TENANT_ID: '5f3c1d52-7b0e-4d6a-9c1f-2f6f0f6a1c01',
    MICROSOFT_APP_PASSWORD: 'of-no-use',
    OAUTH_CONNECTION_NAME: 'grantor',
    SYSTEM_MANAGER_GROUP: group(1),
    PROGRAMME_MANAGER_GROUP: group(2),
    FINANCE_GROUP: group(3),
    REFEREE_COLLEGE_GROUP: group(4),
    DOCUMENT_STORE_URL: 'http://127.0.0.1:1/none',
    PUBLIC_URL: 'http://127.0.0.1:1',
  });
  return new CachedAuthentication({ ...config, CHANNEL_OPENID_METADATA_URL: metadataUrl }, () => () => Promise.resolve('token'));
}

describe('admitting a token before its activity is read', () => {
  let key: CryptoKey;
  let strange: CryptoKey;
  let keys: Awaited<ReturnType<typeof listen>>;

  before(async () => {
    const pair = await generateKeyPair('RS256');
    key = pair.privateKey;
    ({ privateKey: strange } = await generateKeyPair('RS256'));
    const jwk: JWK = { ...(await exportJWK(pair.publicKey)), kid: 'k' };
    keys = await listen((path) => ({ status: 200, body: path === '/keys' ? { keys: [{ ...jwk, endorsements: ['msteams'] }, { ...jwk, kid: 'other-channels', endorsements: ['webchat'] }] } : { jwks_uri: `${keys.url}/keys` } }));
  });
  after(() => keys.server.close());

  interface Wishes { readonly issuer?: string; readonly audience?: string | string[]; readonly expiresIn?: number; readonly notBeforeIn?: number; readonly kid?: string; readonly by?: CryptoKey }
  const token = (wishes: Wishes = {}): Promise<string> => {
    const now = Math.floor(Date.now() / 1000);
    return new SignJWT({ serviceurl: 'https://smba.trafficmanager.net/uk/' })
      .setProtectedHeader({ alg: 'RS256', kid: wishes.kid ?? 'k' })
      .setIssuer(wishes.issuer ?? issuer)
      .setAudience(wishes.audience ?? appId)
      .setNotBefore(now + (wishes.notBeforeIn ?? -60))
      .setExpirationTime(now + (wishes.expiresIn ?? 300))
      .sign(wishes.by ?? key);
  };
  const unsigned = (): string => new UnsecuredJWT({}).setIssuer(issuer).setAudience(appId).setExpirationTime('5m').encode();

  it('admits what the channel signed for this bot', async () => {
    const authentication = authenticationWith(`${keys.url}/admits`);
    await authentication.admit(`Bearer ${await token()}`);
    await authentication.admit(`Bearer ${await token({ expiresIn: -240 })}`);
  });

  const outwardly: readonly (readonly [name: string, header: () => Promise<string> | string])[] = [
    ['x', () => 'Bearer x'],
    ['three parts that are no token', () => 'Bearer a.b.c'],
    ['another scheme', async () => `Basic ${await token()}`],
    ['two tokens', async () => `Bearer ${await token()}, ${await token()}`],
    ['no signature', unsigned],
    ['no signature, in the scheme', () => `Bearer ${unsigned()}`],
    ['a shared secret’s algorithm', async () => `Bearer ${await new SignJWT({}).setProtectedHeader({ alg: 'HS256', kid: 'k' }).setIssuer(issuer).setAudience(appId).setExpirationTime('5m').sign(new TextEncoder().encode('k'.repeat(32)))}`],
    ['another issuer', async () => `Bearer ${await token({ issuer: 'https://sts.windows.net/x/' })}`],
    ['another bot', async () => `Bearer ${await token({ audience: '11111111-2222-4333-8444-555555555555' })}`],
    ['several bots', async () => `Bearer ${await token({ audience: [appId, 'other'] })}`],
    ['a time that is over', async () => `Bearer ${await token({ expiresIn: -360 })}`],
    ['a time that has not come', async () => `Bearer ${await token({ notBeforeIn: 360, expiresIn: 900 })}`],
  ];
  for (const [name, header] of outwardly) {
    it(`refuses by its look, and asks for no key: ${name}`, async () => {
      const before = keys.asked.length;
      await assert.rejects(authenticationWith(`${keys.url}/never-asked-${String(outwardly.findIndex(([other]) => other === name))}`).admit(await header()), { statusCode: 401 });
      assert.equal(keys.asked.length, before);
    });
  }

  for (const [name, wishes] of [['a key that nobody knows', { kid: 'nobody' }], ['the key of other channels', { kid: 'other-channels' }]] as const) {
    it(`refuses ${name}`, async () => {
      await assert.rejects(authenticationWith(`${keys.url}/unknown`).admit(`Bearer ${await token(wishes)}`), { statusCode: 401 });
    });
  }

  it('refuses another key’s signature under the channel’s key id', async () => {
    await assert.rejects(authenticationWith(`${keys.url}/strange`).admit(`Bearer ${await token({ by: strange })}`), { statusCode: 401 });
  });
});

describe('messages outside a turn', () => {
  it('are sent once: what the channel refuses is the outbox’s to repeat, with the wait that the channel asked for', async () => {
    const channel = await listen(() => ({ status: 429, body: {}, headers: { 'retry-after': '1' } }));
    const connectors = authenticationWith('https://localhost/none').createConnectorFactory(new ClaimsIdentity([{ type: 'aud', value: appId }]));
    const client = await connectors.create(channel.url, issuer);
    await assert.rejects(client.conversations.sendToConversation('c', { type: 'message' }), (error: { statusCode?: number; response?: { headers: { get(name: string): string | undefined } } }) => {
      assert.equal(error.statusCode, 429);
      assert.equal(error.response?.headers.get('retry-after'), '1');
      return true;
    });
    assert.equal(channel.asked.length, 1);
    channel.server.closeAllConnections();
    channel.server.close();
  });
});
