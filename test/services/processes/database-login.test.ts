import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { connect, Jobs, migrate, newestMigration, type Database, type DatabaseLogin } from '../../../services/database/index.js';
import { databaseLogin } from '../../../services/processes/database-login.js';
import { testDatabase, type TestDatabase } from '../../support/database.js';
import { IdentityEndpoint } from '../azure/identity-endpoint.js';

// A real server whose role has the newest token as its password stands for one that checks tokens.
describe('signing in to the database with a managed identity', () => {
  const role = `id-${randomBytes(6).toString('hex')}`;
  const clientId = randomUUID();
  let database: TestDatabase;
  let administrator: Database;
  let endpoint: IdentityEndpoint;
  let login: DatabaseLogin;
  let tokens = 0;

  /** From now on the platform gives another token, and the server takes no other. */
  const issue = async (): Promise<string> => {
    const token = `token-${String((tokens += 1))}-${randomBytes(8).toString('hex')}`;
    endpoint.token = () => token;
    await sql.raw(`alter role "${role}" password '${token}'`).execute(administrator);
    return token;
  };
  const whoAmI = async (db: Database): Promise<string | undefined> => (await sql<{ who: string }>`select current_user as who`.execute(db)).rows[0]?.who;

  before(async () => {
    [database, endpoint] = await Promise.all([testDatabase(), IdentityEndpoint.start()]);
    // Nothing is kept beyond its time.
    endpoint.seconds = 0;
    // Outlives the suite's own database.
    administrator = connect(new URL('/postgres', database.url('postgres')).href, 1);
    await sql.raw(`create role "${role}" login in role lockkeeper_owner`).execute(administrator);
    const address = new URL(database.url('lockkeeper_bot'));
    address.username = role;
    address.password = '';
    login = databaseLogin(address.href, { DATABASE_AUTHENTICATION: 'managed-identity', AZURE_CLIENT_ID: clientId });
  });
  beforeEach(async () => {
    await issue();
    endpoint.asked.length = 0;
  });
  after(async () => {
    await database.drop();
    await sql.raw(`drop role "${role}"`).execute(administrator);
    await administrator.destroy();
    endpoint.stop();
  });

  it('shows a token for the database, of the identity that the settings name', async () => {
    const db = connect(login, 1);
    assert.equal(await whoAmI(db), role);
    assert.equal(await whoAmI(db), role);
    await db.destroy();
    assert.deepEqual(endpoint.asked, [`${clientId} https://ossrdbms-aad.database.windows.net`], 'once for each connection');
  });

  it('shows a fresh token on the next connection', async () => {
    const db = connect(login, 2);
    await db.connection().execute(async (held) => {
      await whoAmI(held);
      await issue();
      assert.equal(await whoAmI(db), role);
    });
    await db.destroy();
    assert.equal(endpoint.asked.length, 2);
  });

  it('works on jobs, with a fresh token on each connection too', async () => {
    const faults: unknown[] = [];
    const jobs = await Jobs.start(login, (error) => faults.push(error), 'work-only');
    const before = endpoint.asked.length;
    await issue();
    await Promise.all([1, 2, 3].map(() => jobs.sendNow('sweep', {})));
    await jobs.stop(1_000);
    assert.ok(endpoint.asked.length > before, 'there were new connections');
    assert.deepEqual(faults, []);
  });

  it('migrates', async () => {
    assert.deepEqual(await migrate(login), { applied: [], version: newestMigration() });
  });

  it('is refused with a token that is no longer good, and shows it to nobody', async () => {
    const token = await issue();
    await sql.raw(`alter role "${role}" password 'another'`).execute(administrator);
    const db = connect(login, 1);
    await assert.rejects(whoAmI(db), (error: Error & { code?: string }) => error.code === '28P01' && !JSON.stringify(error).includes(token) && !(error.stack ?? '').includes(token));
    await db.destroy();
  });

  it('leaves an address with a password as it is', () => {
    for (const settings of [{}, { DATABASE_AUTHENTICATION: 'password', AZURE_CLIENT_ID: clientId }]) assert.equal(databaseLogin('postgres://bot:word@db/lockkeeper', settings), 'postgres://bot:word@db/lockkeeper');
  });
});
