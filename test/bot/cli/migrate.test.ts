import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { connect, newestMigration } from '../../../services/database/index.js';
import { testDatabase, type TestDatabase } from '../../support/database.js';
import { emptyDatabase } from '../../support/empty-database.js';
import { documentOf, operate } from '../../support/operator-terminal.js';

describe('migrate', () => {
  let neighbour: TestDatabase;
  let database: Awaited<ReturnType<typeof emptyDatabase>>;
  before(async () => {
    neighbour = await testDatabase();
  });
  beforeEach(async () => {
    database = await emptyDatabase(neighbour);
  });
  afterEach(() => database.drop());
  after(() => neighbour.drop());

  it('makes the schema of an empty database, says so, and lets the bot in', async () => {
    const { status, out } = await operate(['migrate'], { MIGRATION_DATABASE_URL: database.url('lockkeeper_owner') });
    assert.equal(status, 0);
    assert.match(out, new RegExp(`^Applied 0001-foundation.*\\. The schema is now ${newestMigration()}\\.$`));
    assert.equal((await operate(['audit', 'verify'], { DATABASE_URL: database.url('lockkeeper_bot') })).status, 0);
  });

  it('changes nothing the second time, and says so', async () => {
    const environment = { MIGRATION_DATABASE_URL: database.url('lockkeeper_owner') };
    const first = documentOf(await operate(['migrate', '--json'], environment));
    assert.deepEqual([first['ok'], (first['applied'] as readonly string[]).at(-1), first['version']], [true, newestMigration(), newestMigration()]);
    const before = await schemaOf(environment.MIGRATION_DATABASE_URL);
    assert.deepEqual(documentOf(await operate(['migrate', '--json'], environment)), { ok: true, applied: [], version: newestMigration() });
    assert.deepEqual(await operate(['migrate'], environment), { status: 0, out: `The schema was up to date already (${newestMigration()}).`, err: '' });
    assert.deepEqual(await schemaOf(environment.MIGRATION_DATABASE_URL), before);
  });

  it('gives back a right of the bot that was taken away', async () => {
    const DATABASE_URL = neighbour.url('lockkeeper_bot');
    await sql`revoke select on requests from lockkeeper_runtime`.execute(neighbour.owner);
    assert.equal((await operate(['requests', 'list'], { DATABASE_URL })).status, 2);
    assert.equal((await operate(['migrate'], { MIGRATION_DATABASE_URL: neighbour.url('lockkeeper_owner') })).status, 0);
    assert.equal((await operate(['requests', 'list'], { DATABASE_URL })).status, 0);
  });

  it('refuses a login that does not own the database, status 2, and says what it needs', async () => {
    const { status, out, err } = await operate(['migrate'], { MIGRATION_DATABASE_URL: database.url('lockkeeper_bot') });
    assert.deepEqual({ status, out }, { status: 2, out: '' });
    assert.match(err, /^The login of MIGRATION_DATABASE_URL may not change the schema of .*It must own the database/);
  });

  it('leaves a newer schema alone, status 2', async () => {
    await sql`insert into kysely_migration (name, timestamp) values ('9999-later', 'now')`.execute(neighbour.owner);
    const { status, err } = await operate(['migrate'], { MIGRATION_DATABASE_URL: neighbour.url('lockkeeper_owner') });
    assert.equal(status, 2);
    assert.match(err, /^The database’s schema is newer than this version of Lockkeeper\. Nothing was changed/);
    // Two versions run on one database while one takes the other's place.
    assert.equal((await operate(['audit', 'verify'], { DATABASE_URL: neighbour.url('lockkeeper_bot') })).status, 0);
    await sql`delete from kysely_migration where name = '9999-later'`.execute(neighbour.owner);
  });
});

/** Every column, and what every role may do. */
async function schemaOf(url: string): Promise<readonly string[]> {
  const owner = connect(url, 1);
  try {
    const { rows } = await sql<{ line: string }>`
      select concat_ws(' ', table_schema, table_name, column_name, data_type, is_nullable) as line from information_schema.columns where table_schema in ('public', 'pgboss')
      union all select concat_ws(' ', table_schema, table_name, grantee, privilege_type) from information_schema.table_privileges where table_schema in ('public', 'pgboss')
      order by 1`.execute(owner);
    assert.ok(rows.length > 100);
    return rows.map(({ line }) => line);
  } finally {
    await owner.destroy();
  }
}
