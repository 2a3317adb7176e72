import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { transact } from '../../../services/audit/index.js';
import { connect, type Database } from '../../../services/database/index.js';
import { testDatabase, type TestDatabase } from '../../support/database.js';
import { surroundings } from '../../support/surroundings.js';

describe('prepared statements', () => {
  let database: TestDatabase;
  let db: Database;
  before(async () => {
    database = await testDatabase();
    db = connect(database.url('lockkeeper_bot'), 1);
  });
  after(async () => {
    await db.destroy();
    await database.drop();
  });

  const everyone = (from: Pick<Database, 'selectFrom'>, id: string): Promise<readonly object[]> => from.selectFrom('people').selectAll().where('id', '=', id).execute();

  it('are prepared once on a connection, whatever their values', async () => {
    for (const id of ['one', 'two', 'three']) await everyone(db, id);
    const { rows } = await sql<{ n: number }>`select count(*) as n from pg_prepared_statements where statement like '%"people"%'`.execute(db);
    assert.equal(rows[0]?.n, 1);
  });

  it('are prepared anew when a migration has added a column, and the transaction that met it goes through', async () => {
    const world = { ...surroundings(database), db };
    const look = (): Promise<readonly object[]> => transact(world, { kind: 'process', id: 'sweep' }, ({ trx }) => everyone(trx, 'one'));
    await sql`insert into people (id, name, mail, user_type, updated_at) values ('one', 'One', 'one@example.org', 'member', now())`.execute(database.owner);
    assert.equal((await look()).length, 1);
    await sql`alter table people add column nickname text`.execute(database.owner);
    assert.ok('nickname' in ((await look())[0] ?? {}));
    assert.equal((await everyone(db, 'one')).length, 1);
  });
});
