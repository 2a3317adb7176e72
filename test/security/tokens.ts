import assert from 'node:assert/strict';
import { generateKeyPair, UnsecuredJWT, type CryptoKey } from 'jose';
import { FurtherBot } from '../e2e/further-bot.js';
import { signed, signingKeys, type SigningKey, type TokenWishes } from '../e2e/channel-tokens.js';
import type { StackWorld } from '../e2e/stack-world.js';

const channelIssuer = 'https://api.botframework.com';

/** Posted at the bot itself, without the channel front that would sign. */
export function refusesTokens(world: () => StackWorld): void {
  describe('tokens that are not the channel’s for this bot', () => {
    let bot: FurtherBot;
    let channel: SigningKey;
    let tenant: SigningKey;
    let strange: CryptoKey;
    let refused = 0;
    const strangers = 20;

    const botId = (): string => world().stack.ready.botId;
    const tenantId = (): string => world().stack.ready.tenantId;
    const wishes = (more: TokenWishes = {}): TokenWishes => ({ issuer: channelIssuer, audience: botId(), ...more, claims: { serviceurl: world().teams.serviceUrl, ...more.claims } });
    const fromChannel = async (more: TokenWishes = {}): Promise<string> => `Bearer ${await signed(channel.key, channel.kid, wishes(more))}`;
    const fromTenant = async (more: TokenWishes): Promise<string> => `Bearer ${await signed(tenant.key, tenant.kid, wishes(more))}`;
    const post = (authorization: string | undefined, more: object = {}): ReturnType<StackWorld['teams']['post']> => {
      const { teams, person } = bind(world());
      return teams.post(teams.activity(person, { type: 'message', text: 'help', ...more }), bot.url, authorization === undefined ? {} : { authorization });
    };

    before(async function () {
      this.timeout(180_000);
      bot = await FurtherBot.start(world().runtime);
      ({ channel, tenant } = await signingKeys(world().stack.stateFolder));
      ({ privateKey: strange } = await generateKeyPair('RS256'));
    });

    it('lets the channel’s own token in, so that the refusals mean something', async () => {
      assert.equal((await post(await fromChannel())).status, 200);
    });

    const cases: readonly (readonly [name: string, header: () => Promise<string | undefined>])[] = [
      ['no token', () => Promise.resolve(undefined)],
      ['an empty header', () => Promise.resolve(' ')],
      ['a scheme without a token', () => Promise.resolve('Bearer')],
      ['another scheme', () => Promise.resolve('Basic Ym90OnNlY3JldA==')],
      ['no token at all behind the scheme', () => Promise.resolve('Bearer not-a-token')],
      ['three parts that are no token', () => Promise.resolve('Bearer a.b.c')],
      ['three parts of JSON that is no object', () => Promise.resolve(`Bearer ${['null', 'null', ''].map((part) => Buffer.from(part).toString('base64url')).join('.')}`)],
      ['an unsigned token', () => Promise.resolve(`Bearer ${new UnsecuredJWT({ serviceurl: world().teams.serviceUrl }).setIssuer(channelIssuer).setAudience(botId()).setIssuedAt().setExpirationTime('5m').encode()}`)],
      ['the signature cut off', async () => (await fromChannel()).replace(/[^.]+$/, '')],
      ['another key under the channel’s key id', async () => `Bearer ${await signed(strange, channel.kid, wishes())}`],
      ['a key id that nobody knows', async () => `Bearer ${await signed(strange, 'nobody', wishes())}`],
      ['the public key used as a shared secret', async () => `Bearer ${await signed(new TextEncoder().encode(channel.jwk.n ?? ''), channel.kid, wishes({ algorithm: 'HS256' }))}`],
      ['an expired token', () => fromChannel({ expiresIn: -600 })],
      ['a token that is not valid yet', () => fromChannel({ notBeforeIn: 3_000, expiresIn: 6_000 })],
      ['a token for another bot', () => fromChannel({ audience: '11111111-2222-4333-8444-555555555555' })],
      ['a token for nobody', async () => `Bearer ${await signed(channel.key, channel.kid, { issuer: channelIssuer, claims: { serviceurl: world().teams.serviceUrl } })}`],
      ['another issuer', () => fromChannel({ issuer: 'https://api.botframework.example' })],
      ['no issuer', async () => `Bearer ${await signed(channel.key, channel.kid, { audience: botId(), claims: { serviceurl: world().teams.serviceUrl } })}`],
      ['a token for another serviceUrl', () => fromChannel({ claims: { serviceurl: 'http://127.0.0.1:9/elsewhere' } })],
      ['a token that names no serviceUrl', async () => `Bearer ${await signed(channel.key, channel.kid, { issuer: channelIssuer, audience: botId() })}`],
      ['the Emulator’s kind of token', () => fromTenant({ issuer: `https://sts.windows.net/${tenantId()}/`, claims: { ver: '1.0', appid: botId() } })],
      ['the Emulator’s kind of token, by an issuer that the SDK trusts', () => fromTenant({ issuer: 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/', claims: { ver: '1.0', appid: botId() } })],
      ['a skill’s kind of token', () => fromTenant({ issuer: 'https://login.microsoftonline.com/d6d49420-f39b-4df7-a1dc-d59a935871db/v2.0', claims: { ver: '2.0', azp: '99999999-2222-4333-8444-555555555555' } })],
      ['a person’s token for the bot’s API', () => fromTenant({ issuer: `https://login.microsoftonline.com/${tenantId()}/v2.0`, claims: { ver: '2.0', oid: world().person('ines').aadObjectId, azp: botId(), scp: 'access_as_user' } })],
      ['two tokens in one header', async () => `${await fromChannel()}, ${await fromChannel()}`],
    ];
    for (const [name, header] of cases) {
      it(`refuses ${name}`, async () => {
        const before = world().teams.chat(world().person('ines')).length;
        const answer = await post(await header());
        assert.equal(answer.status, 401, JSON.stringify(answer));
        assert.deepEqual(Object.keys(answer.body ?? {}), ['error'], 'the answer says nothing about the inside');
        assert.doesNotMatch(JSON.stringify(answer.body), /jwt|kid|issuer|audience|signature|expired/i);
        assert.equal(world().teams.chat(world().person('ines')).length, before, 'nothing was said');
        refused += 1;
      });
    }

    for (const channelId of ['webchat', 'emulator', 'directline', 'AseChannel', 'unknown']) {
      it(`refuses the channel ${channelId}, for which the key does not vouch`, async () => {
        assert.equal((await post(await fromChannel(), { channelId })).status, 401);
        refused += 1;
      });
    }

    it('a token that was good for one serviceUrl is not for another', async () => {
      const token = await fromChannel();
      assert.equal((await post(token)).status, 200);
      assert.equal((await post(token, { serviceUrl: 'http://127.0.0.1:9/connector' })).status, 401);
      refused += 1;
    });

    it('tells people of other tenants so, whatever id they bring', async () => {
      for (let n = 0; n < strangers; n += 1) {
        const stranger = { from: { id: `29:${String(n)}`, name: 'x', aadObjectId: `<b>any text ${String(n)}` }, channelData: { tenant: { id: '11111111-1111-4111-8111-111111111111' } } };
        assert.equal((await post(await fromChannel(), stranger)).status, 200);
      }
    });

    it('counts the refused tokens in the audit, in one entry, and the strangers in another', async () => {
      const head = await world().auditHead();
      assert.equal(await bot.stop(), 0, bot.lines.join(''));
      const counted = (await world().auditSince(head)).filter(({ action }) => action === 'activity.authenticate');
      assert.equal(counted.length, 1);
      assert.match(counted[0]?.entry ?? '', new RegExp(`"token":${String(refused)}\\b`));
      const turnedAway = (await world().auditSince(head)).filter(({ action }) => action === 'activity.turn-away');
      assert.deepEqual(turnedAway.map(({ actor_id }) => actor_id), ['unknown']);
      assert.match(turnedAway[0]?.entry ?? '', new RegExp(`"other-tenant":${String(strangers)}\\b`));
      assert.doesNotMatch(bot.lines.join(''), /eyJ/, 'no token stands in the log');
    });
  });
}

const bind = (world: StackWorld): { readonly teams: StackWorld['teams']; readonly person: ReturnType<StackWorld['person']> } => ({ teams: world.teams, person: world.person('ines') });
