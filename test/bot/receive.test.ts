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
  let reception: Reception;

  before(async () => {
    database = await testDatabase();
  });
  after(() => database.drop());
  beforeEach(() => {
    said = [];
    routed = 0;
    const world = surroundings(database);
    reception = {
      world,
      tenantId,
      timeZone: 'Europe/London',
      claims: new ActivityClaims(database.db, world.clock),
      references: new ConversationReferences(world),
      copies: new CardCopies(database.db, world.clock),
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
    it(`the channel ${channelId}, though its token held, is told that this is for Teams, and recorded`, async () => {
      const before = (await refusals()).length;
      await take({ channelId });
      assert.equal(routed, 0);
      assert.match(said.join(), /Only in Microsoft Teams/);
      const [entry] = (await refusals()).slice(before);
      assert.match(entry ?? '', new RegExp(`"other-channel".*${channelId}|${channelId}.*"other-channel"`));
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

  it('a repeated invoke gets the first answer, a repeated message none', async () => {
    const route = (context: TurnContext): Promise<void> => {
      routed += 1;
      turnOf(context).respond({ number: routed });
      return Promise.resolve();
    };
    const invoke = { id: 'again', type: 'invoke', name: 'composeExtension/query' };
    const [one, two] = [await take(invoke, { route }), await take(invoke, { route })];
    const answerOf = (context: TurnContext): unknown => context.turnState.get<{ value: unknown }>(INVOKE_RESPONSE_KEY).value;
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
