import assert from 'node:assert/strict';
import { people } from '../../infra/local/seed/people.js';
import { signed, signingKeys } from './channel-tokens.js';
import { FurtherBot } from './further-bot.js';
import type { SeedKey, StackWorld } from './stack-world.js';
import type { Answer } from '../support/teams-client.js';

/** Several instances of the bot share one database: whichever a message reaches, the outcome is the same. */
export function sharesOneDatabase(world: () => StackWorld): void {
  describe('two instances of the bot on one database', () => {
    let further: FurtherBot;
    let authorization: string;

    before(async function () {
      this.timeout(180_000);
      further = await FurtherBot.start(world().runtime);
      const { channel } = await signingKeys(world().stack.stateFolder);
      authorization = `Bearer ${await signed(channel.key, channel.kid, { issuer: 'https://api.botframework.com', audience: world().stack.ready.botId, claims: { serviceurl: world().teams.serviceUrl } })}`;
    });
    after(async function () {
      this.timeout(60_000);
      assert.equal(await further.stop(), 0, 'it ends in order');
    });

    /** An action of a card, delivered to one of the two. */
    const act = (key: SeedKey, data: Readonly<Record<string, unknown>>, instance: 'first' | 'further', id?: string): Promise<Answer> => {
      const { teams, stack } = world();
      const activity = teams.activity(world().person(key), { type: 'invoke', name: 'adaptiveCard/action', value: { action: { type: 'Action.Execute', verb: data['verb'], data }, trigger: 'manual' }, ...(id === undefined ? {} : { id }) });
      return teams.post(activity, instance === 'first' ? stack.ready.botUrl : further.url, { authorization });
    };
    const alternate = (index: number): 'first' | 'further' => (index % 2 === 0 ? 'first' : 'further');

    it('a decision that reaches both at once counts once, and is carried out once', async () => {
      const { id } = await world().submitted('lena', { workspace: 2, dataset: 6 });
      const head = await world().auditHead();
      const data = { verb: 'request.approve', requestId: id, version: 1 };
      const answers = await Promise.all(Array.from({ length: 8 }, (_unused, index) => act('ines', data, alternate(index))));
      assert.deepEqual(answers.filter(({ status }) => status !== 200), [], further.lines.slice(-8).join(''));
      assert.equal((await world().votes(id)).length, 1);
      const audited = (await world().auditSince(head)).filter(({ request_id, action }) => request_id === id && action === 'request.approve');
      assert.equal(audited.filter(({ outcome }) => outcome === 'done').length, 1);
      assert.equal(audited.filter(({ outcome }) => outcome === 'unchanged').length, 7, 'each command has its entry');
    });

    it('the same activity delivered to both is handled by one, and gets one answer', async () => {
      const { id } = await world().submitted('ines', { workspace: 2, dataset: 7 });
      const head = await world().auditHead();
      const data = { verb: 'request.withdraw', requestId: id, version: 1 };
      const [one, other] = await Promise.all([act('ines', data, 'first', `twice-${String(id)}`), act('ines', data, 'further', `twice-${String(id)}`)]);
      assert.deepEqual(one, other);
      const audited = (await world().auditSince(head)).filter(({ request_id, action }) => request_id === id && action === 'request.withdraw');
      assert.equal(audited.length, 1);
    });

    it('a dialog goes on at whichever instance its next answer reaches', async () => {
      const { teams, stack } = world();
      const chat = { ...world().person('amara'), conversationId: 'personal-amara-both' };
      const say = (text: string, url: string): Promise<Answer> => teams.post(teams.activity(chat, { type: 'message', text }), url, { authorization });
      await say('request access DS-0006', stack.ready.botUrl);
      await say('To study valves.', further.url);
      await say('in 2 months', stack.ready.botUrl);
      await say('cancel', further.url);
      assert.match(JSON.stringify(teams.chat(chat).at(-1)?.card), /Cancelled/);
      assert.match(JSON.stringify(teams.chat(chat).at(-2)?.card), /To study valves\./);
    });

    it('access that is ready is told once, whichever instance delivers', async () => {
      const { id } = await world().submitted('lena', { workspace: 1, dataset: 2 });
      await world().teams.say(world().person('lena'), 'help');
      await act('ines', { verb: 'request.approve', requestId: id, version: 1 }, 'further');
      await world().reaches(id, 'active');
      await world().told('lena', id, /The access is ready/);
      const ready = world().teams.chat(world().person('lena')).filter(({ card }) => JSON.stringify(card).includes('The access is ready') && JSON.stringify(card).includes(`"requestId":${String(id)}`));
      assert.equal(ready.length, 1);
      assert.equal((await world().membersOf(id)).filter((member) => member === people.lena.id).length, 1);
    });
  });
}
