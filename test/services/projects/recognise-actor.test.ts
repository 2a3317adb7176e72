import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { people } from '../../../infra/local/seed/people.js';
import { seedDatabase } from '../../../infra/local/seed/seed-database.js';
import type { LockkeeperError } from '../../../services/context/index.js';
import { recogniseActor, recogniseActorAfresh, RecognitionCache, type Recognised, type Recognition } from '../../../services/projects/index.js';
import { renewedDatabase, type TestDatabase } from '../../support/database.js';
import { surroundings, TestClock, testOrganisation } from '../../support/surroundings.js';
import { DirectoryFake } from './directory-fake.js';

const { amara, claire, david, gail, helen, ruth, tom } = people;
const rolesOf = (recognised: Recognised): readonly string[] => (recognised.kind === 'known' ? [...recognised.actor.systemRoles] : [recognised.kind]);
const unavailable = (error: LockkeeperError): boolean => error.code === 'directory-unavailable';

describe('recognising who acts', () => {
  let database: TestDatabase;
  let directory: DirectoryFake;
  let clock: TestClock;
  let world: Recognition;

  beforeEach(async () => {
    database = await renewedDatabase();
    clock = new TestClock();
    await seedDatabase(database.owner, { clock, organisation: testOrganisation });
    directory = new DirectoryFake();
    world = { ...surroundings(database, clock), directory, recognised: new RecognitionCache(clock) };
  });
  afterEach(() => database.drop());

  const stored = (id: string) => database.db.selectFrom('people').selectAll().where('id', '=', id).executeTakeFirst();
  const changes = () => database.db.selectFrom('audit_entries').select(['subject_id', 'actor_id', 'entry']).where('action', '=', 'directory.change').execute();

  it('gives staff the system roles of the directory', async () => {
    const recognised = await recogniseActor(world, ruth.id);
    assert.deepEqual(recognised, {
      kind: 'known',
      actor: { kind: 'person', id: ruth.id, systemRoles: new Set(['programme-manager']) },
      person: { id: ruth.id, name: ruth.name, mail: ruth.mail, userType: 'member', enabled: true },
      staff: true,
      rolesAreFresh: true,
    });
  });

  it('keeps somebody of the staff whom it meets for the first time, without an audit entry', async () => {
    const id = randomUUID();
    directory.accounts.set(id, { id, name: 'Nora Quist', mail: 'nora.quist@northgate.example', userType: 'member', enabled: true });
    assert.deepEqual(rolesOf(await recogniseActor(world, id)), []);
    assert.equal((await stored(id))?.name, 'Nora Quist');
    assert.deepEqual(await changes(), []);
  });

  it('does not know who is not in the directory, and keeps nothing of them', async () => {
    const id = randomUUID();
    assert.deepEqual(await recogniseActor(world, id), { kind: 'unknown' });
    assert.equal(await stored(id), undefined);
  });

  it('turns a disabled account away, and takes its roles', async () => {
    directory.set(david.id, { enabled: false });
    assert.deepEqual(await recogniseActor(world, david.id), { kind: 'disabled' });
    assert.equal((await stored(david.id))?.enabled, false);
    assert.deepEqual(await database.db.selectFrom('system_role_holders').select('role').where('person_id', '=', david.id).execute(), []);
    const [change] = await changes();
    assert.equal(change?.subject_id, david.id);
    assert.match(change.entry, /"enabled":false,"added":"","removed":"programme-manager"/);
  });

  it('does not know a deleted account any more', async () => {
    directory.accounts.delete(david.id);
    assert.deepEqual(await recogniseActor(world, david.id), { kind: 'unknown' });
    assert.equal((await stored(david.id))?.enabled, false);
    assert.match((await changes())[0]?.entry ?? '', /"reason":"account-deleted"/);
  });

  it('turns a guest without a role away, and keeps nothing of them', async () => {
    assert.deepEqual(await recogniseActor(world, gail.id), { kind: 'guest-without-role' });
    assert.equal(await stored(gail.id), undefined);
  });

  it('accepts a guest for a role in an open project alone', async () => {
    await database.owner.updateTable('dataset_representatives').set({ until: clock.now() }).where('person_id', '=', tom.id).execute();
    const recognised = await recogniseActor(world, tom.id);
    assert.equal(recognised.kind === 'known' && !recognised.staff, true);
  });

  it('accepts a guest of the referee college', async () => {
    directory.holders['referee-college'].push(gail.id);
    assert.deepEqual(rolesOf(await recogniseActor(world, gail.id)), ['referee-college']);
  });

  it('accepts a guest who is only a deputy for one dataset', async () => {
    await database.owner.updateTable('project_roles').set({ until: clock.now() }).where('person_id', '=', helen.id).execute();
    await database.owner.updateTable('dataset_representatives').set({ until: clock.now() }).where('person_id', '=', helen.id).where('deputy', '=', false).execute();
    assert.equal((await recogniseActor(world, helen.id)).kind, 'known');
  });

  it('turns a guest away from the moment their last role ends, although the directory’s answer is kept', async () => {
    assert.equal((await recogniseActor(world, tom.id)).kind, 'known');
    await database.owner.updateTable('project_roles').set({ until: clock.now() }).where('person_id', '=', tom.id).execute();
    assert.equal((await recogniseActor(world, tom.id)).kind, 'known');
    await database.owner.updateTable('dataset_representatives').set({ until: clock.now() }).where('person_id', '=', tom.id).execute();
    assert.equal((await recogniseActor(world, tom.id)).kind, 'guest-without-role');
  });

  it('does not accept a guest for a role in a project that is closed', async () => {
    await database.owner.updateTable('dataset_representatives').set({ until: clock.now() }).where('person_id', '=', tom.id).execute();
    await database.owner.updateTable('projects').set({ state: 'closed' }).execute();
    assert.equal((await recogniseActor(world, tom.id)).kind, 'guest-without-role');
  });

  it('asks the directory once a minute for each person', async () => {
    await recogniseActor(world, ruth.id);
    await recogniseActor(world, ruth.id);
    assert.equal(directory.calls, 2);
    clock.advance({ minutes: 1.1 });
    await recogniseActor(world, ruth.id);
    assert.equal(directory.calls, 4);
  });

  it('sees a role that ended within the minute when asked afresh, and from then on', async () => {
    await recogniseActor(world, ruth.id);
    directory.holders['programme-manager'] = [david.id];
    assert.deepEqual(rolesOf(await recogniseActor(world, ruth.id)), ['programme-manager']);
    assert.deepEqual(rolesOf(await recogniseActorAfresh(world, ruth.id)), []);
    assert.deepEqual(rolesOf(await recogniseActor(world, ruth.id)), []);
  });

  it('records a new role with an audit entry by the product itself', async () => {
    directory.holders['system-manager'].push(claire.id);
    assert.deepEqual(rolesOf(await recogniseActor(world, claire.id)), ['system-manager', 'finance']);
    const [change, ...more] = await changes();
    assert.deepEqual([change?.subject_id, change?.actor_id, more.length], [claire.id, 'directory-sync', 0]);
    assert.match(change?.entry ?? '', /"added":"system-manager","removed":""/);
  });

  it('knows by the roles on record while the directory does not answer, and says so', async () => {
    directory.answering = false;
    clock.advance({ hours: 23 });
    const recognised = await recogniseActor(world, ruth.id);
    assert.deepEqual(rolesOf(recognised), ['programme-manager']);
    assert.equal(recognised.kind === 'known' && recognised.rolesAreFresh, false);
    directory.answering = true;
    const again = await recogniseActor(world, ruth.id);
    assert.equal(again.kind === 'known' && again.rolesAreFresh, true);
  });

  it('knows nobody whom the directory has not confirmed for a day', async () => {
    directory.answering = false;
    clock.advance({ hours: 25 });
    await assert.rejects(recogniseActor(world, ruth.id), unavailable);
  });

  it('does not know by record who was disabled when last seen, nor whom it never met', async () => {
    directory.set(amara.id, { enabled: false });
    await recogniseActor(world, amara.id);
    directory.answering = false;
    assert.deepEqual(await recogniseActor(world, amara.id), { kind: 'disabled' });
    await assert.rejects(recogniseActor(world, gail.id), unavailable);
  });

  it('never decides by the record: asked afresh, it fails when the directory does not answer', async () => {
    await recogniseActor(world, ruth.id);
    directory.answering = false;
    await assert.rejects(recogniseActorAfresh(world, ruth.id), unavailable);
  });

  it('records one change once when the same person comes twice at the same moment', async () => {
    directory.holders.finance.push(amara.id);
    await Promise.all([1, 2, 3, 4].map(() => recogniseActorAfresh(world, amara.id)));
    assert.equal((await changes()).length, 1);
  });
});
