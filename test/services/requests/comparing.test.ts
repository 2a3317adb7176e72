import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compareDirectory, confirmRemovals, grantAgain, mustAsk, viewFinding, viewRemovals, type ComparisonReport } from '../../../services/requests/index.js';
import { eachWorld } from '../../support/each-world.js';
import { testDatabase, type TestDatabase } from '../../support/database.js';
import { personKeys, tiers, type PersonKey, type Tier } from '../../support/hospital-builder.js';
import { settle, steps, take } from '../../support/random-steps.js';
import { reasonOf, RequestWorld } from '../../support/request-world.js';

const histories = Number(process.env['LOCKKEEPER_HISTORIES'] ?? '15');
const systemManager = { kind: 'person' as const, id: 'system-manager', systemRoles: new Set(['system-manager'] as const) };

async function withSystemManager(world: RequestWorld): Promise<void> {
  const { db } = world.database;
  await db.insertInto('people').values({ id: systemManager.id, name: 'System Manager', mail: 'sm@example.org', user_type: 'member', updated_at: world.clock.now() }).onConflict((conflict) => conflict.doNothing()).execute();
  await db.insertInto('system_role_holders').values({ role: 'system-manager', person_id: systemManager.id }).onConflict((conflict) => conflict.doNothing()).execute();
}
const compare = (world: RequestWorld): Promise<ComparisonReport> => compareDirectory({ ...world.surroundings, groups: world.directory });

