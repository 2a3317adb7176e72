import assert from 'node:assert/strict';
import { transact, verifyAudit } from '../../../../services/audit/index.js';
import { localDate, plusMonths } from '../../../../services/context/index.js';
import { askForAccess, stagesOf, type RequestRecord } from '../../../../services/requests/index.js';
import { details, openGates } from '../../../../services/records/index.js';
import { membersGroupId, seedGroups } from '../../../../infra/local/seed/directory.js';
import { people } from '../../../../infra/local/seed/people.js';
import { records, uncertified } from '../../../../infra/local/seed/records.js';
import { seedDatabase } from '../../../../infra/local/seed/seed-database.js';
import { testDatabase, type TestDatabase } from '../../../support/database.js';
import { surroundings, TestClock, testOrganisation } from '../../../support/surroundings.js';

describe('the seeded database', () => {
  const clock = new TestClock();
  const world = { clock, organisation: testOrganisation };
  const today = localDate(testOrganisation, clock.now());
  let database: TestDatabase;
  let requests: readonly RequestRecord[];

  before(async () => {
    database = await testDatabase();
    assert.equal(await seedDatabase(database.owner, world), 'seeded');
    requests = (await database.db.selectFrom('requests').selectAll().orderBy('id').execute()) as RequestRecord[];
  });
  after(() => database.drop());

  it('explains every member of every workspace group by one active request, and every active request by a member', async () => {
    const groups = await database.db.selectFrom('directory_groups').selectAll().execute();
    const inDirectory = seedGroups.filter(({ name }) => name.startsWith('WS-'));
    assert.deepEqual(groups.map(({ id }) => id).sort(), inDirectory.map(({ id }) => id).sort());
    const members = inDirectory.flatMap((group) => group.members.map((person) => `${group.id} ${person.id}`));
    const explained = requests.map((request) => {
      assert.equal(request.state, 'active');
      const kind = request.type === 'data-access' ? 'data' : 'members';
      const group = groups.find((row) => row.workspace_id === request.workspace_id && row.kind === kind && row.dataset_id === request.dataset_id);
      return `${group?.id ?? 'no group'} ${request.subject_id}`;
    });
    assert.deepEqual(explained.sort(), members.sort());
  });

  it('gives nobody data of a workspace of which they are no member', () => {
    for (const inner of requests.filter(({ type }) => type === 'data-access')) {
      const outer = requests.find((other) => other.type === 'join-workspace' && other.subject_id === inner.subject_id && other.workspace_id === inner.workspace_id);
      assert.ok(outer && outer.id < inner.id && outer.until_on >= inner.until_on, `RQ-${String(inner.id)}`);
    }
  });

  it('has a vote for every seat that was not covered before, never by requester or subject, from a holder of the seat', async () => {
    const seats = await database.db.selectFrom('request_seats').selectAll().execute();
    const votes = await database.db.selectFrom('votes').selectAll().execute();
    const holders = await database.db.selectFrom('seat_holders').selectAll().execute();
    for (const request of requests) {
      const own = seats.filter((seat) => seat.request_id === request.id);
      assert.equal(new Set(own.map(({ stage }) => stage)).size, stagesOf(request, people.ines.id).length, `RQ-${String(request.id)}`);
      for (const seat of own) {
        const vote = votes.find((candidate) => candidate.seat_id === seat.id);
        if (seat.state === 'satisfied') {
          assert.equal(vote, undefined);
          continue;
        }
        assert.equal(seat.state, 'filled');
        assert.equal(vote?.answer, 'approve');
        assert.notEqual(vote.person_id, request.subject_id);
        assert.ok(holders.some((holder) => holder.seat_id === seat.id && holder.person_id === vote.person_id && !holder.pending));
        assert.ok(request.created_at < vote.voted_at && request.activated_at !== null && vote.voted_at < request.activated_at && request.activated_at < clock.now());
      }
    }
  });

  it('has the Representative’s approval for every tier 3 member who is not the Investigator', async () => {
    const members = requests.filter((request) => request.tier === 3 && request.type === 'join-workspace' && request.subject_id !== people.ines.id);
    assert.deepEqual(members.map(({ subject_id }) => subject_id), [people.lena.id]);
    const approvals = await database.db.selectFrom('package_approvals').select(['subject_id', 'representative_id', 'dataset_id']).orderBy('dataset_id').execute();
    assert.deepEqual(approvals, [8, 9, 10].map((dataset_id) => ({ subject_id: people.lena.id, representative_id: people.tom.id, dataset_id })));
  });

  it('ends every access by project end, agreement end and twelve months, and after today', async () => {
    const agreements = await database.db
      .selectFrom('work_package_datasets as d')
      .innerJoin('work_packages as k', 'k.id', 'd.work_package_id')
      .innerJoin('gate_records as s', (join) => join.onRef('s.dataset_id', '=', 'd.dataset_id').onRef('s.project_id', '=', 'k.project_id').on('s.kind', '=', 'agreement'))
      .select(['d.work_package_id', 'd.dataset_id as id', 's.ends_on'])
      .execute();
    const ends = await database.db.selectFrom('projects').select(['id', 'ends_on']).execute();
    for (const request of requests) {
      const concerned = agreements.filter((row) => row.work_package_id === request.work_package_id && (request.dataset_id === null || row.id === request.dataset_id));
      const limits = [
        plusMonths(localDate(testOrganisation, request.created_at), 12),
        ends.find(({ id }) => id === request.project_id)?.ends_on ?? '',
        ...concerned.map((row) => row.ends_on ?? ''),
      ];
      assert.ok(concerned.length > 0 && request.until_on > today && limits.every((limit) => request.until_on <= limit), `RQ-${String(request.id)}`);
    }
  });

  it('has nothing due at the moment of seeding', async () => {
    const timers = await database.db.selectFrom('request_timers').select(['request_id', 'kind', 'due_at']).execute();
    assert.deepEqual(timers.filter(({ due_at }) => due_at <= clock.now()), []);
    for (const request of requests) assert.ok(timers.some((timer) => timer.request_id === request.id && timer.kind === 'end' && timer.due_at.getTime() === request.ends_at.getTime()));
  });

  it('has current training for every member, and none for the researcher whose training lapsed', async () => {
    const current = await database.db.selectFrom('training_records').select('person_id').where('expires_on', '>=', today).execute();
    const trained = new Set(current.map(({ person_id }) => person_id));
    for (const request of requests) assert.ok(trained.has(request.subject_id));
    assert.equal(trained.has(people.omar.id), false);
  });

  it('has on record what every active request needs, in the words that the forms would take', async () => {
    for (const { id, type, subject_id, dataset_id, work_package_id, project_id } of requests) {
      const place = { personId: subject_id, datasetId: dataset_id, packageId: work_package_id, projectId: project_id };
      assert.deepEqual(await transact(surroundings(database, clock), { kind: 'process', id: 'sweep' }, (context) => openGates(context, type, place)), [], `RQ-${String(id)}`);
    }
    for (const { kind, said } of records) assert.deepEqual(details[kind].parse(said(today)), said(today));
  });

  it('leaves a gate open for everybody to see: nobody has certified yet that one dataset may be shared', async () => {
    const result = await transact(surroundings(database, clock), { kind: 'person', id: people.amara.id, systemRoles: new Set() }, (context) =>
      askForAccess(context, { workspaceId: 3, datasetId: uncertified, subjectId: people.amara.id, purpose: 'Variants', untilOn: plusMonths(today, 3), accepted: true, alsoJoin: true }),
    );
    assert.equal(result.kind, 'done');
    assert.deepEqual([result.value.request.state, result.value.request.gate, result.value.outer?.state], ['blocked', 'authority', 'in-review']);
  });

  it('names a principal Representative with a role in the project for every dataset of every package', async () => {
    const without = await database.db
      .selectFrom('work_package_datasets as d')
      .innerJoin('work_packages as k', 'k.id', 'd.work_package_id')
      .where((where) =>
        where.not(
          where.exists(
            where
              .selectFrom('dataset_representatives as r')
              .innerJoin('project_roles as o', (join) => join.onRef('o.person_id', '=', 'r.person_id').onRef('o.project_id', '=', 'k.project_id'))
              .whereRef('r.dataset_id', '=', 'd.dataset_id')
              .where('r.deputy', '=', false)
              .where('o.role', '=', 'representative')
              .select('r.person_id'),
          ),
        ),
      )
      .select('d.dataset_id')
      .execute();
    assert.deepEqual(without, []);
  });

  it('has an audit entry for each imported request, in a whole chain', async () => {
    const verification = await verifyAudit(database.db);
    assert.equal(verification.ok, true);
    const entries = await database.db.selectFrom('audit_entries').select('request_id').where('action', '=', 'request.import').orderBy('seq').execute();
    assert.deepEqual(entries.map(({ request_id }) => request_id), requests.map(({ id }) => id));
  });

  it('is filled once', async () => {
    assert.equal(await seedDatabase(database.owner, world), 'already-seeded');
    assert.equal((await database.db.selectFrom('datasets').select('id').execute()).length, 12);
  });

  it('lets the engine go on from it: the next request has the next number and meets the people of the seed', async () => {
    const result = await transact(surroundings(database, clock), { kind: 'person', id: people.amara.id, systemRoles: new Set() }, (context) =>
      askForAccess(context, { workspaceId: 3, datasetId: 9, subjectId: people.amara.id, purpose: 'Rhythm', untilOn: plusMonths(today, 3), accepted: true, alsoJoin: true }),
    );
    assert.equal(result.kind, 'done');
    assert.equal(result.value.request.state, 'in-review');
    // The membership was asked for together with the dataset that waits above.
    assert.equal(result.value.outer?.id, requests.length + 1);
    assert.ok(seedGroups.find(({ id }) => id === membersGroupId(3))?.owners.includes(people.ines));
  });
});
