import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import { pino } from 'pino';
import type { Server } from 'restify';
import { createServer, type Doors } from '../../bot/server.js';

const activity = { type: 'message', channelId: 'msteams', serviceUrl: 'https://smba.trafficmanager.net/uk/', from: { id: '29:a' }, recipient: { id: '28:b' }, conversation: { id: 'c' } };

describe('the HTTP face', () => {
  let server: Server;
  let port: number;
  let taken: string[];
  let parts: Readonly<Record<string, boolean>>;

  beforeEach(async () => {
    taken = [];
    parts = { database: true, identity: true };
    const doors: Doors = {
      admit: (header) => (header === 'Bearer good' ? Promise.resolve() : Promise.reject(Object.assign(new Error('no'), { statusCode: header === 'Bearer unclear' ? 500 : 401 }))),
      receive: (header) => {
        taken.push(`turn ${header}`);
        return Promise.resolve(undefined);
      },
      refused: (why) => taken.push(`refused ${why}`),
      ready: () => Promise.resolve(parts),
      serviceUrlHosts: ['smba.trafficmanager.net'],
      log: pino({ enabled: false }),
    };
    server = createServer(doors);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = server.address().port;
  });
  afterEach(() => new Promise<void>((resolve) => { server.close(() => { resolve(); }); }));

  /** Begins a request whose body never comes. */
  const begin = (authorization: string): ClientRequest => {
    const request = httpRequest({ port, host: '127.0.0.1', path: '/api/messages', method: 'POST', headers: { 'content-type': 'application/json', 'content-length': '900000', authorization } });
    request.on('error', () => undefined);
    request.flushHeaders();
    return request;
  };
  const post = (authorization: string, body: string): Promise<Response> => fetch(`http://127.0.0.1:${String(port)}/api/messages`, { method: 'POST', headers: { 'content-type': 'application/json', authorization }, body });

  for (const header of ['Bearer x', 'Basic Ym90', ' ']) {
    it(`answers what no channel signed ("${header}") before any of its body has come`, async () => {
      const request = begin(header);
      const [response] = (await once(request, 'response')) as [IncomingMessage];
      assert.equal(response.statusCode, 401);
      assert.deepEqual(taken, ['refused token']);
      request.destroy();
    });
  }

  it('reads no body of a refused token, however broken it is', async () => {
    assert.equal((await post('Bearer x', '{"type":')).status, 401);
    assert.equal((await post('Bearer good', '{"type":')).status, 400);
    assert.deepEqual(taken, ['refused token']);
  });

  it('reads the body of an admitted one, and hands it over with its token', async () => {
    assert.equal((await post('Bearer good', JSON.stringify(activity))).status, 200);
    assert.deepEqual(taken, ['turn Bearer good']);
  });

  for (const missing of ['database', 'identity']) {
    it(`is not ready without its ${missing}, and says so; alive it is all the same`, async () => {
      parts = { database: true, identity: true, [missing]: false };
      const response = await fetch(`http://127.0.0.1:${String(port)}/ready`);
      assert.equal(response.status, 503);
      assert.deepEqual(await response.json(), { ready: false, ...parts });
      assert.equal((await fetch(`http://127.0.0.1:${String(port)}/health`)).status, 200);
    });
  }

  it('a fault while a token is looked at is a fault, not a refusal', async () => {
    assert.equal((await post('Bearer unclear', JSON.stringify(activity))).status, 500);
    assert.deepEqual(taken, []);
  });
});
