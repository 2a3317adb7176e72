import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { verifyAudit, type Surroundings } from '../../../services/audit/index.js';
import { LockkeeperError } from '../../../services/context/index.js';
import { connect, Jobs, type Database } from '../../../services/database/index.js';
import { removalWorkflow, type RemoverRights } from '../../../services/requests/index.js';
import { driveWorkflow } from '../../../services/workflows/index.js';
import { renewedDatabase, type TestDatabase } from '../../support/database.js';
import { surroundings, TestClock } from '../../support/surroundings.js';
import { endingAccess, groupId, subject, type EndingAccess } from './ending-access.js';

describe("the remover's role in the database", () => {
  let database: TestDatabase;
  let db: Database;
  let jobs: Jobs;
  let world: Surroundings;
  let access: EndingAccess;
  let clock: TestClock;

  beforeEach(async () => {
    database = await renewedDatabase();
    access = await endingAccess(database);
    clock = new TestClock();
    db = connect(database.url('lockkeeper_remover_process'), 3);
    jobs = await Jobs.start(database.url('lockkeeper_remover_process'), () => undefined, 'work-only');
    world = { ...surroundings(database), db, jobs };
  });
  afterEach(async () => {
    await jobs.stop(1_000);
    await db.destroy();
    await database.drop();
  });

  const requestState = async (): Promise<string> => (await database.owner.selectFrom('requests').select('state').where('id', '=', access.requestId).executeTakeFirstOrThrow()).state;
  const removal = () => database.owner.selectFrom('removals').select(['state', 'failure']).where('id', '=', access.removalId).executeTakeFirstOrThrow();
  const outbox = async (): Promise<string[]> => {
    const rows = await database.owner.selectFrom('outbox').select(['kind', 'payload']).where('request_id', '=', access.requestId).orderBy('id').execute();
    return rows.map(({ kind, payload }) => [kind, payload['event']].filter(Boolean).join(' '));
  };
  const remove = async (rights: RemoverRights['removeMember']): Promise<void> => {
    const { id } = await database.owner.selectFrom('workflows').select('id').where('kind', '=', 'remove-member').where('about_id', '=', access.removalId).executeTakeFirstOrThrow();
    await driveWorkflow({ ...world, clock, stepFault: () => undefined }, removalWorkflow({ ...world, clock, rights: { removeMember: rights } }), id);
  };

  it('suffices to record a removal: request, removal, audit, messages, timers', async () => {
    const before_ = (await outbox()).length;
    const acts: object[] = [];
    await remove((act) => {
      acts.push(act);
      return Promise.resolve('removed');
    });
    assert.deepEqual(acts, [{ groupId, personId: subject.id }]);
    assert.equal(await requestState(), 'revoked');
    assert.deepEqual(await removal(), { state: 'done', failure: null });
    const messages = (await outbox()).slice(before_);
    assert.ok(messages.includes('tell revoked') && messages.includes('refresh'), messages.join());
    assert.equal((await database.owner.selectFrom('request_timers').selectAll().where('request_id', '=', access.requestId).execute()).length, 0);
    const entries = await database.owner.selectFrom('audit_entries').select(['actor_id', 'action', 'outcome']).where('request_id', '=', access.requestId).orderBy('seq', 'desc').limit(2).execute();
    assert.deepEqual(entries.reverse(), [
      { actor_id: 'remover', action: 'membership.remove', outcome: 'done' },
      { actor_id: 'remover', action: 'request.finish-ending', outcome: 'done' },
    ]);
    assert.equal((await verifyAudit(database.db)).ok, true);
  });

  it('suffices to record that the directory refused', async () => {
    await remove(() => Promise.resolve('refused'));
    assert.deepEqual(await removal(), { state: 'failed', failure: 'directory-refused' });
    assert.equal(await requestState(), 'ending');
    assert.ok((await outbox()).includes('tell removal-failed'));
  });

  it('suffices to record that the last try failed', async () => {
    const unavailable = (): Promise<never> => Promise.reject(new LockkeeperError('directory-unavailable', 'later'));
    for (let tries = 0; tries < 9; tries += 1) {
      assert.equal((await removal()).state, 'queued');
      await remove(unavailable);
      clock.advance({ minutes: 10 });
    }
    assert.deepEqual(await removal(), { state: 'failed', failure: 'directory-unavailable' });
  });

  it('sees the workflows that remove members, and no other', async () => {
    await sql`insert into workflows (kind, about_type, about_id, input, state, begun_by, correlation_id, begun_at, changed_at, due_at)
      values ('grant-membership', 'request', 1, '{"requestId":1}', 'running', 'x', 'x', now(), now(), now()), ('remove-stack', 'workspace', 1, '{}', 'running', 'x', 'x', now(), now(), now())`.execute(database.owner);
    await sql`insert into workflow_steps (workflow_id, place, name, state, facts) select id, 0, 'add-member', 'to-do', '{}' from workflows where kind = 'grant-membership'`.execute(database.owner);
    assert.deepEqual([...new Set((await db.selectFrom('workflows').select('kind').execute()).map(({ kind }) => kind))].sort(), ['remove-member', 'remove-stack']);
    assert.deepEqual([...new Set((await db.selectFrom('workflow_steps').select('name').execute()).map(({ name }) => name))], ['take-out']);
    const changed = await db.updateTable('workflows').set({ state: 'done', due_at: null }).where('kind', '=', 'grant-membership').executeTakeFirst();
    assert.equal(changed.numUpdatedRows, 0n);
  });

  it('suffices to keep a membership that another request explains', async () => {
    await sql`insert into requests (type, version, state, requester_id, subject_id, project_id, work_package_id, workspace_id, dataset_id, tier, purpose, until_on, ends_at, stage, created_at, updated_at, activated_at)
      select type, version, 'active', requester_id, subject_id, project_id, work_package_id, workspace_id, dataset_id, tier, purpose, until_on, ends_at, stage, created_at, updated_at, activated_at
      from requests where id = ${access.requestId}`.execute(database.owner);
    await remove(() => Promise.reject(new Error('the directory is not asked')));
    assert.equal((await removal()).state, 'kept');
    assert.equal(await requestState(), 'revoked');
  });
});

