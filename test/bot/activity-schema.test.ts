import assert from 'node:assert/strict';
import fc from 'fast-check';
import { TurnContext, type Activity } from 'botbuilder';
import { isAllowedServiceUrl, isOwnChat, readActivity, tenantOf } from '../../bot/activity-schema.js';

const smallest = { type: 'message', channelId: 'msteams', serviceUrl: 'https://smba.trafficmanager.net/uk/', from: { id: '29:a' }, recipient: { id: '28:b' }, conversation: { id: 'c' } };

describe('reading an activity', () => {
  it('takes the smallest that the SDK can work with', () => {
    assert.equal(readActivity(smallest)?.type, 'message');
  });

  for (const part of Object.keys(smallest)) {
    it(`refuses one without ${part}`, () => {
      assert.equal(readActivity({ ...smallest, [part]: undefined }), undefined);
    });
  }

  it('keeps what it does not know, for the routes that do', () => {
    const read = readActivity({ ...smallest, value: { action: { type: 'Action.Execute' } }, channelData: { tenant: { id: 't' }, team: { id: 'x' } } });
    assert.deepEqual(read?.value, { action: { type: 'Action.Execute' } });
    assert.deepEqual(read?.channelData, { tenant: { id: 't' }, team: { id: 'x' } });
  });

  it('makes dates of times, and nothing of what is no time', () => {
    assert.deepEqual(readActivity({ ...smallest, timestamp: '2026-11-22T10:00:00Z' })?.timestamp, new Date('2026-11-22T10:00:00Z'));
    assert.equal(readActivity({ ...smallest, timestamp: 'yesterday' })?.timestamp, undefined);
  });

  it('drops from every text, and every key, what the database cannot hold', () => {
    const read = readActivity({ ...smallest, text: 'a\0b\uD800c', value: { list: ['\0', { 'k\0ey': '\uDC00' }] } });
    assert.equal(read?.text, 'ab\uFFFDc');
    assert.deepEqual(read?.value, { list: ['', { key: '\uFFFD' }] });
  });

  it('whatever JSON is in the value: it reads as a text the database takes, or not at all', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        const read = readActivity({ ...smallest, value });
        const text = JSON.stringify(read?.value ?? null);
        assert.doesNotMatch(text, /\\u0000/);
        assert.ok(text.isWellFormed() && !/\\ud[89a-f]/i.test(text));
      }),
      { numRuns: 300 },
    );
  });

  it('refuses what nests deeper than any card, however deep', () => {
    const nested = (levels: number): unknown => JSON.parse(`${'['.repeat(levels)}${']'.repeat(levels)}`);
    assert.ok(readActivity({ ...smallest, value: nested(40) }));
    assert.equal(readActivity({ ...smallest, value: nested(60) }), undefined);
    assert.equal(readActivity({ ...smallest, value: nested(200_000) }), undefined);
  });

  it('refuses what holds more than any card, wide or deep', () => {
    assert.ok(readActivity({ ...smallest, value: Array.from({ length: 15_000 }, () => ({})) }));
    assert.equal(readActivity({ ...smallest, value: Array.from({ length: 20_000 }, () => ({})) }), undefined);
    assert.equal(readActivity({ ...smallest, value: Object.fromEntries(Array.from({ length: 20_000 }, (_none, n) => [String(n), ''])) }), undefined);
    assert.equal(readActivity({ ...smallest, value: Array.from({ length: 200 }, () => Array.from({ length: 100 }, () => 0)) }), undefined);
  });

  const mention = { type: 'mention', text: '<at>Lockkeeper</at>', mentioned: { id: '28:b' } };
  const entities: readonly (readonly [name: string, entities: unknown, text: string | undefined, kept: unknown])[] = [
    ['the bot’s mention', [mention], '<at>Lockkeeper</at> help', [mention]],
    ['what is no mention', [{ type: 'clientInfo', locale: 'en-GB' }], 'help', [{ type: 'clientInfo', locale: 'en-GB' }]],
    ['nothing', [null], 'help', []],
    ['an empty object', [{}], 'help', []],
    ['a type that is no text', [{ type: 7 }], 'help', []],
    ['a mention of nobody', [{ type: 'mention' }, { type: 'Mention', text: 'x', mentioned: null }], 'help', []],
    ['a mention without its text', [{ type: 'mention', mentioned: { id: '28:b' } }], 'help', []],
    ['a mention in a message without text', [mention], undefined, []],
    ['what is no list', { length: 1e9, 0: { type: 'mention', mentioned: {} } }, 'help', undefined],
    ['null for the list', null, 'help', undefined],
  ];
  for (const [name, given, text, kept] of entities) {
    it(`of entities the SDK gets what it can read: ${name}`, () => {
      const read = readActivity({ ...smallest, entities: given, ...(text === undefined ? {} : { text }) });
      assert.deepEqual(read?.entities, kept);
      assert.doesNotThrow(() => TurnContext.removeRecipientMention(read as Activity));
    });
  }

  it('refuses what names a prototype', () => {
    assert.equal(readActivity(JSON.parse(`{"__proto__":{},${JSON.stringify(smallest).slice(1)}`)), undefined);
    assert.equal(readActivity({ ...smallest, value: JSON.parse('[{"a":{"__proto__":{"admin":true}}}]') as unknown }), undefined);
  });
});

