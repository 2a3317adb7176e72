import assert from 'node:assert/strict';
import type { Activity, ConversationReference, TurnContext } from 'botbuilder';
import type { LockkeeperAdapter } from '../../bot/adapter.js';
import { PackageMessages } from '../../bot/messages/package-messages.js';
import { LapseMessages, RecordMessages } from '../../bot/messages/record-messages.js';
import { ProjectMessages } from '../../bot/messages/project-messages.js';
import { RequestMessages } from '../../bot/messages/request-messages.js';
import { WorkspaceMessages } from '../../bot/messages/workspace-messages.js';
import { Notifier } from '../../bot/notifier.js';
import { CardCopies } from '../../bot/state/card-copies.js';
import { ConversationReferences } from '../../bot/state/conversation-references.js';
import type { BotUserTokens } from '../../bot/user-tokens.js';
import { deliverOutbox, type Delivered } from '../../services/notifications/index.js';
import { withdrawRequest } from '../../services/requests/index.js';
import { appointPerson, removePerson } from '../../services/projects/index.js';
import { testDatabase, type TestDatabase } from '../support/database.js';
import type { PersonKey } from '../support/hospital-builder.js';
import { RequestWorld } from '../support/request-world.js';
import { textOf } from '../support/teams-client.js';

/** What the channel answers to one call. */
type Answer = 'ok' | { readonly statusCode: number; readonly retryAfter?: string };

interface Sent {
  readonly how: 'post' | 'update';
  readonly conversationId: string;
  readonly text: string;
}

/** The channel's side of the adapter: notes what is sent, and refuses when told to. */
class FakeChannel {
  readonly sent: Sent[] = [];
  readonly answers: Answer[] = [];
  refusesUpdatesIn: string | undefined;
  tries = 0;

  readonly adapter = {
    continueConversationAsync: async (_appId: string, reference: Partial<ConversationReference>, logic: (context: TurnContext) => Promise<void>): Promise<void> => {
      const take = (how: Sent['how'], activity: Partial<Activity>): { id: string } => {
        this.tries += 1;
        const elsewhere = how === 'update' && this.refusesUpdatesIn !== undefined && activity.conversation?.id === this.refusesUpdatesIn;
        const answer = elsewhere ? { statusCode: 403 } : (this.answers.shift() ?? 'ok');
        if (answer !== 'ok') throw Object.assign(new Error('refused'), { statusCode: answer.statusCode, response: { headers: { get: () => ('retryAfter' in answer ? answer.retryAfter : undefined) } } });
        this.sent.push({ how, conversationId: reference.conversation?.id ?? '', text: textOf(activity.attachments?.[0]?.content) });
        return { id: `m${String(this.sent.length)}` };
      };
      await logic({
        activity: { conversation: reference.conversation },
        sendActivity: (activity: Partial<Activity>) => new Promise((resolve) => { resolve(take('post', activity)); }),
        updateActivity: (activity: Partial<Activity>) => new Promise((resolve) => { resolve(take('update', activity)); }),
      } as unknown as TurnContext);
    },
  } as unknown as LockkeeperAdapter;
}

