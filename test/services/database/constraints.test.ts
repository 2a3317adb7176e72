import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { answers, connect, migrate, newestMigration } from '../../../services/database/index.js';
import { testDatabase, type TestDatabase } from '../../support/database.js';
import { RequestWorld } from '../../support/request-world.js';

describe('the database', () => {
  let database: TestDatabase;
  let world: RequestWorld;
  before(async () => {
    database = await testDatabase();
    world = await RequestWorld.build(database);
  });
  after(() => database.drop());

  it('is at the newest migration, and migrating again changes nothing', async () => {
    assert.deepEqual(await migrate(database.url('lockkeeper_owner')), { applied: [], version: newestMigration() });
  });

  it('holds one role for each person and project', async () => {
    const { hospital } = world;
    const again = database.db.insertInto('project_roles').values({ project_id: hospital.projectId, person_id: hospital.id.researcher, role: 'referee', since: new Date() });
    await assert.rejects(again.execute(), /project_roles_one_per_person/);
  });

  it('holds one Investigator for each project', async () => {
    const { hospital } = world;
    const second = database.db.insertInto('project_roles').values({ project_id: hospital.projectId, person_id: hospital.id.outsider, role: 'investigator', since: new Date() });
    await assert.rejects(second.execute(), /project_roles_one_investigator/);
  });

  it('holds one vote for each seat', async () => {
    const { id } = await world.asked('researcher', { tier: 2 });
    await world.approved(id, 'manager');
    const vote = await database.db.selectFrom('votes').selectAll().where('request_id', '=', id).executeTakeFirstOrThrow();
    const second = database.db.insertInto('votes').values({ ...vote, id: vote.id + 1_000, person_id: world.hospital.id.investigator, answer: 'deny' });
    await assert.rejects(second.execute(), /votes_seat_id_key/);
  });

  it('holds no tier 4 and no tier without a classification', async () => {
    const packages = database.db.updateTable('work_packages').where('id', '=', world.hospital.at[3].packageId);
    await assert.rejects(packages.set({ tier: null }).execute(), /work_packages_check/);
    await assert.rejects(database.db.updateTable('requests').set({ tier: 4 }).execute(), /requests_tier_check/);
  });

  it('reads dates as ISO text and counts as numbers', async () => {
    const row = await database.db.selectFrom('datasets').select(['updated_on', 'size_bytes']).limit(1).executeTakeFirstOrThrow();
    assert.deepEqual(row, { updated_on: '2026-01-05', size_bytes: 1_000_000 });
  });

  it('sends a job if and only if its transaction commits', async () => {
    const count = async (): Promise<number> => {
      const { rows } = await sql<{ jobs: number }>`select count(*)::int as jobs from pgboss.job where name = 'workflow'`.execute(database.db);
      return rows[0]?.jobs ?? -1;
    };
    const send = (after: () => Promise<void>): Promise<void> =>
      database.db.transaction().execute(async (trx) => {
        await database.jobs.send(trx, 'workflow', { workflowId: 1 });
        await after();
      });
    await assert.rejects(send(() => Promise.reject(new Error('no'))), /no/);
    assert.equal(await count(), 0);
    await send(() => Promise.resolve());
    assert.equal(await count(), 1);
  });

  it('says when it does not answer', async () => {
    const nowhere = connect('postgres://nobody@127.0.0.1:1/none', 1);
    assert.equal(await answers(nowhere), false);
    assert.equal(await answers(database.db), true);
    await nowhere.destroy();
  });
});
