import assert from 'node:assert/strict';
import { appointPerson, declareConflict, handOverDataset, proposeReferees, recordDesignation, removePerson, takeBackConflict, type DirectoryPerson, type Refusal, type Result } from '../../../services/projects/index.js';
import type { ProjectRoleName } from '../../../services/database/index.js';
import { eachWorld } from '../../support/each-world.js';
import type { DatasetKey, PersonKey } from '../../support/hospital-builder.js';
import { RequestWorld } from '../../support/request-world.js';

describe('people of a project', function () {
  this.timeout(60_000);
  let world: RequestWorld;
  eachWorld(RequestWorld.build, (built) => {
    world = built;
  });

  const known = (key: PersonKey, more: Partial<DirectoryPerson> = {}): DirectoryPerson => ({ id: world.hospital.id[key], name: key, mail: `${key}@example.org`, userType: key === 'guest' ? 'guest' : 'member', enabled: true, ...more });
  const newcomer: DirectoryPerson = { id: 'never-met', name: 'Never Met', mail: 'never.met@example.org', userType: 'member', enabled: true };
  const appoint = (by: PersonKey, person: DirectoryPerson, role: ProjectRoleName): Promise<Result<unknown>> => world.as(by, (context) => appointPerson(context, { projectId: world.hospital.projectId, person, role }));
  const remove = (by: PersonKey, whom: PersonKey): Promise<Result<unknown>> => world.as(by, (context) => removePerson(context, { projectId: world.hospital.projectId, personId: world.hospital.id[whom] }));
  const conflict = (by: PersonKey, whom: PersonKey): Promise<Result<unknown>> => world.as(by, (context) => declareConflict(context, { projectId: world.hospital.projectId, personId: world.hospital.id[whom], reason: 'We publish together.' }));
  const handOver = (by: PersonKey, dataset: DatasetKey, person: DirectoryPerson): Promise<Result<unknown>> => world.as(by, (context) => handOverDataset(context, { datasetId: world.hospital.datasets[dataset], person }));
  const designate = (by: PersonKey, dataset: DatasetKey, person: DirectoryPerson, capacity: 'principal' | 'deputy' = 'principal', designatedOn = '2026-11-20'): Promise<Result<unknown>> =>
    world.as(by, (context) => recordDesignation(context, { datasetId: world.hospital.datasets[dataset], person, capacity, evidence: 'Letter of the registry’s board', designatedOn }));
  const said = (result: Result<unknown>): Refusal | 'done' | 'unchanged' => (result.kind === 'refused' ? result.reason : result.kind);
  const roleOf = async (personId: string): Promise<string | undefined> =>
    (await world.database.db.selectFrom('project_roles').select('role').where('project_id', '=', world.hospital.projectId).where('person_id', '=', personId).where('until', 'is', null).executeTakeFirst())?.role;
  const lastEntry = () => world.database.db.selectFrom('audit_entries').select(['action', 'outcome', 'subject_id', 'entry']).orderBy('seq', 'desc').limit(1).executeTakeFirstOrThrow();

  describe('appointing', () => {
    const attempts: readonly (readonly [by: PersonKey, role: ProjectRoleName, answer: string])[] = [
      ['programmeManager', 'researcher', 'done'],
      ['manager', 'researcher', 'done'],
      ['investigator', 'researcher', 'done'],
      ['researcher', 'researcher', 'not-allowed'],
      ['representative', 'researcher', 'not-allowed'],
      ['referee', 'researcher', 'not-allowed'],
      ['outsider', 'researcher', 'not-found'],
      ['collegeReferee', 'researcher', 'not-found'],
      ['programmeManager', 'project-manager', 'done'],
      ['manager', 'project-manager', 'not-allowed'],
      ['investigator', 'project-manager', 'not-allowed'],
      ['programmeManager', 'investigator', 'investigator-taken'],
      ['manager', 'investigator', 'not-allowed'],
      ['programmeManager', 'referee', 'not-allowed'],
      ['manager', 'referee', 'not-in-college'],
      ['programmeManager', 'representative', 'designation-needed'],
      ['representative', 'representative', 'not-allowed'],
    ];
    for (const [by, role, answer] of attempts) {
      it(`${by} appoints a newcomer as ${role}: ${answer}`, async () => {
        assert.equal(said(await appoint(by, newcomer, role)), answer);
        assert.equal(await roleOf(newcomer.id), answer === 'done' ? role : undefined);
        const entry = await lastEntry();
        assert.deepEqual([entry.action, entry.outcome, entry.subject_id], ['person.appoint', answer === 'done' ? 'done' : 'refused', newcomer.id]);
        assert.ok(!entry.entry.includes(newcomer.name), 'the audit names nobody');
      });
    }

    it('records somebody whom the product has not met', async () => {
      await appoint('manager', newcomer, 'researcher');
      assert.deepEqual(await world.database.db.selectFrom('people').select(['name', 'mail', 'user_type', 'enabled']).where('id', '=', newcomer.id).executeTakeFirst(), { name: 'Never Met', mail: 'never.met@example.org', user_type: 'member', enabled: true });
    });

    it('the same once more changes nothing, and another role is refused: one role per person and project', async () => {
      assert.equal(said(await appoint('manager', known('researcher'), 'researcher')), 'unchanged');
      assert.equal(said(await appoint('programmeManager', known('researcher'), 'project-manager')), 'has-role');
      assert.equal(said(await appoint('manager', known('representative'), 'researcher')), 'has-role');
    });

    it('who stands for a dataset of the project, deputies too, has no other role in it', async () => {
      assert.equal(said(await appoint('manager', known('deputy'), 'researcher')), 'represents-here');
      await world.hospital.setRole('representative', null);
      assert.equal(said(await appoint('manager', known('representative'), 'researcher')), 'represents-here');
    });

    it('nobody appoints themselves', async () => {
      for (const role of ['investigator', 'project-manager', 'researcher', 'representative'] as const) assert.equal(said(await appoint('programmeManager', known('programmeManager'), role)), 'own-appointment', role);
      assert.equal(said(await appoint('manager', known('manager'), 'referee')), 'own-appointment');
    });

    it('a disabled account has no role, and a guest is Representative or Referee', async () => {
      assert.equal(said(await appoint('manager', { ...newcomer, enabled: false }, 'researcher')), 'account-disabled');
      assert.equal(said(await appoint('manager', known('guest'), 'researcher')), 'guest-not-for-role');
      await world.database.db.insertInto('system_role_holders').values({ role: 'referee-college', person_id: world.hospital.id.guest }).execute();
      assert.equal(said(await appoint('manager', known('guest'), 'referee')), 'done');
    });

    it('a successor of the Investigator needs the old one to go first', async () => {
      assert.equal(said(await remove('programmeManager', 'investigator')), 'done');
      assert.equal(said(await appoint('programmeManager', known('outsider'), 'investigator')), 'done');
    });

    it('nothing changes in a closed project', async () => {
      await world.database.db.updateTable('projects').set({ state: 'closed' }).execute();
      assert.equal(said(await appoint('manager', newcomer, 'researcher')), 'project-closed');
      assert.equal(said(await remove('manager', 'researcher')), 'project-closed');
    });

    it('of two appointments of an Investigator at once one is refused', async () => {
      await remove('programmeManager', 'investigator');
      const answers = await Promise.all([appoint('programmeManager', known('outsider'), 'investigator'), appoint('otherProgrammeManager', newcomer, 'investigator')]);
      assert.deepEqual(answers.map(said).sort(), ['done', 'investigator-taken']);
    });
  });

  describe('removing', () => {
    const attempts: readonly (readonly [by: PersonKey, whom: PersonKey, answer: string])[] = [
      ['investigator', 'researcher', 'done'],
      ['manager', 'researcher', 'done'],
      ['programmeManager', 'researcher', 'done'],
      ['researcher', 'researcher', 'done'],
      ['colleague', 'researcher', 'not-allowed'],
      ['outsider', 'researcher', 'not-found'],
      ['referee', 'referee', 'done'],
      ['investigator', 'referee', 'not-allowed'],
      ['investigator', 'investigator', 'not-allowed'],
      ['manager', 'investigator', 'not-allowed'],
      ['programmeManager', 'manager', 'done'],
      // Their seats would stay theirs: they hand over.
      ['programmeManager', 'representative', 'still-represents'],
      ['representative', 'representative', 'not-allowed'],
      ['manager', 'outsider', 'not-in-project'],
    ];
    for (const [by, whom, answer] of attempts) {
      it(`${by} removes ${whom}: ${answer}`, async () => {
        const before = await roleOf(world.hospital.id[whom]);
        assert.equal(said(await remove(by, whom)), answer);
        assert.equal(await roleOf(world.hospital.id[whom]), answer === 'done' ? undefined : before);
      });
    }

    it('withdraws what the person had asked for, and takes what they had, in the same transaction', async () => {
      const open = await world.ask('researcher', { tier: 2 });
      assert.equal(open.kind, 'done');
      await remove('investigator', 'researcher');
      const states = await world.database.db.selectFrom('requests').select(['state', 'cause']).where('subject_id', '=', world.hospital.id.researcher).execute();
      assert.deepEqual(states, [{ state: 'withdrawn', cause: 'role-ended' }]);
    });

    it('what waited for somebody who went waits for whoever sits there now', async () => {
      await world.ask('researcher', { tier: 2 });
      const waitsFor = async (): Promise<readonly string[]> => (await world.database.db.selectFrom('seat_holders').select('person_id').where('pending', '=', true).execute()).map(({ person_id }) => person_id);
      assert.ok((await waitsFor()).includes(world.hospital.id.investigator));
      await remove('programmeManager', 'investigator');
      assert.ok(!(await waitsFor()).includes(world.hospital.id.investigator));
      await appoint('programmeManager', known('outsider'), 'investigator');
      assert.ok((await waitsFor()).includes(world.hospital.id.outsider));
    });
  });

  describe('the Referee', () => {
    const proposed = async (): Promise<readonly string[]> => (await world.as('manager', (context) => proposeReferees(context, world.hospital.projectId))).map(({ name }) => name);

    it('comes from the college, without those who have a role or a conflict', async () => {
      assert.deepEqual(await proposed(), ['collegeReferee']);
      assert.equal(said(await appoint('manager', known('collegeReferee'), 'referee')), 'done');
    });

    it('is proposed by fewest seats in open projects, then by how long ago they were last appointed', async () => {
      const { db } = world.database;
      const { id } = world.hospital;
      await db.insertInto('system_role_holders').values([{ role: 'referee-college', person_id: id.outsider }, { role: 'referee-college', person_id: id.guest }]).execute();
      const other = async (state: 'open' | 'closed') => (await db.insertInto('projects').values({ title: 'Other', summary: '', state, ends_on: '2028-01-01', created_at: new Date() }).returning('id').executeTakeFirstOrThrow()).id;
      const [open, closed] = [await other('open'), await other('closed')];
      const at = (day: string): Date => new Date(`${day}T09:00:00Z`);
      await db
        .insertInto('project_roles')
        .values([
          { project_id: open, person_id: id.collegeReferee, role: 'referee', since: at('2026-02-01') },
          { project_id: closed, person_id: id.outsider, role: 'referee', since: at('2026-03-01') },
          { project_id: closed, person_id: id.guest, role: 'referee', since: at('2026-01-10'), until: at('2026-01-20') },
        ])
        .execute();
      assert.deepEqual(await proposed(), ['guest', 'outsider', 'collegeReferee']);
    });

    it('is a Programme Manager without a role in the project where the college has nobody', async () => {
      assert.equal(said(await appoint('manager', known('programmeManager'), 'referee')), 'not-in-college');
      assert.equal(said(await conflict('collegeReferee', 'collegeReferee')), 'done');
      assert.deepEqual(await proposed(), ['otherProgrammeManager', 'programmeManager']);
      assert.equal(said(await appoint('manager', known('programmeManager'), 'referee')), 'done');
    });

    it('who declares a conflict is Referee no more, and cannot become it again', async () => {
      assert.equal(said(await conflict('referee', 'referee')), 'done');
      assert.equal(await roleOf(world.hospital.id.referee), undefined);
      assert.equal(said(await appoint('manager', known('referee'), 'referee')), 'conflict-declared');
    });
  });

  describe('a conflict of interest', () => {
    const attempts: readonly (readonly [by: PersonKey, whom: PersonKey, answer: string])[] = [
      ['researcher', 'researcher', 'done'],
      ['collegeReferee', 'collegeReferee', 'done'],
      ['programmeManager', 'programmeManager', 'done'],
      ['manager', 'referee', 'done'],
      ['manager', 'collegeReferee', 'done'],
      ['manager', 'outsider', 'not-in-project'],
      ['manager', 'representative', 'declares-themselves'],
      ['manager', 'investigator', 'declares-themselves'],
      ['manager', 'researcher', 'declares-themselves'],
      ['manager', 'programmeManager', 'declares-themselves'],
      ['investigator', 'referee', 'not-allowed'],
      ['programmeManager', 'referee', 'not-allowed'],
      ['collegeReferee', 'referee', 'not-found'],
      ['outsider', 'outsider', 'not-found'],
    ];
    for (const [by, whom, answer] of attempts) {
      it(`${by} declares one of ${whom}: ${answer}`, async () => {
        assert.equal(said(await conflict(by, whom)), answer);
      });
    }

    const takeBack = (by: PersonKey, whom: PersonKey): Promise<Result<unknown>> => world.as(by, (context) => takeBackConflict(context, { projectId: world.hospital.projectId, personId: world.hospital.id[whom], reason: 'Another person of that name.' }));
    const backs: readonly (readonly [declarer: PersonKey, whom: PersonKey, by: PersonKey, answer: string])[] = [
      ['manager', 'referee', 'manager', 'done'],
      ['manager', 'referee', 'programmeManager', 'done'],
      ['manager', 'referee', 'referee', 'not-allowed'],
      ['manager', 'referee', 'investigator', 'not-allowed'],
      ['referee', 'referee', 'manager', 'not-allowed'],
      ['collegeReferee', 'collegeReferee', 'collegeReferee', 'done'],
      ['representative', 'representative', 'representative', 'done'],
      ['programmeManager', 'programmeManager', 'programmeManager', 'done'],
      ['manager', 'referee', 'outsider', 'not-found'],
    ];
    for (const [declarer, whom, by, answer] of backs) {
      it(`${by} takes back that of ${whom} which ${declarer} declared: ${answer}`, async () => {
        await conflict(declarer, whom);
        assert.equal(said(await takeBack(by, whom)), answer);
      });
    }

    it('a Programme Manager does not take back their own that somebody else declared', async () => {
      await appoint('manager', known('collegeReferee'), 'referee');
      await conflict('collegeReferee', 'collegeReferee');
      assert.equal(said(await appoint('manager', known('programmeManager'), 'referee')), 'done');
      await conflict('manager', 'programmeManager');
      assert.equal(said(await takeBack('programmeManager', 'programmeManager')), 'not-allowed');
      assert.equal(said(await takeBack('otherProgrammeManager', 'programmeManager')), 'done');
    });

    it('both stay on record; the seat that ended stays ended, and the person may be appointed again', async () => {
      await conflict('manager', 'referee');
      assert.equal(said(await takeBack('manager', 'referee')), 'done');
      assert.equal(said(await takeBack('manager', 'referee')), 'not-allowed', 'there is nothing of theirs any more');
      assert.equal(said(await takeBack('programmeManager', 'referee')), 'no-such-conflict');
      const entries = await world.database.db.selectFrom('audit_entries').select(['action', 'entry']).where('subject_id', '=', world.hospital.id.referee).where('action', 'in', ['conflict.declare', 'conflict.take-back']).orderBy('seq').execute();
      assert.deepEqual(entries.map(({ action }) => action).slice(0, 2), ['conflict.declare', 'conflict.take-back']);
      assert.equal(await roleOf(world.hospital.id.referee), undefined);
      assert.equal(said(await appoint('manager', known('referee'), 'referee')), 'done');
    });

    it('is declared once', async () => {
      await conflict('researcher', 'researcher');
      assert.equal(said(await conflict('researcher', 'researcher')), 'unchanged');
    });
  });

  describe('Representatives', () => {
    const representatives = async (dataset: DatasetKey) =>
      (await world.database.db.selectFrom('dataset_representatives').select(['person_id', 'deputy']).where('dataset_id', '=', world.hospital.datasets[dataset]).where('until', 'is', null).orderBy('deputy').orderBy('since').execute()).map(({ person_id, deputy }) => `${person_id}${deputy ? ' (deputy)' : ''}`);

    it('are appointed when a provider’s designation is on record', async () => {
      assert.equal(said(await designate('manager', 'imaging', newcomer)), 'not-allowed');
      assert.equal(said(await designate('programmeManager', 'imaging', newcomer)), 'done');
      assert.equal(said(await designate('programmeManager', 'imaging', newcomer)), 'unchanged');
      assert.equal(said(await appoint('programmeManager', newcomer, 'representative')), 'done');
      const row = await world.database.db.selectFrom('provider_designations').select(['evidence', 'designated_on', 'deputy', 'recorded_by']).executeTakeFirstOrThrow();
      assert.deepEqual(row, { evidence: 'Letter of the registry’s board', designated_on: '2026-11-20', deputy: false, recorded_by: world.hospital.id.programmeManager });
    });

    it('a designation names neither who records it, nor who holds another role where the dataset is used, nor a day to come', async () => {
      assert.equal(said(await designate('programmeManager', 'imaging', known('programmeManager'))), 'own-appointment');
      assert.equal(said(await designate('programmeManager', 'imaging', known('researcher'))), 'has-role');
      assert.equal(said(await designate('programmeManager', 'imaging', newcomer, 'principal', '2026-11-24')), 'day-impossible');
      assert.equal(said(await designate('programmeManager', 'imaging', { ...newcomer, enabled: false })), 'account-disabled');
    });

    it('a deputy is no Representative of a project', async () => {
      await designate('programmeManager', 'imaging', newcomer, 'deputy');
      assert.equal(said(await appoint('programmeManager', newcomer, 'representative')), 'designation-needed');
    });

    it('hand over a dataset with its projects; who represents another dataset there keeps their role', async () => {
      assert.equal(said(await handOver('representative', 'admissions', newcomer)), 'done');
      assert.deepEqual(await representatives('admissions'), [newcomer.id, `${world.hospital.id.deputy} (deputy)`]);
      assert.equal(await roleOf(newcomer.id), 'representative');
      assert.equal(await roleOf(world.hospital.id.representative), 'representative', 'pathology is theirs still');
      assert.equal(said(await handOver('representative', 'pathology', newcomer)), 'done');
      assert.equal(await roleOf(world.hospital.id.representative), undefined);
    });

    it('hand over what is theirs, to somebody who may have it', async () => {
      assert.equal(said(await handOver('otherRepresentative', 'admissions', newcomer)), 'not-found');
      assert.equal(said(await handOver('deputy', 'admissions', newcomer)), 'not-found');
      assert.equal(said(await handOver('programmeManager', 'admissions', newcomer)), 'not-found');
      assert.equal(said(await handOver('representative', 'admissions', known('representative'))), 'own-appointment');
      assert.equal(said(await handOver('representative', 'admissions', known('investigator'))), 'has-role');
      assert.equal(said(await handOver('representative', 'admissions', { ...newcomer, enabled: false })), 'account-disabled');
    });

    it('a deputy may become the Representative, and is deputy no more', async () => {
      await handOver('representative', 'admissions', known('deputy'));
      assert.deepEqual(await representatives('admissions'), [world.hospital.id.deputy]);
    });

    it('approvals that were given survive the handover', async () => {
      const { hospital, database } = world;
      const packageId = hospital.at[3].packageId;
      await database.db
        .insertInto('package_approvals')
        .values({ work_package_id: packageId, subject_id: hospital.id.researcher, dataset_id: hospital.datasets.admissions, representative_id: hospital.id.representative, principal_id: hospital.id.representative, approved_at: world.clock.now() })
        .execute();
      await handOver('representative', 'admissions', newcomer);
      const standing = await database.db.selectFrom('package_approvals').select('dataset_id').where('voided_at', 'is', null).execute();
      assert.deepEqual(standing, [{ dataset_id: hospital.datasets.admissions }]);
      const asked = await world.ask('researcher', { tier: 3, dataset: 'admissions', alsoJoin: true });
      assert.equal(asked.kind, 'done');
      const seats = await database.db.selectFrom('request_seats as s').innerJoin('requests as r', 'r.id', 's.request_id').select('s.state').where('r.type', '=', 'data-access').where('s.role', '=', 'representative').execute();
      assert.deepEqual(seats, [{ state: 'satisfied' }]);
    });
  });
});