describe('the comparison of the directory with the approved requests', () => {
  let world: RequestWorld;
  let database: TestDatabase;
  eachWorld(RequestWorld.build, (fresh, own) => {
    world = fresh;
    database = own;
  });
  beforeEach(() => withSystemManager(world));

  const group = (tier: Tier): string => world.hospital.at[tier].membersGroup;
  const findings = () => database.db.selectFrom('membership_findings').select(['id', 'kind', 'group_id', 'person_id', 'removal_id', 'question_id']).where('cleared_at', 'is', null).orderBy('id').execute();
  const told = async (): Promise<readonly string[]> => {
    const rows = await database.db.selectFrom('outbox').select(['recipient_id', 'about_type', 'kind']).where('about_type', 'in', ['finding', 'removal-question']).orderBy('recipient_id').execute();
    return rows.map(({ recipient_id, about_type, kind }) => `${String(about_type)} ${kind} ${recipient_id === systemManager.id ? 'systemManager' : world.hospital.keyOf(recipient_id)}`);
  };
  const audited = async (action: string): Promise<number> =>
    (await database.db.selectFrom('audit_entries').select('seq').where('seq', '>', world.auditBefore).where('action', '=', action).execute()).length;
  const asManager = <Value>(work: Parameters<typeof world.by<Value>>[1]): Promise<Value> => world.by(systemManager, work);
  /** Members enough that one or two of them are less than a tenth. */
  const crowd = async (tier: Tier): Promise<void> => {
    const request = await world.member('researcher', tier);
    for (let place = 0; place < 24; place += 1) {
      const id = `crowd-${String(place)}`;
      await database.db.insertInto('people').values({ id, name: id, mail: `${id}@example.org`, user_type: 'member', updated_at: world.clock.now() }).execute();
      const { id: _id, ...row } = request;
      await database.db.insertInto('requests').values({ ...row, subject_id: id, requester_id: id }).execute();
      world.directory.byHand('adds', group(tier), id);
    }
    world.clock.advance({ hours: 1 });
  };
  const stranger = (tier: Tier, person: PersonKey = 'outsider'): void => { world.directory.byHand('adds', group(tier), world.hospital.id[person]); };

  it('asks before more than ten, or more than a tenth', () => {
    const table: readonly (readonly [number, number, boolean])[] = [[0, 0, false], [1, 9, true], [1, 10, false], [2, 19, true], [10, 100, false], [10, 1_000, false], [11, 1_000, true]];
    for (const [removals, compared, asks] of table) assert.equal(mustAsk(removals, compared), asks, `${String(removals)} of ${String(compared)}`);
  });

  it('finds nothing where the directory says what was approved', async () => {
    await crowd(2);
    assert.deepEqual(await compare(world), { groups: world.groups().length, found: 0, cleared: 0, removing: 0, asks: false });
    assert.deepEqual(await told(), []);
  });

  for (const tier of tiers) {
    it(`tier ${String(tier)}: a member whom no active request explains is ${tier < 2 ? 'reported, and left' : 'taken out by the remover, and reported'}; once, and cleared when it goes`, async () => {
      await crowd(tier);
      stranger(tier);
      const report = await compare(world);
      assert.deepEqual([report.found, report.removing, report.asks], [1, tier < 2 ? 0 : 1, false]);
      assert.deepEqual(await told(), ['investigator', 'manager', 'otherProgrammeManager', 'programmeManager'].map((who) => `finding tell ${who}`));
      await world.runJobs();
      assert.equal(world.directory.isMember(group(tier), world.hospital.id.outsider), tier < 2);
      world.clock.advance({ hours: 1 });
      await compare(world);
      assert.equal((await told()).length, 4, 'told once');
      if (tier < 2) world.directory.byHand('takes-out', group(tier), world.hospital.id.outsider);
      assert.equal((await compare(world)).cleared, tier < 2 ? 1 : 0);
      assert.deepEqual(await findings(), []);
      assert.deepEqual([await audited('finding.find'), await audited('finding.clear'), await audited('finding.remove'), await audited('membership.remove')], tier < 2 ? [1, 1, 0, 0] : [1, 1, 1, 1]);
    });
  }

  it('leaves alone what is being granted or removed, and what changed a moment ago', async () => {
    await crowd(2);
    const { id } = await world.asked('colleague', { tier: 2 });
    await world.approveAll(id);
    world.directory.failNext('addMember', 'answer-lost');
    await world.fulfil(id);
    assert.equal((await compare(world)).found, 0, 'added, and not recorded yet');
    await world.runJobs();
    world.directory.byHand('takes-out', group(2), world.hospital.id.colleague);
    assert.equal((await compare(world)).found, 0, 'active for less than ten minutes: copies of the directory may not show it');
    world.clock.advance({ minutes: 11 });
    assert.equal((await compare(world)).found, 1);
  });

  it('what is explained between finding and removing is kept', async () => {
    await crowd(2);
    world.directory.byHand('adds', group(2), world.hospital.id.colleague);
    assert.equal((await compare(world)).removing, 1);
    const jobs = world.sent.splice(0);
    const { id } = await world.asked('colleague', { tier: 2 });
    await world.approveAll(id);
    await world.fulfil(id);
    assert.equal(await world.state(id), 'active');
    for (const job of jobs) await world.runJob(job);
    assert.ok(await world.hasAccess(id));
  });

  it('a directory that does not answer, or knows no group, changes nothing', async () => {
    await crowd(2);
    stranger(2);
    world.directory.failNext('peopleOf', 'unavailable', 'refused');
    await assert.rejects(compare(world), { code: 'directory-unavailable' });
    assert.equal((await compare(world)).groups, 0);
    assert.deepEqual(await findings(), []);
  });

  it('ownership that no role explains is reported, and nobody is taken out for it', async () => {
    await crowd(3);
    world.directory.setOwners(group(3), [world.hospital.id.investigator, world.hospital.id.manager, world.hospital.id.colleague]);
    const report = await compare(world);
    assert.deepEqual([report.found, report.removing], [1, 0]);
    assert.deepEqual((await findings()).map(({ kind, person_id }) => [kind, world.hospital.keyOf(person_id)]), [['unexplained-owner', 'colleague']]);
    world.directory.setOwners(group(3), [world.hospital.id.investigator]);
    assert.equal((await compare(world)).cleared, 1);
  });

  it('in a group of managers the roles explain who is a member, and no request', async () => {
    await crowd(2);
    await database.owner.insertInto('directory_groups').values({ id: 'managers', name: 'managers', workspace_id: world.hospital.at[2].workspaceId, kind: 'managers', dataset_id: null }).execute();
    for (const person of ['investigator', 'manager', 'colleague'] as const) world.directory.byHand('adds', 'managers', world.hospital.id[person]);
    assert.equal((await compare(world)).removing, 1);
    await world.runJobs();
    assert.deepEqual(world.directory.membersOf('managers'), [world.hospital.id.investigator, world.hospital.id.manager]);
  });

  describe('a membership that is missing', () => {
    const missing = async (): Promise<{ readonly requestId: number; readonly findingId: number }> => {
      const { id } = await world.member('colleague', 2);
      world.clock.advance({ hours: 1 });
      world.directory.byHand('takes-out', group(2), world.hospital.id.colleague);
      await compare(world);
      return { requestId: id, findingId: (await findings())[0]?.id ?? 0 };
    };

    it('is reported to those who may decide, with the offer to grant it again', async () => {
      const { requestId, findingId } = await missing();
      assert.deepEqual(await told(), ['finding tell investigator', 'finding tell manager']);
      const view = await world.as('investigator', (context) => viewFinding(context, findingId));
      assert.deepEqual(view?.request, { id: requestId, version: 1 });
      for (const other of ['colleague', 'outsider', 'researcher'] as const) assert.equal(await world.as(other, (context) => viewFinding(context, findingId)), undefined);
    });

    it('is granted again with everything checked afresh, once', async () => {
      const { requestId, findingId } = await missing();
      const command = { findingId, requestId, version: 1 };
      for (const other of ['colleague', 'outsider', 'programmeManager'] as const) assert.equal(reasonOf(await world.as(other, (context) => grantAgain(context, command))), 'not-found');
      assert.equal(reasonOf(await world.as('investigator', (context) => grantAgain(context, { ...command, version: 2 }))), 'outdated');
      assert.equal((await world.as('investigator', (context) => grantAgain(context, command))).kind, 'done');
      assert.equal(reasonOf(await world.as('manager', (context) => grantAgain(context, command))), 'not-possible');
      await world.runJobs();
      assert.equal(await world.state(requestId), 'active');
      assert.ok(await world.hasAccess(requestId));
      world.clock.advance({ hours: 1 });
      assert.equal((await compare(world)).found, 0);
    });

    it('is not granted again past a gate', async () => {
      const { requestId, findingId } = await missing();
      await world.hospital.trainUntil('colleague', '2026-11-22');
      await world.as('investigator', (context) => grantAgain(context, { findingId, requestId, version: 1 }));
      await world.runJobs();
      assert.deepEqual([await world.state(requestId), await world.hasAccess(requestId)], ['failed', false]);
    });

    it('of a workspace: its data waits for it, and comes back with it', async () => {
      const join = await world.member('colleague', 2);
      const data = await world.asked('colleague', { tier: 2, dataset: 'imaging' });
      await world.approveAll(data.id);
      await world.runJobs();
      world.clock.advance({ hours: 1 });
      world.directory.byHand('takes-out', group(2), world.hospital.id.colleague);
      await compare(world);
      await world.as('investigator', async (context) => grantAgain(context, { findingId: (await findings())[0]?.id ?? 0, requestId: join.id, version: 1 }));
      assert.deepEqual([await world.state(join.id), await world.state(data.id)], ['approved', 'approved']);
      await world.runJobs();
      assert.deepEqual([await world.state(join.id), await world.state(data.id)], ['active', 'active']);
    });

    it('that is there again is told no more', async () => {
      const { findingId } = await missing();
      world.directory.byHand('adds', group(2), world.hospital.id.colleague);
      assert.equal((await compare(world)).cleared, 1);
      assert.equal(await world.as('investigator', (context) => viewFinding(context, findingId)), undefined);
    });
  });

  describe('many at once', () => {
    const strangers: readonly PersonKey[] = ['outsider', 'guest', 'deputy'];
    const asked = async (): Promise<{ readonly questionId: number; readonly version: number }> => {
      await crowd(2);
      for (const person of strangers) stranger(2, person);
      const report = await compare(world);
      assert.deepEqual([report.asks, report.removing], [true, 0]);
      const { id, version } = await database.db.selectFrom('removal_questions').select(['id', 'version']).where('state', '=', 'asked').executeTakeFirstOrThrow();
      return { questionId: id, version };
    };
    const isIn = (person: PersonKey): boolean => world.directory.isMember(group(2), world.hospital.id[person]);

    it('a System Manager is asked first, and nobody is taken out before', async () => {
      await asked();
      await world.runJobs();
      assert.deepEqual(strangers.map(isIn), [true, true, true]);
      assert.deepEqual(await told(), ['removal-question ask systemManager']);
      await compare(world);
      assert.deepEqual(await told(), ['removal-question ask systemManager'], 'asked once');
    });

    it('what is confirmed is taken out, and those who answer for the workspace are told', async () => {
      const command = await asked();
      assert.equal(reasonOf(await world.as('programmeManager', (context) => confirmRemovals(context, command))), 'not-found');
      assert.equal(await world.as('programmeManager', (context) => viewRemovals(context, command.questionId)), undefined);
      const confirmed = await asManager((context) => confirmRemovals(context, command));
      assert.deepEqual(confirmed, { kind: 'done', value: { removing: 3 } });
      assert.equal(reasonOf(await asManager((context) => confirmRemovals(context, command))), 'already-decided');
      await world.runJobs();
      assert.deepEqual(strangers.map(isIn), [false, false, false]);
      assert.equal((await told()).filter((message) => message === 'finding tell manager').length, 3);
      const view = await asManager((context) => viewRemovals(context, command.questionId));
      assert.deepEqual([view?.state, view?.memberships.length], ['confirmed', 3]);
    });

    it('exactly what was shown: who came since is asked about anew, and an older card is refused', async () => {
      const command = await asked();
      stranger(2, 'referee');
      await compare(world);
      assert.equal(reasonOf(await asManager((context) => confirmRemovals(context, command))), 'outdated');
      const view = await asManager((context) => viewRemovals(context, command.questionId));
      assert.deepEqual([view?.version, view?.memberships.length], [2, 4]);
      await asManager((context) => confirmRemovals(context, { ...command, version: 2 }));
      await world.runJobs();
      assert.deepEqual([...strangers, 'referee' as const].map(isIn), [false, false, false, false]);
    });

    it('where they are few again, they are taken out and the question is over', async () => {
      const command = await asked();
      for (const person of ['guest', 'deputy'] as const) world.directory.byHand('takes-out', group(2), world.hospital.id[person]);
      assert.equal((await compare(world)).removing, 1);
      assert.equal(reasonOf(await asManager((context) => confirmRemovals(context, command))), 'not-possible');
      await world.runJobs();
      assert.equal(isIn('outsider'), false);
    });
  });

  it('two at once find, tell and remove once', async () => {
    await crowd(2);
    stranger(2);
    await Promise.all([compare(world), compare(world)]);
    await world.runJobs();
    assert.equal((await told()).length, 4);
    assert.equal(await audited('membership.remove'), 1);
  });
});

