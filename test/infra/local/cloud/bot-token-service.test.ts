import assert from 'node:assert/strict';
import { decodeJwt } from 'jose';
import type { TurnContext } from 'botbuilder';
import { ClaimsIdentity, TokenApiClient, type UserTokenClient } from 'botframework-connector';
import type { Activity } from 'botframework-schema';
import { botId, people, removerId } from '../../../../infra/local/seed/people.js';
import { teamsIdOf } from '../../../../infra/local/seed/teams-ids.js';
import { activityFrom, botAuthentication, botCredentials, startTestBot, type TestBot } from './bot-fixture.js';
import { connectionName, removerSecret, startTestCloud, type TestCloud } from './cloud-fixture.js';
import { confidentialClient, userToken } from './token-fixture.js';

const hour = 3600;

describe('Bot Framework token service', () => {
  let cloud: TestCloud;
  let bot: TestBot;
  let client: UserTokenClient;
  const invokes: { readonly code: unknown; readonly from: string | undefined; readonly conversation: string }[] = [];

  before(async () => {
    cloud = await startTestCloud();
    bot = await startTestBot(cloud, async (context: TurnContext) => {
      if (context.activity.name !== 'signin/verifyState') return;
      invokes.push({ code: (context.activity.value as { state: unknown }).state, from: context.activity.from.aadObjectId, conversation: context.activity.conversation.id });
      await context.sendActivity({ type: 'invokeResponse', value: { status: 200 } });
    });
    // As the product calls it outside a turn: with an identity that names the bot, and nothing else.
    client = await botAuthentication(cloud).createUserTokenClient(new ClaimsIdentity([{ type: 'aud', value: botId }], true));
  });
  beforeEach(() => {
    invokes.length = 0;
  });
  after(async () => {
    await bot.stop();
    await cloud.remove();
  });

  const getToken = async (person: { readonly id: string }, code = ''): Promise<string | undefined> => (await client.getUserToken(teamsIdOf(person.id), connectionName, 'msteams', code))?.token;
  const signInLink = async (person: { readonly id: string; readonly name: string }): Promise<string> => {
    const { signInLink: link } = await client.getSignInResource(connectionName, activityFrom(person) as Activity, '');
    assert.ok(link);
    return link;
  };
  const confirm = (link: string, origin: string): Promise<Response> =>
    fetch(`${cloud.signInBaseUrl}/sign-in`, { method: 'POST', headers: { Origin: origin }, body: new URLSearchParams({ state: new URL(link).searchParams.get('state') ?? '' }) });
  const codeOn = (page: string): string => /<output>(\d{6})<\/output>/.exec(page)?.[1] ?? '';

  it('knows nobody who has not signed in', async () => {
    assert.equal(await getToken(people.amara), undefined);
    assert.deepEqual(
      (await client.getTokenStatus(teamsIdOf(people.amara.id), 'msteams', '')).map(({ connectionName: name, hasToken }) => ({ name, hasToken })),
      [{ name: connectionName, hasToken: false }],
    );
  });

  it('signs a person in by a page that says who, and tells the bot in the conversation that asked', async () => {
    const link = await signInLink(people.ines);
    assert.ok(link.startsWith(`${cloud.signInBaseUrl}/sign-in?state=`));
    const page = await (await fetch(link)).text();
    assert.match(page, /Sign in as Ines Carvalho/);

    const confirmed = await confirm(link, cloud.signInBaseUrl);
    assert.equal(confirmed.status, 200);
    const text = await confirmed.text();
    assert.match(text, /You are signed in/);
    const code = codeOn(text);
    assert.deepEqual(invokes, [{ code, from: people.ines.id, conversation: `personal-${people.ines.id}` }]);

    assert.equal(await getToken(people.ines), undefined, 'nothing lasts before the code has come back');
    assert.equal(await getToken(people.ines, code === '000000' ? '000001' : '000000'), undefined);
    const token = await getToken(people.ines, code);
    const { aud, oid, scp } = decodeJwt(token ?? '');
    assert.deepEqual({ aud, oid, scp }, { aud: `api://botid-${botId}`, oid: people.ines.id, scp: 'access_as_user' });
    assert.equal(await getToken(people.ines), token);
  });

  it('lets a link be used once, from its own page, within the hour', async () => {
    const link = await signInLink(people.lena);
    assert.equal((await confirm(link, 'http://evil.example')).status, 403);
    assert.equal((await confirm(link, 'null')).status, 403);
    assert.equal((await confirm(link, cloud.signInBaseUrl)).status, 200);
    assert.equal((await confirm(link, cloud.signInBaseUrl)).status, 410);
    assert.equal((await fetch(link)).status, 410);
    const late = await signInLink(people.lena);
    cloud.advance(hour + 1);
    assert.equal((await fetch(late)).status, 410);
    assert.equal((await confirm(late, cloud.signInBaseUrl)).status, 410);
  });

  it('takes a code for the person it was shown to only, and for ten minutes', async () => {
    const code = codeOn(await (await confirm(await signInLink(people.omar), cloud.signInBaseUrl)).text());
    assert.equal(await getToken(people.lena, code), undefined);
    cloud.advance(601);
    assert.equal(await getToken(people.omar, code), undefined);
  });

  it('renews the hour’s token while the sign-in lasts, which is 90 days', async () => {
    await cloud.admin('/sign-in', { userId: people.ruth.id });
    const first = await getToken(people.ruth);
    cloud.advance(hour);
    const second = await getToken(people.ruth);
    assert.ok(first !== undefined && second !== undefined && first !== second);
    cloud.advance(90 * 24 * hour);
    assert.equal(await getToken(people.ruth), undefined);
  });

  it('exchanges the Teams client’s token for a sign-in of the same person', async () => {
    const { tokenExchangeResource } = await client.getSignInResource(connectionName, activityFrom(people.mei) as Activity, '');
    assert.equal(tokenExchangeResource?.uri, `api://botid-${botId}`);
    const exchanged = await client.exchangeToken(teamsIdOf(people.mei.id), connectionName, 'msteams', { token: await userToken(cloud, people.mei) });
    assert.equal(decodeJwt(exchanged.token)['oid'], people.mei.id);
    assert.equal(await getToken(people.mei), exchanged.token);
  });

  it('does not exchange somebody else’s token, or a forged one', async () => {
    // The SDK does not throw on this 400: it answers with the error in the place of a token.
    const exchange = async (token: string): Promise<string | undefined> => (await client.exchangeToken(teamsIdOf(people.david.id), connectionName, 'msteams', { token })).token;
    assert.equal(await exchange(await userToken(cloud, people.mei)), undefined);
    assert.equal(await exchange(`${(await userToken(cloud, people.david)).slice(0, -6)}AAAAAA`), undefined);
    assert.equal(await getToken(people.david), undefined);
  });

  it('forgets a person who signs out, or whose account is disabled', async () => {
    await cloud.admin('/sign-in', { userId: people.priya.id });
    assert.ok(await getToken(people.priya));
    await client.signOutUser(teamsIdOf(people.priya.id), connectionName, 'msteams');
    assert.equal(await getToken(people.priya), undefined);

    await cloud.admin('/sign-in', { userId: teamsIdOf(people.claire.id) });
    await cloud.admin('/account', { userId: people.claire.id, enabled: false });
    assert.equal(await getToken(people.claire), undefined);
  });

  it('proves step-up by a sign-in on the page, not by single sign-on', async () => {
    await cloud.admin('/step-up', { userId: people.jonas.id, required: true });
    await cloud.admin('/sign-in', { userId: people.jonas.id });
    const exchange = async (assertion: string) => confidentialClient(cloud).acquireTokenOnBehalfOf({ oboAssertion: assertion, scopes: ['https://graph.microsoft.com/GroupMember.ReadWrite.All'] });
    await assert.rejects(exchange((await getToken(people.jonas)) ?? ''), { errorCode: 'interaction_required' });
    const code = codeOn(await (await confirm(await signInLink(people.jonas), cloud.signInBaseUrl)).text());
    assert.equal((await exchange((await getToken(people.jonas, code)) ?? ''))?.account?.username, people.jonas.mail);
  });

  it('refuses a connection that the bot does not have, and a person who is not in the tenant', async () => {
    await assert.rejects(client.getSignInResource('another', activityFrom(people.amara) as Activity, ''));
    await assert.rejects(client.getSignInResource(connectionName, activityFrom({ id: 'f0000000-0000-4000-8000-000000000000', name: 'Nobody' }) as Activity, ''));
  });

  it('gives the sign-in link alone as text, and no tokens for other resources', async () => {
    const identity = new ClaimsIdentity([{ type: 'aud', value: botId }], true);
    const api = new TokenApiClient(await botCredentials(cloud), { baseUri: cloud.url });
    const state = { connectionName, msAppId: botId, conversation: { user: { id: teamsIdOf(people.amara.id) }, channelId: 'msteams' } };
    const link = (await api.botSignIn.getSignInUrl(Buffer.from(JSON.stringify(state)).toString('base64')))._response.bodyAsText;
    assert.match(await (await fetch(link)).text(), /Sign in as Amara Okafor/);
    const other = await botAuthentication(cloud).createUserTokenClient(identity);
    await assert.rejects(other.getAadTokens(teamsIdOf(people.amara.id), connectionName, ['https://graph.microsoft.com'], 'msteams'), { statusCode: 400 });
  });

  it('answers the bot alone: not without a token, with one for Graph, or with the remover’s', async () => {
    await cloud.admin('/sign-in', { userId: people.ruth.id });
    const remover = confidentialClient(cloud, removerId, removerSecret);
    const tokens = [
      undefined,
      (await confidentialClient(cloud).acquireTokenByClientCredential({ scopes: ['https://graph.microsoft.com/.default'] }))?.accessToken,
      (await remover.acquireTokenByClientCredential({ scopes: ['https://api.botframework.com/.default'] }))?.accessToken,
    ];
    const query = new URLSearchParams({ userId: teamsIdOf(people.ruth.id), connectionName, channelId: 'msteams' }).toString();
    for (const token of tokens) {
      const response = await fetch(`${cloud.url}/api/usertoken/GetToken?${query}`, { headers: token === undefined ? {} : { Authorization: `Bearer ${token}` } });
      assert.equal(response.status, 401);
    }
  });
});