describe('handing out messages', function () {
  this.timeout(60_000);
  let database: TestDatabase;
  let world: RequestWorld;
  let channel: FakeChannel;
  let notifier: Notifier;
  let references: ConversationReferences;

  before(async () => {
    database = await testDatabase();
  });
  after(() => database.drop());
  beforeEach(async () => {
    await database.owner.deleteFrom('conversation_references').execute();
    world = await RequestWorld.build(database);
    channel = new FakeChannel();
    references = new ConversationReferences(world.surroundings);
    const tokens = { signInLink: () => Promise.resolve('https://token.example/sign-in') } as unknown as BotUserTokens;
    notifier = new Notifier({ world: world.surroundings, adapter: channel.adapter, appId: 'bot', timeZone: 'Europe/London', references, copies: new CardCopies(database.db, world.clock), sources: { request: new RequestMessages(world.surroundings, tokens), package: new PackageMessages(world.surroundings, new Map()), project: new ProjectMessages(world.surroundings), record: new RecordMessages(world.surroundings), lapse: new LapseMessages(world.surroundings), workspace: new WorkspaceMessages(world.surroundings, tokens) } });
  });

  const meetIn = (conversationId: string, key: PersonKey): Promise<unknown> =>
    references.remember(world.hospital.id[key], { channelId: 'msteams', serviceUrl: 'https://smba.trafficmanager.net/uk/', from: { id: `29:${key}` }, recipient: { id: '28:bot' }, conversation: { id: conversationId } } as Activity, 'en');
  const meet = (...people: readonly PersonKey[]): Promise<unknown> => Promise.all(people.map((key) => meetIn(`chat-${key}`, key)));
  const deliver = (): Promise<Delivered> => deliverOutbox(world.surroundings, notifier);
  const chatOf = (key: PersonKey): readonly Sent[] => channel.sent.filter(({ conversationId }) => conversationId === `chat-${key}`);
  const states = async (requestId: number): Promise<readonly string[]> =>
    (await database.db.selectFrom('outbox').select('state').where('request_id', '=', requestId).orderBy('id').execute()).map(({ state }) => state);

  it('who is asked gets the card to decide on, in their own chat', async () => {
    await meet('investigator', 'researcher');
    await world.asked('researcher', { tier: 2 });
    await deliver();
    assert.ok(chatOf('investigator').some(({ text }) => /asks to join/.test(text) && /Approve/.test(text)));
    assert.ok(!chatOf('researcher').some(({ text }) => /Approve/.test(text)));
  });

  it('whoever gets a role in a project is told, and so is whoever loses it; by then old news is not sent', async () => {
    await meet('outsider', 'manager');
    const person = { id: world.hospital.id.outsider, name: 'outsider', mail: 'outsider@example.org', userType: 'member' as const, enabled: true };
    const { projectId } = world.hospital;
    const add = (): Promise<unknown> => world.as('manager', (context) => appointPerson(context, { projectId, person, role: 'researcher' }));
    const remove = (): Promise<unknown> => world.as('manager', (context) => removePerson(context, { projectId, personId: person.id }));
    await add();
    await deliver();
    assert.match(chatOf('outsider').at(-1)?.text ?? '', /You are Researcher of PR-\d+.*manager gave you a role/s);
    await remove();
    await deliver();
    assert.match(chatOf('outsider').at(-1)?.text ?? '', /Your role in PR-\d+ has ended.*manager ended your role/s);
    const before = chatOf('outsider').length;
    await add();
    await remove();
    await deliver();
    assert.deepEqual(chatOf('outsider').slice(before).map(({ text }) => /has ended/.test(text)), [true]);
    assert.deepEqual(chatOf('manager'), [], 'who did it sees the answer at once');
  });

  it('waits as long as the channel asks, and sends it then', async () => {
    await meet('investigator');
    await world.asked('researcher', { tier: 2 });
    channel.answers.push({ statusCode: 429, retryAfter: '7' });
    assert.equal((await deliver()).nextInMs, 7_000);
    world.clock.advance({ minutes: 6.9 / 60 });
    await deliver();
    assert.deepEqual(chatOf('investigator'), []);
    world.clock.advance({ minutes: 0.2 / 60 });
    await deliver();
    assert.ok(chatOf('investigator').length > 0);
  });

  it('a date to wait for counts as well, and an hour is the longest', async () => {
    await meet('investigator');
    await world.asked('researcher', { tier: 2 });
    channel.answers.push({ statusCode: 503, retryAfter: new Date(Date.now() + 10 * 3_600_000).toUTCString() });
    assert.equal((await deliver()).nextInMs, 3_600_000);
  });

  it('without such words it backs off, longer each time', async () => {
    await meet('investigator');
    await world.asked('researcher', { tier: 2 });
    const waits: number[] = [];
    for (let attempt = 0; attempt < 5; attempt += 1) {
      channel.answers.push({ statusCode: 502 });
      const { nextInMs } = await deliver();
      waits.push(nextInMs ?? NaN);
      world.clock.advance({ minutes: (nextInMs ?? 0) / 60_000 });
    }
    assert.deepEqual(waits, [2_000, 4_000, 8_000, 16_000, 32_000]);
  });

  it('later messages of the same request to the same person wait for the earlier one; others go on', async () => {
    await meet('investigator', 'manager', 'researcher');
    const held = await world.asked('researcher', { tier: 2 });
    await deliver();
    channel.sent.length = 0;
    await world.decide('investigator', held.id, 'return');
    await world.act('researcher', withdrawRequest, held.id, {});
    channel.answers.push({ statusCode: 429, retryAfter: '60' });
    await deliver();
    const before = channel.sent.length;
    assert.ok(before > 0, 'the others have heard');
    world.clock.advance({ minutes: 1.1 });
    await deliver();
    assert.ok((await states(held.id)).every((state) => state === 'sent'));
    const told = chatOf('researcher').filter(({ how }) => how === 'post').map(({ text }) => text.split('\n')[1]);
    assert.deepEqual(told, [...told].sort((one = '', other = '') => Number(/withdrawn/.test(one)) - Number(/withdrawn/.test(other))), 'in order');
  });

  for (const statusCode of [403, 404]) {
    it(`who can't be written to (${String(statusCode)}) is written to no more, everybody else still hears, and all of it comes at their next contact`, async () => {
      await meet('investigator');
      const request = await world.asked('researcher', { tier: 2 });
      channel.answers.push({ statusCode });
      await deliver();
      assert.deepEqual(chatOf('investigator'), []);
      assert.equal((await references.of(world.hospital.id.investigator))?.reference, null);
      assert.ok((await states(request.id)).every((state) => state === 'pending'));

      world.clock.advance({ minutes: 61 });
      const tries = channel.tries;
      await deliver();
      assert.equal(channel.tries, tries, 'the chat is left alone');

      await meet('investigator');
      await deliver();
      assert.ok(chatOf('investigator').some(({ text }) => /Approve/.test(text)));
    });
  }

  it('what the channel finds wrong with a message is given up, and everybody still hears', async () => {
    await meet('investigator', 'manager', 'researcher');
    const request = await world.asked('researcher', { tier: 2 });
    channel.answers.push({ statusCode: 400 });
    await deliver();
    const row = await database.db.selectFrom('outbox').select('failure').where('request_id', '=', request.id).where('state', '=', 'given-up').executeTakeFirstOrThrow();
    assert.equal(row.failure, 'status-400');
    assert.ok(channel.sent.length > 0);
  });

  it('a new chat gets at once what the old one did not take', async () => {
    await meet('investigator');
    await world.asked('researcher', { tier: 2 });
    channel.answers.push({ statusCode: 503, retryAfter: '3600' });
    await deliver();
    assert.deepEqual(chatOf('investigator'), []);
    await meetIn('chat-moved', 'investigator');
    await deliver();
    assert.ok(channel.sent.some(({ conversationId, text }) => conversationId === 'chat-moved' && /Approve/.test(text)));
  });

  it('a card in a chat that is not the person’s own, in which the bot may not write, is forgotten, and their own chat is kept', async () => {
    await meet('investigator', 'researcher');
    const request = await world.asked('researcher', { tier: 2 });
    await deliver();
    const copies = new CardCopies(database.db, world.clock);
    await database.db.updateTable('card_copies').set({ conversation_id: 'chat-of-others' }).where('request_id', '=', request.id).where('person_id', '=', world.hospital.id.investigator).execute();
    await world.act('researcher', withdrawRequest, request.id, {});
    channel.refusesUpdatesIn = 'chat-of-others';
    await deliver();
    assert.deepEqual(await copies.of({ type: 'request', id: request.id }, world.hospital.id.investigator), []);
    assert.ok((await references.of(world.hospital.id.investigator))?.reference);
  });

  it('what waits for somebody who never spoke goes out at their first words', async () => {
    const request = await world.asked('researcher', { tier: 2 });
    await deliver();
    assert.deepEqual(channel.sent, []);
    assert.ok((await states(request.id)).every((state) => state === 'pending'));
    await meet('investigator');
    await deliver();
    assert.ok(chatOf('investigator').some(({ text }) => /Approve/.test(text)));
  });

  it('a card that the change itself drew is left alone; what follows from the change, in its name, renews it', async () => {
    await meet('investigator', 'researcher');
    const request = await world.asked('researcher', { tier: 2 });
    await deliver();
    const copies = new CardCopies(database.db, world.clock);
    await world.decide('investigator', request.id, 'approve');
    const refreshes = () => database.db.selectFrom('outbox').select(['correlation_id', 'payload']).where('kind', '=', 'refresh').where('request_id', '=', request.id).where('recipient_id', '=', world.hospital.id.investigator).orderBy('id', 'desc').execute();
    const [newest] = await refreshes();
    assert.ok(newest);
    assert.equal(newest.payload['by'], world.hospital.id.investigator);
    const [copy] = await copies.of({ type: 'request', id: request.id }, world.hospital.id.investigator);
    assert.ok(copy);
    await copies.add({ type: 'request', id: request.id }, world.hospital.id.investigator, { ...copy, shownIn: newest.correlation_id });
    channel.sent.length = 0;
    await deliver();
    assert.deepEqual(chatOf('investigator').filter(({ how }) => how === 'update'), []);
    await world.runJobs();
    await deliver();
    assert.ok(chatOf('investigator').some(({ how, text }) => how === 'update' && /Active/.test(text)));
  });

  it('what has become moot is not said: nobody is asked to decide what is decided', async () => {
    const request = await world.asked('researcher', { tier: 2 });
    await world.decide('investigator', request.id, 'deny');
    await meet('investigator');
    await deliver();
    assert.ok(!chatOf('investigator').some(({ text }) => /For you to decide|Approve\b/.test(text)));
  });

  it('a card that the channel has lost is forgotten, and does not hold the rest up', async () => {
    await meet('investigator', 'researcher');
    const request = await world.asked('researcher', { tier: 2 });
    await deliver();
    const copies = new CardCopies(database.db, world.clock);
    assert.equal((await copies.of({ type: 'request', id: request.id }, world.hospital.id.investigator)).length, 1);
    await world.act('researcher', withdrawRequest, request.id, {});
    const original = channel.adapter.continueConversationAsync.bind(channel.adapter);
    let lost = 0;
    Object.assign(channel.adapter, {
      continueConversationAsync: (appId: string, reference: Partial<ConversationReference>, logic: (context: TurnContext) => Promise<void>) =>
        original(appId, reference as ConversationReference, (context) =>
          logic(Object.assign(context, { updateActivity: () => { lost += 1; return Promise.reject(Object.assign(new Error('gone'), { statusCode: 404 })); } }))),
    });
    await deliver();
    assert.ok(lost > 0);
    assert.deepEqual(await copies.of({ type: 'request', id: request.id }, world.hospital.id.investigator), []);
    const { investigator, researcher } = world.hospital.id;
    const waiting = await database.db.selectFrom('outbox').select('id').where('request_id', '=', request.id).where('recipient_id', 'in', [investigator, researcher]).where('state', '<>', 'sent').execute();
    assert.deepEqual(waiting, []);
  });

  it('a fault in one message keeps that one for later, and the others go on', async () => {
    await meet('investigator', 'researcher');
    const first = await world.asked('researcher', { tier: 2 });
    const second = await world.asked('colleague', { tier: 2 });
    let faults = 1;
    const outcome = await deliverOutbox(world.surroundings, { deliver: (message) => (faults-- > 0 ? Promise.reject(new Error('a template is broken')) : notifier.deliver(message)) });
    const held = await database.db.selectFrom('outbox').select(['request_id', 'failure', 'state']).where('failure', '=', 'unexpected').execute();
    assert.equal(held.length, 1);
    assert.equal(held[0]?.state, 'pending');
    const other = held[0]?.request_id === first.id ? second : first;
    assert.ok(channel.sent.some(({ text }) => text.includes(`RQ-${String(other.id).padStart(4, '0')}`)));
    world.clock.advance({ minutes: (outcome.nextInMs ?? NaN) / 60_000 });
    await deliver();
    assert.ok(chatOf('investigator').filter(({ text }) => /For you to decide/.test(text)).length >= 2);
  });

  it('two instances at once send each message once', async () => {
    await meet('investigator', 'manager', 'researcher', 'representative');
    const ids: number[] = [];
    for (const dataset of [undefined, 'admissions', 'pathology', 'imaging'] as const) ids.push((await world.asked('researcher', { tier: 2, ...(dataset === undefined ? {} : { dataset }) })).id);
    const waiting = await database.db.selectFrom('outbox').select('id').where('kind', '=', 'ask').where('state', '=', 'pending').where('recipient_id', '=', world.hospital.id.investigator).execute();
    await Promise.all([deliver(), deliver(), deliver()]);
    assert.equal(chatOf('investigator').filter(({ text }) => /For you to decide/.test(text)).length, waiting.length);
    assert.ok(waiting.length >= 1 && ids.length === 4);
  });
});
