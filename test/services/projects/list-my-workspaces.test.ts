import assert from 'node:assert/strict';
import { people, type SeedPerson } from '../../../infra/local/seed/people.js';
import { seedDatabase } from '../../../infra/local/seed/seed-database.js';
import { transact } from '../../../services/audit/index.js';
import { listMyWorkspaces, type MyWorkspace } from '../../../services/projects/index.js';
import { askForAccess } from '../../../services/requests/index.js';
import { testDatabase, type TestDatabase } from '../../support/database.js';
import { surroundings, TestClock, testOrganisation } from '../../support/surroundings.js';

const { amara, ben, ines, jonas, mei, omar, ruth, samuel } = people;

describe('the workspaces of a person', () => {
  const clock = new TestClock();
  let database: TestDatabase;
  before(async () => {
    database = await testDatabase();
    await seedDatabase(database.owner, { clock, organisation: testOrganisation });
  });
  after(() => database.drop());

  const of = (person: SeedPerson): Promise<readonly MyWorkspace[]> => transact(surroundings(database, clock), { kind: 'person', id: person.id, systemRoles: new Set() }, listMyWorkspaces);
  const standing = async (person: SeedPerson) => (await of(person)).map(({ id, member, mayJoin }) => `${String(id)}${member ? ' member' : ''}${mayJoin ? ' may join' : ''}`);

  it('are those of the projects where they have a role, with tier and membership', async () => {
    assert.deepEqual(await of(amara), [
      { id: 1, name: 'Readmissions', project: { id: 1, title: 'Heart failure readmissions' }, tier: 1, member: false, mayJoin: true },
      { id: 2, name: 'Readmissions linked', project: { id: 1, title: 'Heart failure readmissions' }, tier: 2, member: true, mayJoin: false },
      { id: 3, name: 'Arrhythmia families', project: { id: 2, title: 'Inherited arrhythmia' }, tier: 3, member: false, mayJoin: true },
    ]);
  });

  it('may be joined by Researcher, Investigator and Referee, not by Project Manager or Representative', async () => {
    assert.deepEqual(await standing(ines), ['1 member', '2 member', '3 member']);
    assert.deepEqual(await standing(omar), ['1 may join', '2 may join']);
    assert.deepEqual(await standing(mei), ['1 may join', '2 may join']);
    assert.deepEqual(await standing(jonas), ['1', '2', '3']);
    assert.deepEqual(await standing(ben), ['1', '2']);
  });

  it('are none for people without a role in a project that has one', async () => {
    assert.deepEqual([await of(samuel), await of(ruth)], [[], []]);
  });

  it('may not be joined while a request to join is under way', async () => {
    const result = await transact(surroundings(database, clock), { kind: 'person', id: amara.id, systemRoles: new Set() }, (context) =>
      askForAccess(context, { workspaceId: 1, datasetId: null, subjectId: amara.id, purpose: 'Look', untilOn: '2027-01-31', accepted: true, alsoJoin: false }),
    );
    assert.equal(result.kind, 'done');
    assert.deepEqual(await standing(amara), ['1', '2 member', '3 may join']);
  });
});
