import assert from 'node:assert/strict';
import { sql, type Kysely } from 'kysely';
import { up } from '../../../services/database/migrations/0002-classification.js';
import { testDatabase, type TestDatabase } from '../../support/database.js';
import { ClassificationWorld } from './classification-world.js';

describe('the migration that brings classification', () => {
  let database: TestDatabase;
  before(async () => {
    database = await testDatabase();
  });
  after(() => database.drop());

  it('gives packages that were open before a round in which nobody is barred, and others none', async () => {
    const world = await ClassificationWorld.build(database);
    const { packageId } = await world.opened();
    await world.newPackage();
    await sql`
      drop table seen_opinions, ways_out, opinion_datasets, opinions, answer_drafts, classifications, flowchart_versions;
      alter table work_packages drop column preliminary_tier, drop column successor_reason`.execute(database.owner);
    await up(database.owner as unknown as Kysely<unknown>);
    const rounds = await database.owner.selectFrom('classifications').select(['work_package_id', 'flowchart', 'opened_by', 'outcome']).execute();
    assert.deepEqual(rounds, [{ work_package_id: packageId, flowchart: 'turing-tiers', opened_by: null, outcome: null }]);
  });
});
