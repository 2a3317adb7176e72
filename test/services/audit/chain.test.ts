import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { transact, verifyAudit, type Surroundings } from '../../../services/audit/index.js';
import type { AuditNote } from '../../../services/context/index.js';
import { RequestWorld } from '../../support/request-world.js';
import { worldDatabase, type TestDatabase } from '../../support/database.js';
import { renew } from '../../support/emptying.js';
import { surroundings } from '../../support/surroundings.js';

const note: AuditNote = { action: 'request.approve', outcome: 'done', objectType: 'request', objectId: 'RQ-0001', requestId: 121, facts: { version: 1 }, texts: { reason: 'because' } };

describe('audit chain', () => {
  let database: TestDatabase;
  let world: Surroundings;
  const append = (notes: AuditNote[] = [note]): Promise<void> =>
    transact(world, { kind: 'process', id: 'sweep' }, (context) => {
      context.audit.push(...notes);
      return Promise.resolve();
    });

  before(async () => {
    database = await worldDatabase();
    world = surroundings(database);
  });
  // No trail of another suite is there before, and none that was tampered with is left after.
  beforeEach(() => renew(database.owner));
  after(async () => {
    await renew(database.owner);
    await database.drop();
  });

  it('is whole when many commands append at once', async () => {
    await Promise.all(Array.from({ length: 40 }, () => append()));
    assert.deepEqual({ ...(await verifyAudit(database.db)), head: '' }, { ok: true, entries: 40, head: '' });
  });

  it('is missing its first entry where it was emptied: there are requests, and each has an entry', async () => {
    const hospital = await RequestWorld.build(database);
    await hospital.asked('researcher', { tier: 2 });
    await sql.raw('alter table audit_entries disable trigger user; truncate audit_entries cascade; alter table audit_entries enable trigger user').execute(database.owner);
    assert.deepEqual(await verifyAudit(database.db), { ok: false, entries: 0, seq: 1, fault: 'gap' });
  });

  it('keeps nothing of a command that failed', async () => {
    const failing = transact(world, { kind: 'process', id: 'sweep' }, (context) => {
      context.audit.push(note);
      return Promise.reject(new Error('no'));
    });
    await assert.rejects(failing, /no/);
    assert.equal((await verifyAudit(database.db)).entries, 0);
  });

  it('holds free text by its digest only', async () => {
    await append();
    const row = await database.db.selectFrom('audit_entries').select('entry').executeTakeFirstOrThrow();
    assert.doesNotMatch(row.entry, /because/);
    const text = await database.db.selectFrom('audit_texts').selectAll().executeTakeFirstOrThrow();
    assert.equal(text.text, 'because');
  });

  for (const statement of ['update audit_entries set outcome = outcome', 'delete from audit_entries', 'truncate audit_entries cascade', 'update audit_texts set text = text', 'delete from audit_texts']) {
    it(`refuses the runtime role: ${statement}`, async () => {
      await append();
      await assert.rejects(sql.raw(statement).execute(database.db), /permission denied/);
    });
    if (!statement.includes('texts')) {
      it(`refuses even the owner: ${statement}`, async () => {
        await append();
        await assert.rejects(sql.raw(statement).execute(database.owner), /append-only/);
      });
    }
  }

  const tamperings: readonly (readonly [string, string, string])[] = [
    ['altered text', `update audit_entries set entry = replace(entry, 'RQ-0001', 'RQ-0002') where seq = 3`, 'altered'],
    ['missing entry', `delete from audit_texts where seq = 3; delete from audit_entries where seq = 3`, 'gap'],
    ['other actor column', `update audit_entries set actor_id = 'somebody' where seq = 3`, 'column-differs'],
    ['other outcome column', `update audit_entries set outcome = 'refused' where seq = 3`, 'column-differs'],
    ...(
      [
        ['request_id', '12'],
        ['request_id', '1'],
        ['request_id', 'null'],
        ['project_id', '3'],
        ['dataset_id', '7'],
        ['subject_id', `'somebody'`],
        ['object_type', `'dataset'`],
        ['object_id', `'RQ-0012'`],
        ['at', `at + interval '1 second'`],
        ['action', `'request.deny'`],
        ['correlation_id', `'another'`],
        ['actor_id', 'object_id'],
      ] as const
    ).map(([column, value]) => [`${column} set to ${value}`, `update audit_entries set ${column} = ${value} where seq = 3`, 'column-differs'] as const),
    ['other free text', `update audit_texts set text = 'other' where seq = 3`, 'text-altered'],
    ['rewritten entry with a fitting hash', `update audit_entries set entry = replace(entry, '"version":1', '"version":2'), hash = encode(sha256(convert_to(prev || E'\\n' || replace(entry, '"version":1', '"version":2'), 'UTF8')), 'hex') where seq = 2`, 'wrong-predecessor'],
  ];
  for (const [name, statement, fault] of tamperings) {
    it(`names the first bad entry: ${name}`, async () => {
      for (let n = 0; n < 4; n += 1) await append();
      await sql.raw(`set local session_replication_role = replica; ${statement}`).execute(database.owner);
      assert.deepEqual(await verifyAudit(database.db), { ok: false, entries: 2, seq: 3, fault });
    });
  }
});
