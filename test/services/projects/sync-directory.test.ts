import assert from 'node:assert/strict';
import { people } from '../../../infra/local/seed/people.js';
import { seedDatabase } from '../../../infra/local/seed/seed-database.js';
import { transact, verifyAudit } from '../../../services/audit/index.js';
import { askForAccess } from '../../../services/requests/index.js';
import { recogniseActor, recogniseActorAfresh, RecognitionCache, syncDirectory, type Recognition } from '../../../services/projects/index.js';
import { renewedDatabase, type TestDatabase } from '../../support/database.js';
import { surroundings, TestClock, testOrganisation } from '../../support/surroundings.js';
import { DirectoryFake } from './directory-fake.js';

const { amara, claire, david, gail, ines, jonas, ruth, tom } = people;

describe('comparing people and system roles with the directory', () => {
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
    clock.advance({ hours: 1 });
  });
  afterEach(() => database.drop());

  const changes = async () => (await database.db.selectFrom('audit_entries').select('subject_id').where('action', '=', 'directory.change').orderBy('seq').execute()).map(({ subject_id }) => subject_id);
  const askedFor = async (requestId: number) =>
    (await database.db.selectFrom('seat_holders').select('person_id').where('request_id', '=', requestId).where('pending', '=', true).orderBy('person_id').execute()).map(({ person_id }) => person_id);

  /** Amara asks for a dataset of the first workspace: two requests under review. */
  const ask = async (): Promise<{ readonly inner: number; readonly outer: number }> => {
    const result = await transact(world, { kind: 'person', id: amara.id, systemRoles: new Set() }, (context) =>
      askForAccess(context, { workspaceId: 1, datasetId: 1, subjectId: amara.id, purpose: 'Readmission by season', untilOn: '2027-01-31', accepted: true, alsoJoin: true }),
    );
    assert.equal(result.kind, 'done');
    return { inner: result.value.request.id, outer: result.value.outer?.id ?? 0 };
  };

  it('changes nothing where the directory says what is on record, and confirms everybody as seen', async () => {
    assert.deepEqual(await syncDirectory(world), { people: 16, changed: 0 });
    assert.deepEqual(await changes(), []);
    const seen = await database.db.selectFrom('people').select('updated_at').distinct().execute();
    assert.deepEqual(seen, [{ updated_at: clock.now() }]);
  });

  it('records roles gained and lost, accounts disabled and deleted, each with an audit entry', async () => {
    directory.holders.finance = [jonas.id];
    directory.holders['referee-college'].push(gail.id);
    directory.set(david.id, { enabled: false });
    directory.accounts.delete(ruth.id);
    assert.deepEqual(await syncDirectory(world), { people: 17, changed: 5 });
    assert.deepEqual((await changes()).sort(), [claire, david, gail, jonas, ruth].map(({ id }) => id).sort());
    const disabled = await database.db.selectFrom('people').select('id').where('enabled', '=', false).orderBy('id').execute();
    assert.deepEqual(disabled.map(({ id }) => id), [ruth.id, david.id]);
    const holders = await database.db.selectFrom('system_role_holders').selectAll().where('role', 'in', ['finance', 'programme-manager']).execute();
    assert.deepEqual(holders, [{ role: 'finance', person_id: jonas.id }]);
    assert.equal((await verifyAudit(database.db)).ok, true);
  });

  it('gives a role back when the account is enabled again', async () => {
    directory.set(david.id, { enabled: false });
    await syncDirectory(world);
    directory.set(david.id, { enabled: true });
    assert.equal((await syncDirectory(world)).changed, 1);
    const holder = await database.db.selectFrom('system_role_holders').select('role').where('person_id', '=', david.id).executeTakeFirst();
    assert.equal(holder?.role, 'programme-manager');
  });

  it('takes a new name and address without calling it a change of roles', async () => {
    directory.set(amara.id, { name: 'Amara Okafor-Lund' });
    assert.equal((await syncDirectory(world)).changed, 0);
    const row = await database.db.selectFrom('people').select('name').where('id', '=', amara.id).executeTakeFirstOrThrow();
    assert.equal(row.name, 'Amara Okafor-Lund');
  });

  it('asks whoever sits now in a request under review when the Investigator’s account is disabled', async () => {
    const { inner, outer } = await ask();
    assert.deepEqual([await askedFor(inner), await askedFor(outer)], [[ines.id], [ines.id, jonas.id]]);
    directory.set(ines.id, { enabled: false });
    await syncDirectory(world);
    assert.deepEqual([await askedFor(inner), await askedFor(outer)], [[jonas.id], [jonas.id]]);
    const told = await database.db.selectFrom('outbox').select('recipient_id').where('kind', '=', 'ask').where('request_id', '=', inner).orderBy('id').execute();
    assert.deepEqual(told.map(({ recipient_id }) => recipient_id), [ines.id, jonas.id]);
    const reassigned = await database.db.selectFrom('audit_entries').select('request_id').where('action', '=', 'request.reassign').orderBy('seq').execute();
    assert.deepEqual(reassigned.map(({ request_id }) => request_id), [outer, inner]);
  });

  it('hands the seats on as soon as a disabled person is recognised, too', async () => {
    const { inner } = await ask();
    directory.set(ines.id, { enabled: false });
    assert.deepEqual(await recogniseActor(world, ines.id), { kind: 'disabled' });
    assert.deepEqual(await askedFor(inner), [jonas.id]);
  });

  it('changes nothing when the directory stops answering half-way', async () => {
    directory.set(david.id, { enabled: false });
    const half = directory.person.bind(directory);
    directory.person = (id) => {
      if (id === amara.id) directory.answering = false;
      return half(id);
    };
    await assert.rejects(syncDirectory(world), { code: 'directory-unavailable' });
    assert.deepEqual(await changes(), []);
    const row = await database.db.selectFrom('people').select('enabled').where('id', '=', david.id).executeTakeFirstOrThrow();
    assert.equal(row.enabled, true);
  });

  it('leaves a person who was seen meanwhile as they were seen', async () => {
    const readEverybody = directory.holdersOfSystemRoles.bind(directory);
    directory.holdersOfSystemRoles = async () => {
      const old = await readEverybody();
      clock.advance({ minutes: 1 });
      directory.holders['programme-manager'] = [david.id];
      await recogniseActorAfresh(world, ruth.id);
      return old;
    };
    await syncDirectory(world);
    assert.deepEqual(await database.db.selectFrom('system_role_holders').select('role').where('person_id', '=', ruth.id).execute(), []);
  });

  it('withdraws the open requests of somebody whose account is closed, and takes their access away', async () => {
    const { inner, outer } = await ask();
    directory.set(amara.id, { enabled: false });
    await syncDirectory(world);
    const states = await database.db.selectFrom('requests').select(['id', 'state', 'cause']).where('subject_id', '=', amara.id).orderBy('id').execute();
    assert.deepEqual(states.filter(({ id }) => id === inner || id === outer).map(({ state }) => state), ['withdrawn', 'withdrawn']);
    const held = states.filter(({ id }) => id !== inner && id !== outer);
    assert.ok(held.length >= 2);
    for (const request of held) assert.deepEqual({ state: request.state, cause: request.cause }, { state: 'ending', cause: 'role-ended' });
    const removals = await database.db.selectFrom('removals').select('person_id').where('state', '=', 'queued').execute();
    assert.deepEqual(removals.map(({ person_id }) => person_id), held.map(() => amara.id));
    assert.equal((await verifyAudit(database.db)).ok, true);
  });

  it('believes no directory that has lost more than ten accounts at once', async () => {
    for (const { id } of Object.values(people).slice(0, 11)) directory.accounts.delete(id);
    await assert.rejects(syncDirectory(world), { code: 'directory-unavailable' });
    const enabled = await database.db.selectFrom('people').select('id').where('enabled', '=', false).execute();
    assert.deepEqual(enabled, []);
  });

  const openRoles = async (personId: string) => (await database.db.selectFrom('project_roles').select('role').where('person_id', '=', personId).where('until', 'is', null).execute()).map(({ role }) => role);
  const represented = async (personId: string) => (await database.db.selectFrom('dataset_representatives').select('dataset_id').where('person_id', '=', personId).where('until', 'is', null).execute()).length;
  const closeAndOpen = async (personId: string): Promise<void> => {
    directory.set(personId, { enabled: false });
    await syncDirectory(world);
    directory.set(personId, { enabled: true });
    await syncDirectory(world);
  };

  it('an account that is opened again has none of the project roles that ended with it', async () => {
    assert.ok((await openRoles(ines.id)).length > 0);
    await closeAndOpen(ines.id);
    assert.deepEqual(await openRoles(ines.id), []);
    const ended = await database.db.selectFrom('project_roles').select(['until', 'ended_by']).where('person_id', '=', ines.id).where('ended_by', 'is not', null).execute();
    assert.ok(ended.every(({ until, ended_by }) => until?.getTime() === clock.now().getTime() && ended_by === 'directory-sync'));
    const removed = await database.db.selectFrom('audit_entries').select('entry').where('action', '=', 'person.remove').where('subject_id', '=', ines.id).execute();
    assert.equal(removed.length, ended.length);
    for (const { entry } of removed) assert.match(entry, /"reason":"account-closed"/);
    assert.equal((await verifyAudit(database.db)).ok, true);
  });

  it('nor the datasets that they represented: the seat waits for a successor, or is the deputy’s', async () => {
    assert.ok((await represented(tom.id)) > 0);
    await closeAndOpen(tom.id);
    assert.deepEqual([await represented(tom.id), await openRoles(tom.id)], [0, []]);
    const ends = await database.db.selectFrom('audit_entries').select(['dataset_id', 'subject_id']).where('action', '=', 'designation.end').execute();
    assert.ok(ends.length > 0 && ends.every(({ subject_id }) => subject_id === tom.id));
    assert.deepEqual(await recogniseActor(world, tom.id), { kind: 'guest-without-role' });
  });

  it('ends roles by the comparison alone: somebody recognised as closed for a moment keeps theirs', async () => {
    directory.set(ines.id, { enabled: false });
    await recogniseActorAfresh(world, ines.id);
    directory.set(ines.id, { enabled: true });
    assert.equal((await recogniseActorAfresh(world, ines.id)).kind, 'known');
    assert.ok((await openRoles(ines.id)).length > 0);
  });

  it('ends them at the next comparison for who was recognised as closed before', async () => {
    directory.set(amara.id, { enabled: false });
    await recogniseActorAfresh(world, amara.id);
    clock.advance({ minutes: 1 });
    await syncDirectory(world);
    assert.deepEqual(await openRoles(amara.id), []);
    const held = await database.db.selectFrom('requests').select('id').where('subject_id', '=', amara.id).where('state', '=', 'active').execute();
    assert.deepEqual(held, []);
    const entries = (await changes()).length;
    clock.advance({ minutes: 1 });
    assert.equal((await syncDirectory(world)).changed, 0);
    assert.equal((await changes()).length, entries, 'and only once');
  });

  it('counts those whom it recognised as closed one by one when it looks whether to believe the directory', async () => {
    for (const { id } of Object.values(people).slice(0, 11)) directory.accounts.delete(id);
    for (const { id } of [ines, tom, amara]) await recogniseActorAfresh(world, id).catch(() => undefined);
    const before = (await database.db.selectFrom('project_roles').select('id').where('until', 'is', null).execute()).length;
    clock.advance({ minutes: 1 });
    await assert.rejects(syncDirectory(world), { code: 'directory-unavailable' });
    assert.equal((await database.db.selectFrom('project_roles').select('id').where('until', 'is', null).execute()).length, before);
  });

  it('drops the kept answer of a person whose roles changed', async () => {
    await recogniseActor(world, ruth.id);
    clock.advance({ minutes: 0.5 });
    directory.holders['programme-manager'] = [david.id];
    await syncDirectory(world);
    const recognised = await recogniseActor(world, ruth.id);
    assert.deepEqual(recognised.kind === 'known' && [...recognised.actor.systemRoles], []);
  });
});
