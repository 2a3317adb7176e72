import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { transact } from '../../../services/audit/index.js';
import { testDatabase, type TestDatabase } from '../../support/database.js';
import { documentOf, operate, type Operated } from '../../support/operator-terminal.js';
import { surroundings } from '../../support/surroundings.js';

describe('audit verify', () => {
  let database: TestDatabase;
  const verify = (...options: string[]): Promise<Operated> => operate(['audit', 'verify', ...options], { DATABASE_URL: database.url('lockkeeper_bot') });
  const append = async (count: number): Promise<void> => {
    for (let n = 1; n <= count; n += 1) {
      await transact(surroundings(database), { kind: 'process', id: 'sweep' }, (context) => {
        context.audit.push({ action: 'request.lapse', outcome: 'done', objectType: 'request', objectId: `RQ-000${String(n)}` });
        return Promise.resolve();
      });
    }
  };

  /** As the database's owner, whom the triggers hold up no longer than they like. */
  const tamper = async (statement: string): Promise<void> => {
    await sql.raw(`alter table audit_entries disable trigger user; ${statement}; alter table audit_entries enable trigger user`).execute(database.owner);
  };

  before(async () => {
    database = await testDatabase();
  });
  beforeEach(() => tamper('truncate audit_entries cascade'));
  after(() => database.drop());

  it('is content with an empty trail, and is its first entry', async () => {
    assert.deepEqual(await verify(), { status: 0, out: 'The audit trail is empty: there is nothing to verify yet.', err: '' });
    assert.match((await verify()).out, /^The chain is whole: one entry, head [0-9a-f]{64}\.$/);
  });

  it('finds a good trail whole, and tells how long it is and its head', async () => {
    await append(5);
    const { hash } = await database.db.selectFrom('audit_entries').select('hash').where('seq', '=', 5).executeTakeFirstOrThrow();
    const operated = await verify('--json');
    assert.equal(operated.status, 0);
    assert.deepEqual(documentOf(operated), { ok: true, entries: 5, head: hash });
  });

  it('is on record itself, with what it found', async () => {
    await append(2);
    await verify();
    await tamper(`update audit_entries set actor_id = 'nobody' where seq = 2`);
    await verify();
    const rows = await database.db.selectFrom('audit_entries').select(['seq', 'actor_id', 'action', 'outcome']).where('seq', '>', 2).orderBy('seq').execute();
    assert.deepEqual(rows, [
      { seq: 3, actor_id: 'operator', action: 'audit.verify', outcome: 'done' },
      { seq: 4, actor_id: 'operator', action: 'audit.verify', outcome: 'failed' },
    ]);
  });

  const tamperings: readonly (readonly [name: string, statement: string, found: { seq: number; fault: string }, says: RegExp])[] = [
    ['a changed column', `update audit_entries set action = 'request.approve' where seq = 3`, { seq: 3, fault: 'column-differs' }, /^Entry 3 was altered: a column says something else/],
    ['a changed text', `update audit_entries set entry = replace(entry, 'RQ-0004', 'RQ-0005') where seq = 4`, { seq: 4, fault: 'altered' }, /^Entry 4 was altered/],
    ['a deleted row', `delete from audit_entries where seq = 3`, { seq: 3, fault: 'gap' }, /^Entry 3 is missing/],
    ['the first row deleted', `delete from audit_entries where seq = 1`, { seq: 1, fault: 'gap' }, /^Entry 1 is missing \(gap\)\. It is the first\.$/],
    [
      'two rows in each other’s place',
      `update audit_entries set seq = -2 where seq = 2; update audit_entries set seq = 2 where seq = 4; update audit_entries set seq = 4 where seq = -2`,
      { seq: 2, fault: 'wrong-predecessor' },
      /^Entry 2 does not follow the one before it/,
    ],
    ['two faults, of which the first is named', `update audit_entries set outcome = 'refused' where seq in (2, 4)`, { seq: 2, fault: 'column-differs' }, /^Entry 2 /],
  ];
  for (const [name, statement, found, says] of tamperings) {
    it(`names the first bad entry: ${name}; status 1`, async () => {
      await append(5);
      await tamper(statement);
      const inJson = await verify('--json');
      assert.deepEqual({ status: inJson.status, err: inJson.err, ...documentOf(inJson) }, { status: 1, err: '', ok: false, entries: found.seq - 1, ...found });
      const inWords = await verify();
      assert.equal(inWords.status, 1);
      assert.match(inWords.out, says);
    });
  }
});
