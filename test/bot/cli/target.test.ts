import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { freePort } from '../../../infra/local/postgres.js';
import { testDatabase, type TestDatabase } from '../../support/database.js';
import { emptyDatabase } from '../../support/empty-database.js';
import { documentOf, operate } from '../../support/operator-terminal.js';

const commands: readonly (readonly string[])[] = [
  ['audit', 'verify'],
  ['requests', 'list'],
];

describe('the database that an operators’ command speaks to', () => {
  let database: TestDatabase;
  let folder: string;
  /** Writes down a stack as the launcher does while it runs. */
  const stackRuns = (pid: number, more: object = {}): Promise<void> =>
    writeFile(
      path.join(folder, 'runtime.json'),
      JSON.stringify({ pid, databaseUrl: database.url('lockkeeper_bot'), ownerDatabaseUrl: database.url('lockkeeper_owner'), environment: {}, ...more }),
    );
  const here = (): readonly string[] => ['--state', folder];

  before(async () => {
    database = await testDatabase();
  });
  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'lockkeeper-cli-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  after(() => database.drop());

  it('is the local stack’s where no DATABASE_URL is set, or it is left empty', async () => {
    await stackRuns(process.pid);
    for (const environment of [{}, { DATABASE_URL: '', MIGRATION_DATABASE_URL: '' }]) {
      assert.equal((await operate([...here(), 'requests', 'list'], environment)).status, 0);
      assert.equal((await operate([...here(), 'migrate'], environment)).status, 0);
    }
  });

  it('is that of DATABASE_URL where one is set, though a stack runs', async () => {
    await stackRuns(process.pid);
    const { status, err } = await operate([...here(), 'audit', 'verify'], { DATABASE_URL: `postgres://bot:hunter2@127.0.0.1:${String(await freePort())}/elsewhere` });
    assert.equal(status, 2);
    assert.match(err, /\/elsewhere does not answer/);
  });

  it('is never the stack’s for migrate where DATABASE_URL is set without MIGRATION_DATABASE_URL', async () => {
    await stackRuns(process.pid);
    const { status, err } = await operate([...here(), 'migrate'], { DATABASE_URL: database.url('lockkeeper_bot') });
    assert.equal(status, 2);
    assert.match(err, /^MIGRATION_DATABASE_URL is not set\./);
  });

  for (const args of commands) {
    it(`${args.join(' ')} does not use the owner’s login`, async () => {
      const { status, err } = await operate(args, { MIGRATION_DATABASE_URL: database.url('lockkeeper_owner') });
      assert.equal(status, 2);
      assert.match(err, /^DATABASE_URL is not set\./);
    });
  }

  it('is missing where nothing is set and no stack runs, or the one that ran was killed', async () => {
    const ended = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
    await once(ended, 'close');
    const expected = `There is no DATABASE_URL, and no local stack runs on ${folder}. Set DATABASE_URL, or start a stack with npm start (--state names its folder).`;
    assert.deepEqual(await operate([...here(), 'audit', 'verify']), { status: 2, out: '', err: expected });
    await stackRuns(ended.pid!);
    assert.deepEqual(await operate([...here(), 'audit', 'verify']), { status: 2, out: '', err: expected });
  });

  for (const [name, text] of [['half written', '{"pid":1,'], ['of another version', '{"pid":1}']] as const) {
    it(`says that what a stack wrote down is ${name}`, async () => {
      await writeFile(path.join(folder, 'runtime.json'), text);
      const { status, err } = await operate([...here(), 'audit', 'verify']);
      assert.equal(status, 2);
      assert.match(err, /runtime\.json is damaged or of another version: stop the local stack and start it again/);
    });
  }

  it('tells to start the stack again when its database does not answer', async () => {
    await stackRuns(process.pid, { databaseUrl: `postgres://bot:hunter2@127.0.0.1:${String(await freePort())}/lockkeeper` });
    assert.match((await operate([...here(), 'audit', 'verify'])).err, /does not answer \(ECONNREFUSED\)\. Stop the local stack and start it again with npm start\.$/);
  });

  describe('that cannot be used', () => {
    let hangsUp: Server;
    before(async () => {
      hangsUp = createServer((socket) => socket.destroy());
      await new Promise<void>((resolve) => hangsUp.listen(0, '127.0.0.1', resolve));
    });
    after(() => new Promise((resolve) => hangsUp.close(resolve)));

    const changed = (change: (url: URL) => void): string => {
      const url = new URL(database.url('lockkeeper_bot'));
      change(url);
      return url.href;
    };
    const unusable: readonly (readonly [name: string, url: () => string | Promise<string>, says: RegExp])[] = [
      ['is no address', () => 'hunter2', /^DATABASE_URL is no address of PostgreSQL\. It should look like postgres:/],
      ['is an address of something else', () => 'mysql://bot:hunter2@db.example/lockkeeper', /^DATABASE_URL is no address of PostgreSQL/],
      ['has a password that does not decode', () => 'postgres://bot:hunter2%zz@db.example/lockkeeper', /special characters of the password are percent-encoded/],
      ['is a port where nobody listens', async () => `postgres://bot:hunter2@127.0.0.1:${String(await freePort())}/lockkeeper`, /^The database 127\.0\.0\.1:\d+\/lockkeeper does not answer \(ECONNREFUSED\)\. Check that it runs, and that DATABASE_URL is right\.$/],
      ['hangs up', () => `postgres://bot:hunter2@127.0.0.1:${String((hangsUp.address() as { port: number }).port)}/lockkeeper`, /does not answer/],
      ['refuses the password', () => changed((url) => { url.password = 'hunter2'; }), /refuses the login of DATABASE_URL\. Check its name and password\.$/],
      ['does not exist', () => changed((url) => { url.pathname = '/nowhere'; }), /^There is no database 127\.0\.0\.1:\d+\/nowhere\. Create it/],
      ['is asked for encryption that it has not', () => changed((url) => { url.search = '?sslmode=verify-full'; }), /cannot be encrypted as DATABASE_URL asks/],
    ];
    for (const [name, url, says] of unusable) {
      it(`says in words when it ${name}; status 2, no password, one JSON document`, async () => {
        const DATABASE_URL = await url();
        for (const args of commands) {
          const operated = await operate([...args, '--json'], { DATABASE_URL });
          assert.equal(operated.status, 2);
          assert.match(operated.err, says);
          assert.deepEqual(documentOf(operated), { ok: false, error: operated.err });
          const password = /:([^:@/]+)@/.exec(DATABASE_URL)?.[1] ?? 'hunter2';
          assert.ok(!operated.err.includes(password), 'the password was said');
        }
      });
    }

    it('says when it is not migrated', async () => {
      const empty = await emptyDatabase(database);
      try {
        for (const args of commands) {
          const { status, out, err } = await operate(args, { DATABASE_URL: empty.url('lockkeeper_bot') });
          assert.deepEqual({ status, out, err }, { status: 2, out: '', err: 'The database is not migrated. Run npm run -s lockkeeper -- migrate, with MIGRATION_DATABASE_URL.' });
        }
      } finally {
        await empty.drop();
      }
    });

    it('says when the login has no rights on it', async () => {
      const { status, err } = await operate(['requests', 'list'], { DATABASE_URL: database.url('lockkeeper_remover_process') });
      assert.equal(status, 2);
      assert.match(err, /^The login of DATABASE_URL lacks rights on .* grant lockkeeper_runtime to the login\.$/);
    });
  });
});
