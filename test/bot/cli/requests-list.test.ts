import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { numberOf } from '../../../services/context/index.js';
import { testDatabase, type TestDatabase } from '../../support/database.js';
import { documentOf, operate, type Operated } from '../../support/operator-terminal.js';
import { RequestWorld } from '../../support/request-world.js';

describe('requests list', () => {
  let database: TestDatabase;
  let world: RequestWorld;
  const list = (...options: string[]): Promise<Operated> => operate(['requests', 'list', ...options], { DATABASE_URL: database.url('lockkeeper_bot') });
  const numbersOf = (operated: Operated): readonly unknown[] => (documentOf(operated)['requests'] as readonly { number: string }[]).map(({ number }) => number);

  before(async () => {
    database = await testDatabase();
  });
  beforeEach(async () => {
    world = await RequestWorld.build(database);
  });
  after(() => database.drop());

  it('says when there are none', async () => {
    assert.deepEqual(await list(), { status: 0, out: 'There are no such requests.', err: '' });
    assert.deepEqual(documentOf(await list('--json')), { ok: true, requests: [], more: false });
  });

  it('tells of each what it is about, its state and for whom it waits, newest first', async () => {
    const { hospital } = world;
    const joining = await world.asked('researcher', { tier: 2 });
    await hospital.accept('colleague', 3);
    const inner = await world.asked('investigator', { tier: 3, subject: 'colleague', dataset: 'imaging', alsoJoin: true });
    const { requests } = documentOf(await list('--json')) as { requests: readonly Record<string, unknown>[] };
    assert.deepEqual(requests.find(({ number }) => number === numberOf('request', inner.id)), {
      number: numberOf('request', inner.id),
      type: 'data-access',
      state: 'in-review',
      requester: hospital.id.investigator,
      subject: hospital.id.colleague,
      workspace: numberOf('workspace', hospital.at[3].workspaceId),
      dataset: numberOf('dataset', hospital.datasets.imaging),
      tier: 3,
      until: '2027-02-23',
      waitingFor: [hospital.id.otherRepresentative],
    });
    const ids = [joining.id, inner.id, inner.outer_id!].sort((one, other) => other - one);
    assert.deepEqual(requests.map(({ number }) => number), ids.map((each) => numberOf('request', each)));
  });

  it('lists those of one state with --in', async () => {
    const withdrawn = await world.asked('researcher', { tier: 2 });
    await world.withdraw('researcher', withdrawn.id);
    const open = await world.asked('researcher', { tier: 2 });
    assert.deepEqual(numbersOf(await list('--in', 'withdrawn', '--json')), [numberOf('request', withdrawn.id)]);
    assert.deepEqual(numbersOf(await list('--in', 'in-review', '--json')), [numberOf('request', open.id)]);
    assert.equal((await list('--in', 'failed')).out, 'There are no such requests.');
  });

  it('says that there are more than the newest 200', async () => {
    const { id } = await world.asked('researcher', { tier: 2 });
    await world.withdraw('researcher', id);
    await sql`insert into requests overriding system value
      select (jsonb_populate_record(null::requests, to_jsonb(r) || jsonb_build_object('id', r.id + n))).* from requests r, generate_series(1, 200) n where r.id = ${id}`.execute(database.owner);
    const { requests, more } = documentOf(await list('--json')) as { requests: readonly { number: string }[]; more: boolean };
    assert.deepEqual([requests.length, requests[0]?.number, requests.at(-1)?.number, more], [200, numberOf('request', id + 200), numberOf('request', id + 1), true]);
    assert.match((await list()).out, /\nThere are more: these are the newest 200\.$/);
  });

  it('holds no names, no addresses of people and none of their words', async () => {
    await world.asked('researcher', { tier: 2, purpose: 'to look at Mr Babbage' });
    await database.db.updateTable('people').set({ name: 'Ada Lovelace', mail: 'ada@example.org' }).execute();
    for (const { out } of [await list(), await list('--json')]) {
      assert.ok(out.includes(world.hospital.id.researcher));
      assert.doesNotMatch(out, /Ada|Lovelace|example\.org|Babbage/);
    }
  });

  it('is on record', async () => {
    await list();
    const entry = await database.db.selectFrom('audit_entries').select(['actor_id', 'action', 'outcome']).orderBy('seq', 'desc').limit(1).executeTakeFirstOrThrow();
    assert.deepEqual(entry, { actor_id: 'operator', action: 'requests.list', outcome: 'done' });
  });
});
