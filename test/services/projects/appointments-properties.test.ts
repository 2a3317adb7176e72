import assert from 'node:assert/strict';
import fc from 'fast-check';
import { appointPerson, declareConflict, handOverDataset, projectRoles, recordDesignation, removePerson, type DirectoryPerson, type Result } from '../../../services/projects/index.js';
import type { ProjectRoleName } from '../../../services/database/index.js';
import { datasetKeys, personKeys, type DatasetKey, type PersonKey } from '../../support/hospital-builder.js';
import { testDatabase, type TestDatabase } from '../../support/database.js';
import { RequestWorld } from '../../support/request-world.js';

const people = fc.constantFrom<PersonKey>(...personKeys);
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('appoint' as const), by: people, whom: people, role: fc.constantFrom<ProjectRoleName>(...projectRoles) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('appoint' as const), by: fc.constantFrom<PersonKey>('manager', 'programmeManager'), whom: people, role: fc.constantFrom<ProjectRoleName>(...projectRoles) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('remove' as const), by: fc.constantFrom<PersonKey>('manager', 'programmeManager', 'investigator'), whom: people }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('conflict' as const), by: people, whom: people }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('designate' as const), by: fc.constantFrom<PersonKey>('programmeManager', 'manager'), whom: people, dataset: fc.constantFrom<DatasetKey>(...datasetKeys) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('hand-over' as const), by: people, whom: people, dataset: fc.constantFrom<DatasetKey>(...datasetKeys) }) },
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

function take(world: RequestWorld, taken: Step): Promise<Result<unknown>> {
  const { hospital } = world;
  const { projectId } = hospital;
  const person: DirectoryPerson = { id: hospital.id[taken.whom], name: taken.whom, mail: `${taken.whom}@example.org`, userType: taken.whom === 'guest' ? 'guest' : 'member', enabled: true };
  return world.as(taken.by, (context): Promise<Result<unknown>> => {
    switch (taken.kind) {
      case 'appoint':
        return appointPerson(context, { projectId, person, role: taken.role });
      case 'remove':
        return removePerson(context, { projectId, personId: person.id });
      case 'conflict':
        return declareConflict(context, { projectId, personId: person.id, reason: 'kin' });
      case 'designate':
        return recordDesignation(context, { datasetId: hospital.datasets[taken.dataset], person, capacity: 'principal', evidence: 'letter', designatedOn: '2026-11-20' });
      case 'hand-over':
        return handOverDataset(context, { datasetId: hospital.datasets[taken.dataset], person });
      default:
        return taken satisfies never;
    }
  });
}

describe('whatever is done to the people of a project', function () {
  this.timeout(120_000);
  let database: TestDatabase;
  before(async () => {
    database = await testDatabase();
  });
  after(() => database.drop());

  /** Everything about people that a change would show in. */
  const picture = async (): Promise<string> => {
    const { db } = database;
    const roles = await db.selectFrom('project_roles').selectAll().orderBy('id').execute();
    const conflicts = await db.selectFrom('declared_conflicts').selectAll().orderBy('person_id').execute();
    const represent = await db.selectFrom('dataset_representatives').selectAll().orderBy('dataset_id').orderBy('person_id').orderBy('since').execute();
    return JSON.stringify([roles, conflicts, represent]);
  };

  it('there is one Investigator at most, one role each, no Referee with a conflict, and no change without its entry', async () => {
    const { db } = database;
    const head = async (): Promise<number> => (await db.selectFrom('audit_entries').select((select) => select.fn.max('seq').as('seq')).executeTakeFirstOrThrow()).seq;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 10 }), async (steps) => {
        const world = await RequestWorld.build(database);
        for (const taken of steps) {
          world.clock.advance({ minutes: 1 });
          const [before, entries] = [await picture(), await head()];
          const result = await take(world, taken);
          const after = await picture();
          assert.ok((await head()) > entries, 'every attempt is on record');
          assert.equal(result.kind === 'done', before !== after, `${JSON.stringify(taken)} ${JSON.stringify(result)}`);
          const roles = await db.selectFrom('project_roles').select(['person_id', 'role']).where('until', 'is', null).execute();
          assert.ok(roles.filter(({ role }) => role === 'investigator').length <= 1);
          assert.equal(new Set(roles.map(({ person_id }) => person_id)).size, roles.length);
          const conflicted = new Set((await db.selectFrom('declared_conflicts').select('person_id').execute()).map(({ person_id }) => person_id));
          assert.ok(!roles.some(({ person_id, role }) => role === 'referee' && conflicted.has(person_id)));
          const represents = await db.selectFrom('dataset_representatives').select(['person_id', 'dataset_id']).where('until', 'is', null).execute();
          assert.equal(new Set(represents.map(({ person_id, dataset_id }) => `${person_id} ${String(dataset_id)}`)).size, represents.length, 'nobody stands twice for a dataset');
        }
      }),
      { numRuns: 40 },
    );
  });
});
