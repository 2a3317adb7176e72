import assert from 'node:assert/strict';
import { groupReader } from '../../../services/azure/index.js';
import { listMany } from '../../../services/azure/graph-batch.js';
import { graphClient } from '../../../services/azure/graph-client.js';
import { systemClock } from '../../../services/context/index.js';
import { compareDirectory } from '../../../services/requests/index.js';
import { membersGroupId, seedGroups } from '../../../infra/local/seed/directory.js';
import { people } from '../../../infra/local/seed/people.js';
import { seedDatabase } from '../../../infra/local/seed/seed-database.js';
import type { TestCloud } from '../../infra/local/cloud/cloud-fixture.js';
import { renewedDatabase } from '../../support/database.js';
import { surroundings } from '../../support/surroundings.js';
import { startAnsweringServer, type AnsweringServer, type Arrived } from './answering-server.js';
import { azureSettings, membersOf, startSeededCloud } from './azure-fixture.js';

describe('members and owners of groups', () => {
  let cloud: TestCloud;
  before(async () => {
    cloud = await startSeededCloud();
  });
  after(() => cloud.remove());

  it('are those whom the directory names, of more groups than one batch takes; one that it does not know is left out', async () => {
    const unknown = 'd1000000-0000-4000-8000-00000000ffff';
    const ids = seedGroups.map(({ id }) => id);
    assert.ok(ids.length * 2 > 20, 'more than one batch');
    const read = await groupReader(azureSettings(cloud.url)).peopleOf([...ids, unknown]);
    assert.deepEqual([...read.keys()], ids);
    for (const id of ids) assert.deepEqual([...(read.get(id)?.members ?? [])].sort(), (await membersOf(cloud, id)).sort());
    assert.deepEqual([...(read.get(membersGroupId(1))?.owners ?? [])].sort(), [people.ines.id, people.jonas.id].sort());
  });

  it('are, in the tenant of the local stack, what its approved requests say', async () => {
    const database = await renewedDatabase();
    try {
      const world = surroundings(database, systemClock);
      await seedDatabase(database.owner, world);
      const { clock: _clock, ...rest } = world;
      const later = { now: () => new Date(systemClock.now().getTime() + 60 * 60_000) };
      const report = await compareDirectory({ ...rest, clock: later, groups: groupReader(azureSettings(cloud.url)) });
      assert.ok(report.groups > 3);
      assert.deepEqual(await database.owner.selectFrom('membership_findings').select(['kind', 'group_id', 'person_id']).execute(), []);
    } finally {
      await database.drop();
    }
  });
});

describe('a batch of questions to Graph', () => {
  let server: AnsweringServer;
  before(async () => {
    server = await startAnsweringServer();
  });
  after(() => server.stop());

  const waits: number[] = [];
  const ask = (paths: readonly string[]) => {
    const graph = graphClient({ graphBaseUrl: server.url, authority: server.url, tenantId: 'tenant' } as never, () => Promise.resolve('token'), { attemptMs: 2_000, callMs: 5_000, retrySeconds: 0, retries: 0, longestWaitSeconds: 0 });
    waits.length = 0;
    return listMany(graph, paths, { wait: (milliseconds) => Promise.resolve(void waits.push(milliseconds)) });
  };
  const asked = ({ body }: Arrived): readonly { id: string; url: string }[] => (JSON.parse(body) as { requests: { id: string; url: string }[] }).requests;
  const paths = (count: number): readonly string[] => Array.from({ length: count }, (_, place) => `/groups/${String(place)}/members`);
  const ok = (id: string, value: readonly unknown[] = [{ id }]): object => ({ id, status: 200, body: { value } });

  it('holds at most twenty, and answers come back in their order whatever order Graph gives them', async () => {
    server.answer((request) => ({ status: 200, body: { responses: asked(request).map(({ id }) => ok(id)).reverse() } }));
    assert.deepEqual(await ask(paths(45)), Array.from({ length: 45 }, (_, place) => [{ id: String(place) }]));
    assert.deepEqual(server.arrived.map((request) => asked(request).length), [20, 20, 5]);
  });

  it('each part has its own status: what is throttled is asked again after the wait that it names, and nothing else', async () => {
    server.answer((request, count) => ({
      status: 200,
      body: { responses: asked(request).map(({ id }) => (count === 1 && id === '1' ? { id, status: 429, headers: { 'Retry-After': '7' } } : id === '2' ? { id, status: 404, body: { error: { code: 'Request_ResourceNotFound', message: '' } } } : ok(id))) },
    }));
    assert.deepEqual(await ask(paths(3)), [[{ id: '0' }], [{ id: '1' }], 'not-found']);
    assert.deepEqual(server.arrived.map((request) => asked(request).map(({ id }) => id)), [['0', '1', '2'], ['1']]);
    assert.deepEqual(waits, [7_000]);
  });

  it('pages are followed to the end', async () => {
    server.answer(({ method, body, url }) =>
      method === 'POST'
        ? { status: 200, body: { responses: [{ id: asked({ method, body, url, authorization: undefined })[0]?.id, status: 200, body: { value: [{ id: 'a' }], '@odata.nextLink': `${server.url}/v1.0/next` } }] } }
        : { status: 200, body: { value: [{ id: 'b' }] } },
    );
    assert.deepEqual(await ask(paths(1)), [[{ id: 'a' }, { id: 'b' }]]);
  });

  for (const [what, response] of Object.entries({ 'throttled for ever': { status: 429 }, 'throttled for longer than it is waited': { status: 429, headers: { 'Retry-After': '600' } }, refused: { status: 403, body: { error: { code: 'Authorization_RequestDenied', message: '' } } }, 'without an answer': undefined })) {
    it(`a part that is ${what}: nothing is concluded from the others`, async () => {
      server.answer((request) => ({ status: 200, body: { responses: asked(request).flatMap(({ id }) => (id === '1' ? (response ? [{ id, ...response }] : []) : [ok(id)])) } }));
      await assert.rejects(ask(paths(3)), { code: 'directory-unavailable' });
      assert.ok(server.arrived.length <= 4);
    });
  }
});
