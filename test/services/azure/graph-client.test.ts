import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { directoryAddressSchema } from '../../../services/azure/index.js';
import { graphClient, type Graph, type GraphPatience } from '../../../services/azure/graph-client.js';
import { LockkeeperError } from '../../../services/context/index.js';
import { tenantId } from '../../../infra/local/seed/people.js';
import { startAnsweringServer, type Answer, type AnsweringServer } from './answering-server.js';

const token = 'the-token-that-nobody-may-see';
/** The SDK adds up to a second to a delay of its own: hence the seconds here. */
const quick: GraphPatience = { attemptMs: 150, callMs: 5_000, retrySeconds: 0, retries: 1, longestWaitSeconds: 1 };
const fault = (status: number, code: string, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status,
  headers,
  body: { error: { code, message: `${code}.`, innerError: { date: '2026-11-23T09:00:00', 'request-id': 'request-1' } } },
});

describe('calls of Graph', () => {
  let server: AnsweringServer;
  let graph: Graph;
  before(async () => {
    server = await startAnsweringServer();
    graph = graphClient(directoryAddressSchema.parse({ tenantId, graphBaseUrl: server.url }), () => Promise.resolve(token), quick);
  });
  after(() => server.stop());

  const unavailable = async (call: Promise<unknown>, reason: RegExp): Promise<void> => {
    await assert.rejects(call, (error) => {
      assert.ok(error instanceof LockkeeperError);
      assert.equal(error.code, 'directory-unavailable');
      assert.match((error.cause as Error).message, reason);
      assert.doesNotMatch(inspect(error, { depth: 10, showHidden: true }), new RegExp(token));
      return true;
    });
  };

  it('carry the token to the configured host, under version 1.0', async () => {
    server.answer(() => ({ status: 200, body: { id: '1' } }));
    assert.deepEqual(await graph.get('/users/1?$select=id'), { kind: 'done', body: { id: '1' } });
    assert.deepEqual(server.arrived, [{ method: 'GET', url: '/v1.0/users/1?$select=id', authorization: `Bearer ${token}`, body: '' }]);
  });

  for (const status of [400, 401, 403, 404, 409]) {
    it(`give the refusal ${String(status)} back, at the first attempt`, async () => {
      server.answer(() => fault(status, 'Some_Code'));
      assert.deepEqual(await graph.delete('/groups/1'), { kind: 'refused', refusal: { status, code: 'Some_Code', message: 'Some_Code.', requestId: 'request-1' } });
      assert.equal(server.arrived.length, 1);
    });
  }

  for (const status of [429, 503, 504]) {
    it(`try ${String(status)} again`, async () => {
      server.answer((_, count) => (count === 1 ? fault(status, 'Busy') : { status: 204 }));
      assert.equal((await graph.post('/groups/1/members/$ref', { a: 1 })).kind, 'done');
      assert.deepEqual(server.arrived.map(({ body }) => body), ['{"a":1}', '{"a":1}']);
    });

    it(`are given up when ${String(status)} lasts`, async () => {
      server.answer(() => fault(status, 'Busy'));
      await unavailable(graph.get('/users'), new RegExp(`^Graph answered ${String(status)} Busy \\(request request-1\\)$`));
      assert.equal(server.arrived.length, 2);
    });
  }

  it('wait as long as Retry-After says', async () => {
    server.answer((_, count) => (count === 1 ? fault(429, 'Busy', { 'Retry-After': '1' }) : { status: 200 }));
    const start = performance.now();
    await graph.get('/users');
    assert.ok(performance.now() - start >= 950);
  });

  for (const wait of ['120', new Date(Date.now() + 3_600_000).toUTCString()]) {
    it(`leave a longer wait to the queue (${wait.length > 5 ? 'a date' : 'seconds'})`, async () => {
      server.answer(() => fault(429, 'Busy', { 'Retry-After': wait }));
      await unavailable(graph.get('/users'), /429/);
      assert.equal(server.arrived.length, 1);
    });
  }

  it('are given up when Graph has a fault of its own', async () => {
    server.answer(() => ({ status: 500, body: '<html>', headers: { 'Content-Type': 'text/html' } }));
    await unavailable(graph.get('/users'), /^Graph answered 500/);
  });

  it('are given up when nobody answers in time', async () => {
    server.answer(() => 'silence');
    await unavailable(graph.get('/users'), /no answer from Graph: TimeoutError/);
  });

  it('are given up when the connection breaks', async () => {
    server.answer(() => 'hang-up');
    await unavailable(graph.get('/users'), /no answer from Graph: TypeError/);
  });

  it('are given up when the body is not what its type says', async () => {
    server.answer(() => ({ status: 200, body: '{"id":' }));
    await unavailable(graph.get('/users'), /no answer from Graph: SyntaxError/);
  });

  it('do not follow a redirection', async () => {
    server.answer((_, count) => (count === 1 ? { status: 302, headers: { Location: `${server.url}/elsewhere` } } : { status: 200 }));
    await unavailable(graph.get('/users'), /no answer from Graph/);
    assert.equal(server.arrived.length, 1);
  });

  it('end, retries and all, within the time for one call', async () => {
    const hasty = graphClient(directoryAddressSchema.parse({ tenantId, graphBaseUrl: server.url }), () => Promise.resolve(token), { ...quick, callMs: 400, retrySeconds: 1 });
    server.answer(() => fault(503, 'Busy', { 'Retry-After': '1' }));
    const start = performance.now();
    await unavailable(hasty.get('/users'), /TimeoutError/);
    assert.ok(performance.now() - start < 2_500);
    assert.equal(server.arrived.length, 1);
  });

  it('read a collection page after page', async () => {
    const pages = [['a', 'b'], ['c'], []];
    server.answer((_, count) => ({ status: 200, body: { value: pages[count - 1], ...(count < 3 ? { '@odata.nextLink': `${server.url}/v1.0/groups/1/owners?$skiptoken=p${String(count)}` } : {}) } }));
    assert.deepEqual(await graph.list('/groups/1/owners'), ['a', 'b', 'c']);
    assert.deepEqual(server.arrived.map(({ url }) => url), ['/v1.0/groups/1/owners', '/v1.0/groups/1/owners?$skiptoken=p1', '/v1.0/groups/1/owners?$skiptoken=p2']);
  });

  it('carry no token to the host that a page names as the next, when that is another', async () => {
    const elsewhere = server.url.replace('localhost', '127.0.0.1');
    server.answer((_, count) => (count === 1 ? { status: 200, body: { value: [], '@odata.nextLink': `${elsewhere}/v1.0/groups/1/owners` } } : fault(401, 'InvalidAuthenticationToken')));
    await unavailable(graph.list('/groups/1/owners'), /401/);
    assert.deepEqual(server.arrived.map(({ authorization }) => authorization), [`Bearer ${token}`, undefined]);
  });

  it('take a collection that is none for no answer, and repeat nothing of it', async () => {
    server.answer(() => ({ status: 200, body: { value: 'private' } }));
    await unavailable(graph.list('/groups/1/owners'), /^Graph answered in an unexpected form: value$/);
  });
});