describe("the limits of the remover's role in the database", () => {
  let database: TestDatabase;
  let db: Database;
  before(async () => {
    database = await renewedDatabase();
    db = connect(database.url('lockkeeper_remover_process'), 1);
  });
  after(async () => {
    await db.destroy();
    await database.drop();
  });

  const forbidden: readonly string[] = [
    'select * from people',
    'update people set enabled = false',
    'select comment from votes',
    "insert into votes (request_id, version, stage, seat_id, person_id, answer, comment, voted_at) values (1, 1, 1, 1, 'x', 'approve', '', now())",
    'select * from conversation_references',
    'select * from conversation_states',
    'select * from activity_claims',
    'select conversation_id from card_copies',
    'select entry from audit_entries',
    'select * from audit_texts',
    "insert into audit_texts (seq, field, salt, text) values (1, 'x', 'x', 'x')",
    'update audit_entries set outcome = outcome',
    'delete from audit_entries',
    'truncate audit_entries cascade',
    'update audit_texts set text = text',
    'delete from audit_texts',
    'update requests set grantor_id = null',
    'update requests set subject_id = subject_id',
    'update requests set until_on = until_on',
    'delete from requests',
    'update removals set person_id = person_id',
    "insert into removals (request_id, person_id, group_id, state, created_at) values (1, 'x', 'x', 'queued', now())",
    'delete from removals',
    'select payload from outbox',
    'update outbox set state = state',
    'delete from outbox',
    'update directory_groups set name = name',
    "insert into project_roles (project_id, person_id, role, since) values (1, 'x', 'investigator', now())",
    "insert into system_role_holders (role, person_id) values ('programme-manager', 'x')",
    "insert into workflows (kind, about_type, about_id, input, state, begun_by, correlation_id, begun_at, changed_at) values ('remove-member', 'removal', 1, '{}', 'waiting', 'x', 'x', now(), now())",
    "update workflows set kind = 'remove-member'",
    "update workflows set input = '{}'",
    'delete from workflows',
    'delete from workflow_steps',
    'select name from workspaces',
    'select * from training_records',
    'select * from package_approvals',
    'update seat_holders set pending = false',
    "select setval(pg_get_serial_sequence('requests', 'id'), 1)",
    'create table public.mine ()',
  ];
  for (const statement of forbidden) {
    it(`forbid: ${statement.slice(0, 70)}`, async () => {
      await assert.rejects(sql.raw(statement).execute(db), /permission denied/);
    });
  }
});
