import assert from 'node:assert/strict';
import { createServer, request as httpRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { generateKeyPair, SignJWT } from 'jose';
import { CloudAdapter, type Activity, type TurnContext } from 'botbuilder';
import { botId, people } from '../../../../infra/local/seed/people.js';
import { activityFrom, startTestBot, type TestBot } from './bot-fixture.js';
import { frontSecret, startTestCloud, type TestCloud } from './cloud-fixture.js';

function post(url: string, body: string, headers: Record<string, string> = {}): Promise<{ status: number; body: string; contentType: string | undefined }> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(url, { method: 'POST', headers: { 'Content-Type': 'application/json', ...headers } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8'), contentType: response.headers['content-type'] });
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

describe('channel front with a bot whose authentication is on', () => {
  let cloud: TestCloud;
  let bot: TestBot;
  const turns: { readonly activity: Activity; readonly audience: unknown }[] = [];

  before(async () => {
    cloud = await startTestCloud();
    bot = await startTestBot(cloud, async (context: TurnContext) => {
      turns.push({ activity: context.activity, audience: context.turnState.get(context.adapter instanceof CloudAdapter ? context.adapter.BotIdentityKey : Symbol())?.getClaimValue('aud') });
      if (context.activity.type === 'invoke') await context.sendActivity({ type: 'invokeResponse', value: { status: 200, body: { seen: context.activity.name } } });
    });
  });
  beforeEach(() => {
    turns.length = 0;
  });
  after(async () => {
    await bot.stop();
    await cloud.remove();
  });

  it('signs an activity so that the adapter accepts it as the channel’s', async () => {
    const answer = await post(cloud.frontUrl, JSON.stringify(activityFrom(people.amara)));
    assert.equal(answer.status, 200);
    assert.equal(turns.length, 1);
    assert.equal(turns[0]?.activity.text, 'hello');
    assert.equal(turns[0].audience, botId);
  });

  it('returns the bot’s answer to an invoke: status, body and content type', async () => {
    const answer = await post(cloud.frontUrl, JSON.stringify(activityFrom(people.amara, { type: 'invoke', name: 'adaptiveCard/action' })));
    assert.equal(answer.status, 200);
    assert.deepEqual(JSON.parse(answer.body), { seen: 'adaptiveCard/action' });
    assert.match(answer.contentType ?? '', /^application\/json/);
  });

  it('vouches for Teams alone: an activity of another channel is refused by the adapter', async () => {
    const answer = await post(cloud.frontUrl, JSON.stringify(activityFrom(people.amara, { channelId: 'webchat' })));
    assert.equal(answer.status, 401);
    assert.equal(turns.length, 0);
  });

  it('refuses a web page, whatever its origin', async () => {
    for (const origin of ['http://evil.example', 'null', cloud.signInBaseUrl]) {
      assert.equal((await post(cloud.frontUrl, JSON.stringify(activityFrom(people.amara)), { Origin: origin })).status, 403);
    }
    assert.equal(turns.length, 0);
  });

  it('refuses a host name that is not loopback', async () => {
    assert.equal((await post(cloud.frontUrl, JSON.stringify(activityFrom(people.amara)), { Host: 'rebound.example:80' })).status, 403);
    assert.equal(turns.length, 0);
  });

  it('answers 404 where the secret is wrong, missing, or the path is another', async () => {
    for (const path of ['/api/messages', '/wrong_secret_wrong/api/messages', `/${frontSecret}/api/other`, `/${frontSecret}`]) {
      assert.equal((await post(`${cloud.signInBaseUrl}${path}`, '{}')).status, 404, path);
    }
    assert.equal(turns.length, 0);
  });

  it('leaves the bot to refuse what goes round the front: no token, or one signed by another key', async () => {
    const { privateKey } = await generateKeyPair('RS256');
    const { keys } = (await (await fetch(`${cloud.url}/botframework/keys`)).json()) as { keys: { kid: string }[] };
    const forge = (kid: string): Promise<string> =>
      new SignJWT({ serviceurl: 'http://127.0.0.1:56150/_connector' })
        .setProtectedHeader({ alg: 'RS256', kid })
        .setIssuer('https://api.botframework.com')
        .setAudience(botId)
        .setExpirationTime('5m')
        .sign(privateKey);
    const activity = JSON.stringify(activityFrom(people.amara));
    assert.equal((await post(bot.url, activity)).status, 401);
    assert.equal((await post(bot.url, activity, { Authorization: `Bearer ${await forge('another')}` })).status, 401);
    assert.notEqual((await post(bot.url, activity, { Authorization: `Bearer ${await forge(keys[0]!.kid)}` })).status, 200);
    assert.equal(turns.length, 0);
  });
});

describe('channel front, what it hands on', () => {
  let cloud: TestCloud;
  let sink: Server;
  const received: { body: Buffer; authorization: string }[] = [];

  before(async () => {
    cloud = await startTestCloud();
    sink = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        received.push({ body: Buffer.concat(chunks), authorization: request.headers.authorization ?? '' });
        response.writeHead(418, { 'Content-Type': 'text/plain' });
        response.end('short and stout');
      });
    });
    await new Promise<void>((resolve) => sink.listen(0, '127.0.0.1', resolve));
  });
  beforeEach(() => {
    received.length = 0;
    cloud.setBotUrl(`http://127.0.0.1:${(sink.address() as AddressInfo).port}/api/messages`);
  });
  after(async () => {
    sink.close();
    await cloud.remove();
  });

  const claims = (authorization: string): Record<string, unknown> => JSON.parse(Buffer.from(authorization.split('.')[1] ?? '', 'base64url').toString('utf8')) as Record<string, unknown>;

  it('passes the bytes on unchanged and the answer back', async () => {
    const body = `{"serviceUrl" : "https://elsewhere.example/",\n  "text":"h\u00e9llo \\u00e9"}`;
    const answer = await post(cloud.frontUrl, body);
    assert.equal(received[0]?.body.toString('utf8'), body);
    assert.deepEqual({ status: answer.status, body: answer.body, contentType: answer.contentType }, { status: 418, body: 'short and stout', contentType: 'text/plain' });
  });

  it('signs exactly the service URL that the activity names, for the bot, for a few minutes', async () => {
    await post(cloud.frontUrl, JSON.stringify({ serviceUrl: 'https://elsewhere.example/x' }));
    const { serviceurl, aud, iss, exp, iat } = claims(received[0]?.authorization ?? '');
    assert.deepEqual({ serviceurl, aud, iss }, { serviceurl: 'https://elsewhere.example/x', aud: botId, iss: 'https://api.botframework.com' });
    assert.ok(Number(exp) - Number(iat) <= 300);
  });

  it('hands on what is not JSON, signed for no service', async () => {
    await post(cloud.frontUrl, 'not json');
    assert.equal(received[0]?.body.toString('utf8'), 'not json');
    assert.equal(claims(received[0].authorization)['serviceurl'], '');
  });

  it('refuses more than 6 MB', async () => {
    const answer = await post(cloud.frontUrl, JSON.stringify({ text: 'x'.repeat(6 * 1024 * 1024) }));
    assert.equal(answer.status, 413);
    assert.equal(received.length, 0);
  });

  it('answers 502 with the reason while the bot is not there', async () => {
    cloud.setBotUrl('http://127.0.0.1:9/api/messages');
    const answer = await post(cloud.frontUrl, '{}');
    assert.equal(answer.status, 502);
    assert.match(answer.body, /BotNotReachable.*did not answer/);
  });
});
