import assert from 'node:assert/strict';
import fc from 'fast-check';
import { verifyAudit } from '../../../services/audit/index.js';
import { openGates } from '../../../services/records/index.js';
import { finalStates, type RequestRecord, type RequestState, type RequestType } from '../../../services/requests/index.js';
import { testDatabase, type TestDatabase } from '../../support/database.js';
import { datasetKeys, tiers } from '../../support/hospital-builder.js';
import { settle, steps, take } from '../../support/random-steps.js';
import { RequestWorld } from '../../support/request-world.js';

/** How many random histories; more of them than a test run has time for: `LOCKKEEPER_HISTORIES=500`. */
const histories = Number(process.env['LOCKKEEPER_HISTORIES'] ?? '25');

describe('whatever people, clock and directory do', function () {
  this.timeout(60_000 + histories * 3_000);
  let database: TestDatabase;
  before(async () => {
    database = await testDatabase();
  });
  after(() => database.drop());

  it(`the rules hold at every step of ${String(histories)} random histories`, async () => {
    await fc.assert(
      fc.asyncProperty(steps(25), async (history) => {
        const world = await RequestWorld.build(database);
        let before: States = new Map();
        for (const step of history) {
          await take(world, step);
          before = await assertStates(world, before);
          if (step.kind === 'settle') await assertMemberships(world);
        }
        await settle(world);
        await assertStates(world, before);
        await assertMemberships(world);
        await assertVotes(world);
      }),
      { numRuns: histories, endOnFailure: false, ...(process.env['LOCKKEEPER_SEED'] ? { seed: Number(process.env['LOCKKEEPER_SEED']) } : {}) },
    );
  });

  it('the audit chain of all of them is whole', async () => {
    const verified = await verifyAudit(database.db);
    assert.equal(verified.ok, true);
    assert.ok(verified.entries > histories);
  });
});

type States = ReadonlyMap<number, RequestState>;

/**
 * Every change of state has its audit entry, and the entries of a request lead from `draft` to where it is without a gap. A request in a
 * final state stays there. Nobody has data without being in the workspace.
 */
async function assertStates(world: RequestWorld, before: States): Promise<States> {
  const rows = await world.database.db.selectFrom('requests').select(['id', 'state', 'type', 'subject_id', 'workspace_id', 'dataset_id', 'work_package_id', 'project_id']).orderBy('id').execute();
  const entries = await world.database.db
    .selectFrom('audit_entries')
    .select(['request_id', 'entry'])
    .where('seq', '>', world.auditBefore)
    .where('request_id', 'is not', null)
    .where('outcome', 'in', ['done', 'failed'])
    .orderBy('seq')
    .execute();
  const led = new Map<number | null, string>();
  for (const { request_id, entry } of entries) {
    const { facts } = JSON.parse(entry) as { facts?: { from?: string; to?: string } };
    if (facts?.from === undefined || facts.to === undefined) continue;
    assert.equal(facts.from, led.get(request_id) ?? 'draft', `entries of request ${String(request_id)} have a gap`);
    led.set(request_id, facts.to);
  }
  for (const row of rows) {
    const { id, state, type, subject_id, workspace_id } = row;
    if (state === 'active' && before.get(id) !== 'active') await assertNoGate(world, { ...row, type: type as RequestType });
    assert.equal(led.get(id), state, `request ${String(id)} is ${state}, its entries say ${String(led.get(id))}`);
    const earlier = before.get(id);
    if (earlier !== undefined && finalStates.has(earlier)) assert.equal(state, earlier, `request ${String(id)} had come to its end`);
    if (type !== 'data-access' || state !== 'active') continue;
    const member = rows.some((row) => row.type === 'join-workspace' && row.subject_id === subject_id && row.workspace_id === workspace_id && row.state === 'active');
    assert.ok(member, `request ${String(id)} gives data to somebody who is not in the workspace`);
  }
  return new Map(rows.map(({ id, state }) => [id, state as RequestState]));
}

/** No access becomes active while a gate is open that stops it. */
async function assertNoGate(world: RequestWorld, { id, type, subject_id, dataset_id, work_package_id, project_id }: Pick<RequestRecord, 'id' | 'type' | 'subject_id' | 'dataset_id' | 'work_package_id' | 'project_id'>): Promise<void> {
  const place = { personId: subject_id, datasetId: dataset_id, packageId: work_package_id, projectId: project_id };
  const open = await world.as('manager', (context) => openGates(context, type, place));
  assert.deepEqual(open, [], `request ${String(id)} became active past a gate`);
}

/**
 * With every job done: who is in a group has an active request for it, and the subject of every active request is in its group. A removal
 * that was given up is the one exception, and it is visible.
 */
async function assertMemberships(world: RequestWorld): Promise<void> {
  const active = await world.database.db
    .selectFrom('requests as r')
    .innerJoin('directory_groups as g', (join) => join.onRef('g.workspace_id', '=', 'r.workspace_id').on('g.dataset_id', 'is not distinct from', (where) => where.ref('r.dataset_id')))
    .select(['g.id as group', 'r.subject_id'])
    .where('r.state', '=', 'active')
    .execute();
  const givenUp = await world.database.db
    .selectFrom('removals as m')
    .innerJoin('requests as r', 'r.id', 'm.request_id')
    .select(['m.group_id', 'm.person_id', 'r.failure'])
    .where('m.state', '=', 'failed')
    .execute();
  const explained = new Set(active.map((row) => `${row.group}/${row.subject_id}`));
  const visible = new Set(givenUp.map((row) => `${row.group_id}/${row.person_id}`));
  const members = new Set(world.directory.memberships());
  for (const membership of members) assert.ok(explained.has(membership) || visible.has(membership), `nothing explains ${membership}`);
  for (const membership of explained) assert.ok(members.has(membership), `${membership} is missing`);
  if (givenUp.length > 0) return;
  for (const tier of tiers) {
    for (const key of datasetKeys) {
      for (const person of world.directory.membersOf(world.hospital.at[tier].dataGroups[key])) {
        assert.ok(world.directory.isMember(world.hospital.at[tier].membersGroup, person), `${person} has ${key} and is not in the workspace`);
      }
    }
  }
}

/** Nobody votes on their own request, save who adds somebody, in the first stage; one vote a seat; nobody sits in two; every voter was asked. */
async function assertVotes(world: RequestWorld): Promise<void> {
  const votes = await world.database.db
    .selectFrom('votes as v')
    .innerJoin('requests as r', 'r.id', 'v.request_id')
    .leftJoin('seat_holders as h', (join) => join.onRef('h.seat_id', '=', 'v.seat_id').onRef('h.person_id', '=', 'v.person_id'))
    .select(['v.request_id', 'v.version', 'v.stage', 'v.seat_id', 'v.person_id', 'r.requester_id', 'r.subject_id', 'h.person_id as asked'])
    .execute();
  for (const vote of votes) {
    assert.notEqual(vote.person_id, vote.subject_id, 'the subject voted');
    if (vote.person_id === vote.requester_id) assert.equal(vote.stage, 0, 'the requester voted in a later stage');
    assert.equal(vote.asked, vote.person_id, 'somebody voted who was not asked');
  }
  assert.equal(new Set(votes.map(({ seat_id }) => seat_id)).size, votes.length, 'two votes in one seat');
  assert.equal(new Set(votes.map((vote) => `${String(vote.request_id)}/${String(vote.version)}/${vote.person_id}`)).size, votes.length, 'somebody sits in two seats');
}