describe('the tenant of an activity', () => {
  it('is what the channel says, or else the conversation', () => {
    const read = (more: object): string | undefined => {
      const activity = readActivity({ ...smallest, ...more });
      return activity && tenantOf(activity);
    };
    assert.equal(read({ channelData: { tenant: { id: 'one' } }, conversation: { id: 'c', tenantId: 'two' } }), 'one');
    assert.equal(read({ conversation: { id: 'c', tenantId: 'two' } }), 'two');
    assert.equal(read({}), undefined);
  });
});

describe('a person’s own chat', () => {
  const rows: readonly (readonly [conversation: object, own: boolean])[] = [
    [{ id: 'a:1XyZ', conversationType: 'personal' }, true],
    [{ id: 'personal-researcher', conversationType: 'personal' }, true],
    [{ id: '19:8f2e_c41a@unq.gbl.spaces', conversationType: 'personal' }, false],
    [{ id: 'a:1XyZ' }, false],
    [{ id: 'a:1XyZ', conversationType: 'groupChat' }, false],
    [{ id: 'a:1XyZ', conversationType: '' }, false],
  ];
  for (const [conversation, own] of rows) {
    it(`${JSON.stringify(conversation)}: ${own ? 'yes' : 'no'}`, () => {
      assert.equal(isOwnChat({ conversation } as Activity), own);
    });
  }
});

describe('a serviceUrl that may get the bot’s token', () => {
  const hosts = ['smba.trafficmanager.net', 'localhost', '127.0.0.1'];
  const rows: readonly (readonly [url: string, allowed: boolean])[] = [
    ['https://smba.trafficmanager.net/uk/', true],
    ['https://SMBA.trafficmanager.net/uk/', true],
    ['https://smba.trafficmanager.net:8443/', true],
    ['http://localhost:56150/_connector', true],
    ['http://127.0.0.1:9/', true],
    ['http://smba.trafficmanager.net/uk/', false],
    ['https://smba.trafficmanager.net.attacker.example/', false],
    ['https://attacker.example/smba.trafficmanager.net', false],
    ['https://attacker.example#smba.trafficmanager.net', false],
    ['https://smba.trafficmanager.net@attacker.example/', false],
    ['https://user@smba.trafficmanager.net/', false],
    ['https://:password@smba.trafficmanager.net/', false],
    ['https://evil-smba.trafficmanager.net/', false],
    ['https://smba.trafficmanager.net./', false],
    ['https://xn--smba-.trafficmanager.net/', false],
    ['https://[::1]/', false],
    ['ftp://localhost/', false],
    ['ws://localhost/', false],
    ['javascript:alert(1)', false],
    ['//smba.trafficmanager.net/', false],
    ['smba.trafficmanager.net', false],
    ['', false],
  ];
  for (const [url, allowed] of rows) {
    it(`${url === '' ? 'nothing' : url}: ${allowed ? 'yes' : 'no'}`, () => {
      assert.equal(isAllowedServiceUrl(url, hosts), allowed);
    });
  }

  it('loopback only where the list names it', () => {
    assert.equal(isAllowedServiceUrl('http://localhost:1/', ['smba.trafficmanager.net']), false);
    assert.equal(isAllowedServiceUrl('https://localhost:1/', ['smba.trafficmanager.net']), false);
  });

  it('whatever the address: no host that is not on the list', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (url) => {
        assert.equal(isAllowedServiceUrl(url, hosts), hosts.includes(new URL(url).hostname) && url.startsWith('https:'));
      }),
    );
  });
});