describe('whatever people do here and in the directory', function () {
  this.timeout(60_000 + histories * 4_000);
  let database: TestDatabase;
  before(async () => {
    database = await testDatabase();
  });
  after(() => database.drop());

  it('after a comparison without faults nobody is in a group from tier 2 whom no active request explains, and nobody who is explained was taken out', async () => {
    const hands = fc.array(fc.record({ act: fc.constantFrom('adds' as const, 'takes-out' as const), person: fc.constantFrom(...personKeys), group: fc.nat() }), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(steps(12), hands, async (history, byHand) => {
        const world = await RequestWorld.build(database);
        await withSystemManager(world);
        for (const [place, step] of history.entries()) {
          await take(world, step);
          const hand = place % 3 === 0 ? byHand[place / 3] : undefined;
          if (hand) world.directory.byHand(hand.act, world.groups()[hand.group % world.groups().length] ?? '', world.hospital.id[hand.person]);
        }
        await settle(world);
        // Removals that were given up are tried again within hours.
        await world.pass({ hours: 4 }, 1);
        const { explained } = await memberships(world);
        const before = new Set(world.directory.memberships());
        await compare(world);
        const question = await database.db.selectFrom('removal_questions').select(['id', 'version']).where('state', '=', 'asked').executeTakeFirst();
        if (question) await world.by(systemManager, (context) => confirmRemovals(context, { questionId: question.id, version: question.version }));
        await world.runJobs();
        const after = new Set(world.directory.memberships());
        for (const membership of before) if (explained.has(membership)) assert.ok(after.has(membership), `${membership} was explained and taken out`);
        for (const tier of tiers.filter((one) => one >= 2)) {
          for (const own of groupsAt(world, tier)) for (const person of world.directory.membersOf(own)) assert.ok(explained.has(`${own}/${person}`), `nothing explains ${own}/${person}`);
        }
        const left = [...after].filter((membership) => !explained.has(membership));
        const reported = await database.db.selectFrom('membership_findings').select(['group_id', 'person_id']).where('cleared_at', 'is', null).where('kind', '=', 'unexplained-member').execute();
        const known = new Set(reported.map((row) => `${row.group_id}/${row.person_id}`));
        for (const membership of left) assert.ok(known.has(membership), `${membership} is not reported`);
      }),
      { numRuns: histories, endOnFailure: false, ...(process.env['LOCKKEEPER_SEED'] ? { seed: Number(process.env['LOCKKEEPER_SEED']) } : {}) },
    );
  });
});

const groupsAt = (world: RequestWorld, tier: Tier): readonly string[] => [world.hospital.at[tier].membersGroup, ...Object.values(world.hospital.at[tier].dataGroups)];

/** Who should be where, by the active requests. */
async function memberships(world: RequestWorld): Promise<{ readonly explained: ReadonlySet<string> }> {
  const rows = await world.database.db
    .selectFrom('requests as r')
    .innerJoin('directory_groups as g', (join) => join.onRef('g.workspace_id', '=', 'r.workspace_id').on('g.dataset_id', 'is not distinct from', (where) => where.ref('r.dataset_id')))
    .select(['g.id', 'r.subject_id'])
    .where('r.state', '=', 'active')
    .execute();
  return { explained: new Set(rows.map((row) => `${row.id}/${row.subject_id}`)) };
}
