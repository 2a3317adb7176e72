import assert from 'node:assert/strict';
import type { Activity } from 'botbuilder';
import { ActivityClaims } from '../../bot/state/activity-claims.js';
import { CardCopies } from '../../bot/state/card-copies.js';
import { ConversationReferences } from '../../bot/state/conversation-references.js';
import { ConversationStates } from '../../bot/state/conversation-state.js';
import type { Shows } from '../../bot/turn.js';
import { noticeCard } from '../../cards/index.js';
import { testTurn } from '../support/test-turn.js';
import { testDatabase, type TestDatabase } from '../support/database.js';
import { RequestWorld } from '../support/request-world.js';
import { surroundings, TestClock } from '../support/surroundings.js';

describe('what the bot keeps of its conversations', function () {
  this.timeout(60_000);
  let database: TestDatabase;
  let clock: TestClock;
  before(async () => {
    database = await testDatabase();
  });
  after(() => database.drop());
  beforeEach(() => {
    clock = new TestClock();
  });

  describe('claims of activities', () => {
    const claims = (): ActivityClaims => new ActivityClaims(database.db, clock);

    it('of many at once one gets it', async () => {
      const got = await Promise.all(Array.from({ length: 12 }, () => claims().claim('at-once')));
      assert.equal(got.filter(({ kind }) => kind === 'mine').length, 1);
      assert.equal(got.filter(({ kind }) => kind === 'in-work').length, 11);
    });

    it('a finished one hands out the answer that was given', async () => {
      await claims().claim('finished');
      await claims().finish('finished', { status: 200, body: { value: 'first' } });
      assert.deepEqual(await claims().claim('finished'), { kind: 'done', response: { status: 200, body: { value: 'first' } } });
    });

    it('one whose process is gone can be taken after its lease, by one only', async () => {
      await claims().claim('orphan');
      clock.advance({ minutes: 0.6 });
      assert.equal((await claims().claim('orphan')).kind, 'in-work');
      clock.advance({ minutes: 0.1 });
      const got = await Promise.all([claims().claim('orphan'), claims().claim('orphan'), claims().claim('orphan')]);
      assert.equal(got.filter(({ kind }) => kind === 'mine').length, 1);
    });

    it('one that was given back can be taken at once, a finished one cannot be given back', async () => {
      await claims().claim('back');
      await claims().release('back');
      assert.equal((await claims().claim('back')).kind, 'mine');
      await claims().finish('back', undefined);
      await claims().release('back');
      assert.deepEqual(await claims().claim('back'), { kind: 'done', response: null });
    });

    it('is forgotten after a day, not before', async () => {
      await claims().claim('old');
      await claims().finish('old', undefined);
      clock.advance({ hours: 23 });
      await claims().forgetOld();
      assert.equal((await claims().claim('old')).kind, 'done');
      clock.advance({ hours: 2 });
      await claims().forgetOld();
      assert.equal((await claims().claim('old')).kind, 'mine');
    });

    it('the same id in another conversation or channel, or from another person, is another activity', () => {
      const keys = [
        { channelId: 'msteams', conversationId: 'a', personId: 'p', id: '1' },
        { channelId: 'msteams', conversationId: 'b', personId: 'p', id: '1' },
        { channelId: 'other', conversationId: 'a', personId: 'p', id: '1' },
        { channelId: 'msteams', conversationId: 'a","b', personId: 'p', id: '1' },
        { channelId: 'msteams', conversationId: 'a', personId: 'q', id: '1' },
      ].map(ActivityClaims.key);
      assert.equal(new Set(keys).size, keys.length);
    });
  });

  describe('the state of a dialog', () => {
    const states = (): ConversationStates => new ConversationStates(database.db, clock);

    it('is forgotten a month after the last word', async () => {
      await states().save('left lying', 0, { at: 'terms' });
      clock.advance({ days: 29 });
      await states().forgetOld();
      assert.ok(await states().load('left lying'));
      clock.advance({ days: 2 });
      await states().forgetOld();
      assert.equal(await states().load('left lying'), undefined);
    });

    it('comes back as it was stored, with its version', async () => {
      assert.equal(await states().load('new'), undefined);
      assert.ok(await states().save('new', 0, { dialogStack: [{ id: 'ask', state: { purpose: 'Überprüfung' } }] }));
      assert.deepEqual(await states().load('new'), { version: 1, state: { dialogStack: [{ id: 'ask', state: { purpose: 'Überprüfung' } }] } });
    });

    it('of two turns that read the same, the second does not overwrite the first', async () => {
      await states().save('pair', 0, { at: 0 });
      const saved = await Promise.all([states().save('pair', 1, { at: 1 }), states().save('pair', 1, { at: 2 }), states().save('pair', 0, { at: 3 })]);
      assert.equal(saved.filter(Boolean).length, 1);
      const stored = await states().load('pair');
      assert.equal(stored?.version, 2);
      assert.equal(stored?.state['at'], saved.indexOf(true) + 1);
    });
  });

  describe('where people are reached', () => {
    const activity = (userId: string, conversationId: string): Activity =>
      ({ id: 'turn', channelId: 'msteams', serviceUrl: 'https://smba.trafficmanager.net/uk/', from: { id: userId, name: 'Amara' }, recipient: { id: '28:bot', name: 'Lockkeeper' }, conversation: { id: conversationId } }) as Activity;
    const references = (): ConversationReferences => new ConversationReferences(surroundings(database, clock));

    it('first contact is told once, however many turns come at once', async () => {
      const first = await Promise.all(Array.from({ length: 6 }, () => references().remember('p-first', activity('29:first', 'c-first'), 'en')));
      assert.equal(first.filter((contact) => contact === 'first').length, 1, first.join());
      assert.equal(await references().remember('p-first', activity('29:first', 'c-first'), 'en'), 'unchanged');
    });

    it('the newest chat counts, without the turn it was seen in', async () => {
      await references().remember('p-moves', activity('29:moves', 'c-one'), 'en');
      await references().remember('p-moves', activity('29:moves', 'c-two'), 'en');
      const chat = await references().of('p-moves');
      assert.equal(chat?.reference?.conversation?.id, 'c-two');
      assert.equal(chat?.reference?.activityId, undefined);
    });

    it('a Teams id that is on record for one person is not taken over by another, who keeps the chat they had', async () => {
      await references().remember('p-before', activity('29:same', 'c-before'), 'en');
      assert.equal(await references().remember('p-after', activity('29:same', 'c-after'), 'en'), 'taken');
      assert.equal(await references().of('p-after'), undefined);
      await references().remember('p-after', activity('29:own', 'c-own'), 'en');
      assert.equal(await references().remember('p-after', activity('29:same', 'c-after'), 'en'), 'taken');
      assert.equal((await references().of('p-before'))?.reference?.conversation?.id, 'c-before');
      assert.equal((await references().of('p-after'))?.reference?.conversation?.id, 'c-own');
    });

    it('of two people met at once under one Teams id one is remembered, and neither turn fails', async () => {
      const contacts = await Promise.all(['p-one', 'p-two', 'p-three'].map((person) => references().remember(person, activity('29:at-once', `c-${person}`), 'en')));
      assert.deepEqual([...contacts].sort(), ['first', 'taken', 'taken']);
    });

    it('a chat that another instance stored is put right within a minute', async () => {
      const [here, there] = [references(), references()];
      await here.remember('p-two-instances', activity('29:two', 'c-right'), 'en');
      await there.remember('p-two-instances', activity('29:two', 'c-wrong'), 'en');
      clock.advance({ minutes: 1.1 });
      assert.equal(await here.remember('p-two-instances', activity('29:two', 'c-right'), 'en'), 'changed');
      assert.equal((await references().of('p-two-instances'))?.reference?.conversation?.id, 'c-right');
    });

    it('a lost chat is used no more, who the person is in Teams stays known, and they are met again at once', async () => {
      const here = references();
      await here.remember('p-lost', activity('29:lost', 'c-lost'), 'en');
      const chat = await here.of('p-lost');
      assert.ok(chat);
      await here.lose(chat);
      assert.deepEqual(await here.of('p-lost'), { personId: 'p-lost', teamsUserId: '29:lost', language: 'en', reference: null });
      assert.equal(await here.remember('p-lost', activity('29:lost', 'c-lost'), 'en'), 'changed');
      assert.equal((await here.of('p-lost'))?.reference?.conversation?.id, 'c-lost');
    });

    it('a chat in which the person was met meanwhile is not lost with the earlier one', async () => {
      await references().remember('p-meanwhile', activity('29:meanwhile', 'c-earlier'), 'en');
      const chat = await references().of('p-meanwhile');
      assert.ok(chat);
      await references().remember('p-meanwhile', activity('29:meanwhile', 'c-later'), 'en');
      await references().lose(chat);
      assert.equal((await references().of('p-meanwhile'))?.reference?.conversation?.id, 'c-later');
    });

    it('the welcome is claimed once', async () => {
      await references().remember('p-welcome', activity('29:welcome', 'c-welcome'), 'en');
      const got = await Promise.all([1, 2, 3].map(() => references().claimWelcome('p-welcome')));
      assert.equal(got.filter(Boolean).length, 1);
      assert.equal(await references().claimWelcome('nobody'), false);
    });
  });

  describe('copies of cards', () => {
    it('the newest three of a person’s chat are kept up to date, and a lost one is forgotten', async () => {
      const person = await seedRequest(database);
      const copies = new CardCopies(database.db, clock);
      for (const n of [1, 2, 3, 4]) {
        clock.advance({ minutes: 1 });
        await copies.add({ type: 'request', id: person.requestId }, 'p', { conversationId: 'c', activityId: `a${String(n)}`, card: 'request' });
      }
      assert.deepEqual((await copies.of({ type: 'request', id: person.requestId }, 'p')).map(({ activityId }) => activityId), ['a4', 'a3', 'a2']);
      await copies.forget({ conversationId: 'c', activityId: 'a4' });
      assert.deepEqual((await copies.of({ type: 'request', id: person.requestId }, 'p')).map(({ activityId }) => activityId), ['a3', 'a2', 'a1']);
      assert.deepEqual(await copies.of({ type: 'request', id: person.requestId }, 'somebody else'), []);
    });

    it('a message whose card was replaced by another is a copy no more, so that no renewal takes a question from under who answers it', async () => {
      const world = await RequestWorld.build(database);
      const { id } = await world.asked('researcher', { tier: 2 });
      const about = { type: 'request', id } as const;
      const copies = new CardCopies(database.db, clock);
      const press = async (shows: Shows | undefined): Promise<void> => {
        const { turn } = testTurn(world.surroundings, world.actor('researcher'), { type: 'invoke', name: 'adaptiveCard/action', replyToId: 'pressed', conversation: { id: 'c' } as Activity['conversation'] }, () => undefined);
        await turn.answer(noticeCard({ notice: 'cancelled' }, turn.format), shows);
        await turn.finish();
      };
      const kept = async (): Promise<readonly string[]> => (await copies.of(about, world.hospital.id.researcher)).map(({ activityId }) => activityId);
      await press({ about, card: 'request' });
      assert.deepEqual(await kept(), ['pressed']);
      await press(undefined);
      assert.deepEqual(await kept(), []);
    });
  });
});

/** A request to which copies can belong. */
async function seedRequest(database: TestDatabase): Promise<{ readonly requestId: number }> {
  const world = await RequestWorld.build(database);
  const request = await world.asked('researcher', { tier: 2 });
  return { requestId: request.id };
}
