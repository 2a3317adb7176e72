import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { INVOKE_RESPONSE_KEY, TurnContextStateCollection, type Activity, type TurnContext } from 'botbuilder';
import { pino } from 'pino';
import { receive, type Reception } from '../../bot/receive.js';
import { ActivityClaims } from '../../bot/state/activity-claims.js';
import { CardCopies } from '../../bot/state/card-copies.js';
import { ConversationReferences } from '../../bot/state/conversation-references.js';
import { turnOf } from '../../bot/turn.js';
import { LockkeeperError } from '../../services/context/index.js';
import { testDatabase, type TestDatabase } from '../support/database.js';
import { surroundings } from '../support/surroundings.js';
import { textOf } from '../support/teams-client.js';

const tenantId = '5f3c1d52-7b0e-4d6a-9c1f-2f6f0f6a1c01';
const personId = 'a1000000-0000-4000-8000-000000000001';

describe('receiving an activity', function () {
  this.timeout(60_000);
  let database: TestDatabase;
  let said: string[];
  let routed: number;
  let counted: (readonly [why: string, from: string | undefined])[];
  let reception: Reception;

  before(async () => {
    database = await testDatabase();
  });
  after(() => database.drop());
  beforeEach(() => {
    said = [];
    routed = 0;
    counted = [];
    const world = surroundings(database);
    reception = {
      world,
      tenantId,
      timeZone: 'Europe/London',
      claims: new ActivityClaims(database.db, world.clock),
      references: new ConversationReferences(world),
      copies: new CardCopies(database.db, world.clock),
      strangers: { add: (why, from) => counted.push([why, from]) },
      log: pino({ enabled: false }),
      recognise: () => Promise.resolve({ kind: 'known', actor: { kind: 'person', id: personId, systemRoles: new Set() }, person: { id: personId, name: 'Amara', mail: 'a@example.org', userType: 'member', enabled: true }, staff: true, rolesAreFresh: true }),
      route: () => {
        routed += 1;
        return Promise.resolve();
      },
    };
  });

  const contextOf = (more: object): TurnContext => {
    const activity = { type: 'message', id: randomUUID(), channelId: 'msteams', serviceUrl: 'https://smba.trafficmanager.net/', from: { id: '29:amara', aadObjectId: personId }, recipient: { id: '28:bot' }, conversation: { id: 'c', conversationType: 'personal' }, channelData: { tenant: { id: tenantId } }, ...more } as unknown as Activity;
    return {
      activity,
      turnState: new TurnContextStateCollection(),
      sendActivity: (sent: Partial<Activity>) => {
        said.push(textOf(sent.attachments?.[0]?.content));
        return Promise.resolve({ id: randomUUID() });
      },
    } as unknown as TurnContext;
  };
  const take = async (more: object, with_: Partial<Reception> = {}): Promise<TurnContext> => {
    const context = contextOf(more);
    await receive({ ...reception, ...with_ }, context);
    return context;
  };
  const refusals = async (): Promise<readonly string[]> =>
    (await database.db.selectFrom('audit_entries').select('entry').where('action', '=', 'activity.receive').orderBy('seq').execute()).map(({ entry }) => entry);

  it('a known person’s activity reaches the routes', async () => {
    await take({});
    assert.equal(routed, 1);
  });

  for (const channelId of ['emulator', 'webchat', 'directline', 'slack', 'MSTEAMS', 'email']) {
    it(`the channel ${channelId}, though its token held, is told that this is for Teams, and counted`, async () => {
      const before = (await refusals()).length;
      await take({ channelId });
      assert.equal(routed, 0);
      assert.match(said.join(), /Only in Microsoft Teams/);
      assert.deepEqual(counted, [['other-channel', personId]]);
      assert.equal((await refusals()).length, before, 'no entry of its own');
    });
  }

  it('the tenant is compared without case', async () => {
    await take({ channelData: { tenant: { id: tenantId.toUpperCase() } } });
    assert.equal(routed, 1);
  });

  it('a fault of a route is told with the number under which it is recorded, and nothing of the inside', async () => {
    await take({}, { route: () => Promise.reject(new Error('select * from secrets where password = 1')) });
    assert.match(said.join(), /Something went wrong[^]*recorded under [0-9a-f-]{36}/);
    assert.doesNotMatch(said.join(), /select|secrets/);
  });

  it('a directory that does not answer is told as that', async () => {
    await take({}, { recognise: () => Promise.reject(new LockkeeperError('directory-unavailable', 'Graph: 503 token eyJ')) });
    assert.match(said.join(), /The directory does not answer/);
    assert.doesNotMatch(said.join(), /eyJ/);
  });

  it('a turn whose answer could not be sent gives its claim back, so that the next delivery is handled', async () => {
    const context = contextOf({ id: 'lost-answer' });
    Object.assign(context, { sendActivity: () => Promise.reject(new Error('channel gone')) });
    await assert.rejects(receive({ ...reception, route: (turn) => turn.sendActivity('x').then(() => undefined) }, context), /channel gone/);
    await take({ id: 'lost-answer' });
    assert.equal(routed, 1);
  });

  const answerOf = (context: TurnContext): unknown => context.turnState.get<{ value: unknown } | undefined>(INVOKE_RESPONSE_KEY)?.value;

  it('the same activity id from somebody else in the same conversation is handled for them, and gets its own answer', async () => {
    const route = (context: TurnContext): Promise<void> => {
      turnOf(context).respond({ for: context.activity.from.aadObjectId });
      return Promise.resolve();
    };
    const query = { id: 'shared', type: 'invoke', name: 'composeExtension/query', conversation: { id: '19:both', conversationType: 'personal' } };
    const other = 'a1000000-0000-4000-8000-000000000002';
    await take(query, { route });
    assert.deepEqual(answerOf(await take({ ...query, from: { id: '29:ines', aadObjectId: other } }, { route })), { status: 200, body: { for: other } });
  });

  const chats: readonly (readonly [name: string, more: object, remembered: boolean])[] = [
    ['their own chat', {}, true],
    ['a button in their own chat', { type: 'invoke', name: 'adaptiveCard/action', value: { action: { verb: 'help.show' } } }, true],
    ['a sign-in in their own chat', { type: 'invoke', name: 'signin/verifyState', value: { state: '123456' } }, true],
    ['the app’s arrival', { type: 'installationUpdate', action: 'add' }, true],
    ['the app’s removal', { type: 'installationUpdate', action: 'remove' }, false],
    ['the app’s removal for an upgrade', { type: 'installationUpdate', action: 'remove-upgrade' }, false],
    ['a message extension, wherever it is used', { type: 'invoke', name: 'composeExtension/query' }, false],
    ['a message extension’s button', { type: 'invoke', name: 'composeExtension/submitAction' }, false],
    ['a chat of two people', { type: 'typing', conversation: { id: '19:amara_omar@unq.gbl.spaces', conversationType: 'personal' } }, false],
    ['a group', { type: 'typing', conversation: { id: 'g', conversationType: 'groupChat' } }, false],
    ['a chat that does not say what it is', { type: 'typing', conversation: { id: 'c' } }, false],
    ['another spelling', { type: 'typing', conversation: { id: 'c', conversationType: 'Personal' } }, false],
  ];
  for (const [name, more, remembered] of chats) {
    it(`where a person is reached: ${name}: ${remembered ? 'yes' : 'no'}`, async () => {
      await database.owner.deleteFrom('conversation_references').execute();
      await take(more);
      assert.equal((await reception.references.of(personId)) !== undefined, remembered);
    });
  }

  for (const conversation of [{ id: 'c' }, { id: '19:amara_omar@unq.gbl.spaces', conversationType: 'personal' }, { id: 'c', conversationType: 'PERSONAL' }, { id: 'g', conversationType: 'groupChat' }]) {
    it(`${JSON.stringify(conversation)} is nobody’s own chat: what is said or pressed there is refused, on record, and an arrival there is no reason to speak`, async () => {
      const before = (await refusals()).length;
      await take({ conversation, text: 'my requests' });
      await take({ conversation, type: 'invoke', name: 'adaptiveCard/action', value: { action: { verb: 'request.approve', data: {} } } });
      await take({ conversation, type: 'invoke', name: 'signin/verifyState', value: { state: '123456' } });
      await take({ conversation, type: 'installationUpdate', action: 'add' });
      await take({ conversation, type: 'conversationUpdate', membersAdded: [{ id: '28:bot' }] });
      assert.equal(routed, 0);
      assert.equal(said.length, 1);
      const entries = (await refusals()).slice(before);
      assert.equal(entries.length, 3);
      for (const entry of entries) assert.match(entry, new RegExp(`${personId}.*"not-allowed-channel"`));
    });
  }

  it('a Teams id that is on record for another person: nothing is remembered, it is logged without ids, and the turn goes on', async () => {
    await database.owner.deleteFrom('conversation_references').execute();
    const owner = 'a1000000-0000-4000-8000-000000000002';
    await take({ from: { id: '29:ines', aadObjectId: owner } });
    const lines: string[] = [];
    await take({ from: { id: '29:ines', aadObjectId: personId } }, { log: pino({ base: null }, { write: (line: string) => { lines.push(line); } }) });
    assert.equal(routed, 2);
    assert.equal((await reception.references.of(owner))?.teamsUserId, '29:ines');
    assert.equal(await reception.references.of(personId), undefined);
    assert.match(lines.join(''), /"level":40.*another person/);
    assert.doesNotMatch(lines.join(''), /29:|a1000000/);
  });

  it('people of other tenants are counted, and stand with the count only by a directory id', async () => {
    const before = (await refusals()).length;
    const elsewhere = { channelData: { tenant: { id: '11111111-1111-4111-8111-111111111111' } } };
    await take({ ...elsewhere, from: { id: '29:x', aadObjectId: '<b>any text' } });
    await take({ ...elsewhere, from: { id: '29:x' } });
    await take(elsewhere);
    await take({ from: { id: '29:x', aadObjectId: "' or 1=1 --" } });
    assert.deepEqual(counted, [['other-tenant', undefined], ['other-tenant', undefined], ['other-tenant', personId], ['other-tenant', undefined]]);
    assert.equal((await refusals()).length, before);
    assert.equal(said.filter((text) => /Not for this organisation/.test(text)).length, 4);
  });

  it('refused people of this tenant are recorded one by one', async () => {
    const before = (await refusals()).length;
    for (const kind of ['unknown', 'guest-without-role'] as const) await take({}, { recognise: () => Promise.resolve({ kind }) });
    const entries = (await refusals()).slice(before);
    assert.equal(entries.length, 2);
    for (const entry of entries) assert.match(entry, new RegExp(personId));
    assert.deepEqual(counted, []);
  });

  it('a repeated invoke gets the first answer, a repeated message none', async () => {
    const route = (context: TurnContext): Promise<void> => {
      routed += 1;
      turnOf(context).respond({ number: routed });
      return Promise.resolve();
    };
    const invoke = { id: 'again', type: 'invoke', name: 'composeExtension/query' };
    const [one, two] = [await take(invoke, { route }), await take(invoke, { route })];
    assert.deepEqual(answerOf(two), answerOf(one));
    assert.equal(routed, 1);
  });

  it('what decides asks the directory afresh, whatever its card calls itself; what looks does not', async () => {
    const asked: string[] = [];
    const recognise: Reception['recognise'] = (id, how) => {
      asked.push(how);
      return reception.recognise(id, how);
    };
    const decide = { action: { type: 'Action.Execute', verb: 'request.approve', data: {} } };
    await take({ type: 'invoke', name: 'adaptiveCard/action', value: decide }, { recognise });
    await take({ value: { verb: 'request.revoke' } }, { recognise });
    await take({ type: 'invoke', name: 'adaptiveCard/action', value: { action: { type: 'Action.Execute', data: { verb: 'request.deny' } } } }, { recognise });
    assert.deepEqual(asked, ['afresh', 'afresh', 'afresh']);
    await take({ type: 'invoke', name: 'adaptiveCard/action', value: { action: { verb: 'request.show', data: {} } } }, { recognise });
    await take({ text: 'datasets' }, { recognise });
    assert.deepEqual(asked.slice(3), ['cached', 'cached']);
  });
});
