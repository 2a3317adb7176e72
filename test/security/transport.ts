import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import { gzipSync } from 'node:zlib';
import { signed, signingKeys, type SigningKey } from '../e2e/channel-tokens.js';
import type { StackWorld } from '../e2e/stack-world.js';
import { textOf } from '../support/teams-client.js';

/** Bodies, headers and addresses as no channel sends them. */
export function survivesTransport(world: () => StackWorld): void {
  describe('bodies and addresses that no channel sends', () => {
    before(() => world().quiet());

    let channel: SigningKey;
    before(async () => {
      ({ channel } = await signingKeys(world().stack.stateFolder));
    });
    afterEach(async () => {
      assert.equal((await fetch(world().stack.ready.healthUrl)).status, 200, 'the bot is alive');
    });

    const token = (serviceUrl = world().teams.serviceUrl): Promise<string> =>
      signed(channel.key, channel.kid, { issuer: 'https://api.botframework.com', audience: world().stack.ready.botId, claims: { serviceurl: serviceUrl } });
    /** Straight to the bot, signed by the channel. */
    const raw = async (body: string | Uint8Array<ArrayBuffer>, headers: Readonly<Record<string, string>> = {}): Promise<Response> =>
      fetch(world().stack.ready.botUrl, { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${await token()}`, ...headers }, body });
    const message = (more: object = {}): Record<string, unknown> => world().teams.activity(world().person('amara'), { type: 'message', text: 'help', ...more });

    it('an activity of 5 MB is refused, by the bot and through the front', async () => {
      const huge = message({ text: 'x'.repeat(5_000_000) });
      assert.equal((await raw(JSON.stringify(huge))).status, 413);
      assert.equal((await world().teams.post(huge)).status, 413);
    });

    it('a compressed body is refused before it is inflated, broken or not', async () => {
      const bomb = gzipSync(Buffer.alloc(60_000_000, 0x20));
      assert.ok(bomb.length < 1_000_000);
      assert.equal((await raw(new Uint8Array(bomb), { 'content-encoding': 'gzip' })).status, 415);
      assert.equal((await raw('this is no gzip', { 'content-encoding': 'gzip' })).status, 415);
      assert.equal((await raw(new Uint8Array(bomb.subarray(0, 100)), { 'content-encoding': 'gzip', authorization: '' })).status, 415);
      assert.equal((await raw('{}', { 'content-encoding': 'br' })).status, 415);
    });

    it('a body of another type is refused, and no part of a form is written anywhere', async () => {
      const form = '--b\r\nContent-Disposition: form-data; name="f"; filename="patients.csv"\r\n\r\nname\r\n--b--\r\n';
      for (const [type, body] of [['multipart/form-data; boundary=b', form], ['application/x-www-form-urlencoded', 'type=message'], ['text/plain', '{}'], ['application/octet-stream', '{}'], ['text/csv', 'a,b']] as const) {
        assert.equal((await raw(body, { 'content-type': type })).status, 415, type);
      }
    });

    for (const [name, body] of [
      ['nothing', ''],
      ['broken JSON', '{"type":"message"'],
      ['a number', '7'],
      ['null', 'null'],
      ['a list', '[]'],
      ['a text', '"message"'],
      ['an empty object', '{}'],
      ['lists as deep as a million characters go', `${'['.repeat(450_000)}${']'.repeat(450_000)}`],
    ] as const) {
      it(`${name} is no activity`, async () => {
        assert.equal((await raw(body)).status, 400);
      });
    }

    it('an activity that nests deeply is refused', async () => {
      const deep = `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`;
      const text = JSON.stringify(message({ value: 'DEEP' })).replace('"DEEP"', deep);
      assert.equal((await raw(text)).status, 400);
    });

    for (const [name, more] of [
      ['no sender', { from: undefined }],
      ['a sender without an id', { from: { aadObjectId: 'a1000000-0000-4000-8000-000000000001' } }],
      ['a list for the sender', { from: [] }],
      ['no conversation', { conversation: undefined }],
      ['a conversation without an id', { conversation: {} }],
      ['no channel', { channelId: undefined }],
      ['no type', { type: undefined }],
      ['a number for the type', { type: 5 }],
      ['a number for the text', { text: 5 }],
      ['a text for the attachments', { attachments: 'x' }],
      ['an id of 10,000 characters', { id: 'x'.repeat(10_000) }],
      ['no serviceUrl', { serviceUrl: undefined }],
    ] as const) {
      it(`an activity with ${name} is refused`, async () => {
        assert.equal((await world().teams.post(message(more))).status, 400);
      });
    }

    it('times that are none are ignored', async () => {
      for (const more of [{ timestamp: 'yesterday' }, { timestamp: '2026-99-99T99:99:99Z' }, { localTimestamp: '' }, { timestamp: '+275760-09-13T00:00:00.001Z' }, { localTimezone: '../../etc' }, { locale: 'tlh-QX' }]) {
        assert.equal((await world().teams.post(message(more))).status, 200, JSON.stringify(more));
        assert.match(world().lastText('amara'), /What you can do here/);
      }
    });

    it('types and invokes that nobody knows are answered and change nothing', async () => {
      const head = await world().auditHead();
      for (const type of ['typing', 'event', 'endOfConversation', 'messageReaction', 'messageUpdate', 'messageDelete', 'trace', 'handoff', 'command', 'deleteUserData', 'contactRelationUpdate', '__proto__', 'x'.repeat(100)]) {
        assert.equal((await world().teams.post(message({ type, text: undefined }))).status, 200, type);
      }
      for (const name of [undefined, 'task/fetch', 'fileConsent/invoke', 'composeExtension/queryLink', 'composeExtension/submitAction', 'actionableMessage/executeAction', 'config/fetch', 'signin/tokenExchange', 'signin/verifyState', 'application/search', 'message/submitAction', 'constructor', 'x'.repeat(200)]) {
        for (const value of [undefined, null, {}, { state: '000000' }, 'x', 7, []]) {
          const answer = await world().teams.post(message({ type: 'invoke', name, value, text: undefined }));
          assert.equal(answer.status, 200, `${String(name)} ${JSON.stringify(value)}`);
        }
      }
      const done = (await world().auditSince(head)).filter(({ outcome, actor_id }) => outcome === 'done' && actor_id === world().person('amara').aadObjectId);
      assert.deepEqual(done, []);
    });

    describe('a serviceUrl that points elsewhere', () => {
      let elsewhere: Server;
      let port = 0;
      const received: string[] = [];
      before(async () => {
        elsewhere = createServer((request, response) => {
          received.push(`${request.method ?? ''} ${request.url ?? ''} ${request.headers.authorization ?? ''}`);
          response.end('{}');
        });
        await new Promise<void>((resolve) => elsewhere.listen(0, '0.0.0.0', resolve));
        const address = elsewhere.address();
        port = typeof address === 'object' && address !== null ? address.port : 0;
      });
      after(() => new Promise((resolve) => elsewhere.close(resolve)));

      const addresses: readonly (readonly [name: string, url: () => string])[] = [
        ['another host', () => `https://attacker.example:${String(port)}/`],
        ['a name that ends like an allowed one', () => `http://localhost.attacker.example:${String(port)}/`],
        ['a name that begins with an allowed one', () => `http://127.0.0.1.nip.example:${String(port)}/`],
        ['an allowed host as the user name', () => `http://localhost@127.0.0.2:${String(port)}/`],
        ['a user and password', () => `http://user:password@127.0.0.1:${String(port)}/`],
        ['another loopback address', () => `http://127.0.0.2:${String(port)}/`],
        ['every address', () => `http://0.0.0.0:${String(port)}/`],
        ['IPv6 loopback', () => `http://[::1]:${String(port)}/`],
        ['IPv4 inside IPv6', () => `http://[::ffff:127.0.0.1]:${String(port)}/`],
        ['a host with a dot behind it', () => `http://localhost.:${String(port)}/`],
        ['an address as one number that is another', () => `http://2130706434:${String(port)}/`],
        ['a file', () => 'file:///etc/passwd'],
        ['a data address', () => 'data:text/plain,x'],
        ['another protocol', () => `ftp://localhost:${String(port)}/`],
        ['no address', () => 'localhost'],
        ['a line break', () => `https://attacker.example/\r\nX-Token: 1`],
      ];
      for (const [name, url] of addresses) {
        it(`${name} is refused, and neither a request nor a token goes there`, async () => {
          const serviceUrl = url();
          const body = JSON.stringify(message({ serviceUrl }));
          const direct = await fetch(world().stack.ready.botUrl, { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${await token(serviceUrl)}` }, body });
          assert.equal(direct.status, 403);
          assert.equal((await world().teams.post(message({ serviceUrl }))).status, 403);
          assert.deepEqual(received, []);
        });
      }

      it('an allowed one that was signed for is used, so that the refusals mean something', async () => {
        assert.equal((await world().teams.post(message({ serviceUrl: `http://127.0.0.1:${String(port)}/`, conversation: { id: 'personal-elsewhere', conversationType: 'personal' } }))).status, 200);
        assert.equal(received.length, 1);
        assert.match(received[0] ?? '', /^POST \/v3\/conversations\/personal-elsewhere\/activities/);
        // Where the person is reached next is here again.
        await world().teams.say(world().person('amara'), 'help');
      });
    });

    it('the front answers no web page, and nobody without its secret', async () => {
      const { messagesUrl } = world().stack.ready;
      for (const origin of ['https://attacker.example', 'null', new URL(messagesUrl).origin]) {
        assert.equal((await world().teams.post(message(), messagesUrl, { origin })).status, 403, origin);
      }
      const guessed = new URL(messagesUrl);
      guessed.pathname = `/${'0'.repeat(48)}/api/messages`;
      assert.equal((await world().teams.post(message(), guessed.href)).status, 404);
    });

    it('the bot’s other addresses give nothing away', async () => {
      const origin = new URL(world().stack.ready.botUrl).origin;
      assert.deepEqual(await (await fetch(`${origin}/health`)).json(), { status: 'alive' });
      assert.deepEqual(await (await fetch(`${origin}/ready`)).json(), { ready: true, database: true, identity: true });
      for (const path of ['/', '/api', '/api/messages/../../etc/passwd', '/metrics', '/.env', '/api/messages/%00']) {
        const answer = await fetch(`${origin}${path}`);
        assert.ok(answer.status === 404 || answer.status === 405, path);
        assert.doesNotMatch(await answer.text(), /node_modules|at .*\.ts/);
      }
    });

    it('what was said above is understood as before', async () => {
      await world().teams.say(world().person('amara'), 'hello');
      assert.match(textOf(world().last('amara').card), /What you can do here/);
    });
  });
}
