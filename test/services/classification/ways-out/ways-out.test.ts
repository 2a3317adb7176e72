import assert from 'node:assert/strict';
import { testDatabase, type TestDatabase } from '../../../support/database.js';
import type { PersonKey } from '../../../support/hospital-builder.js';
import { ClassificationWorld, reasonOf, valueOf } from '../classification-world.js';

describe('a conflict', () => {
  let database: TestDatabase;
  let world: ClassificationWorld;
  let packageId: number;
  let classificationId: number;
  before(async () => {
    database = await testDatabase();
  });
  after(() => database.drop());
  /** Monday, 23 November 2026, 09:00 in London; three opinions are in, the imaging Representative's is lower. */
  beforeEach(async () => {
    world = await ClassificationWorld.build(database);
    ({ packageId, classificationId } = await world.opened());
    await world.opineAll(classificationId, [1, 1, 0]);
  });

  const waysOut = async (): Promise<readonly (readonly [string, string, string | null])[]> => {
    const rows = await database.db.selectFrom('ways_out').select(['kind', 'state', 'ended_because']).orderBy('id').execute();
    return rows.map(({ kind, state, ended_because }) => [kind, state, ended_because]);
  };
  const agreeToProceed = async (): Promise<void> => {
    valueOf(await world.proceed('programmeManager', classificationId));
    valueOf(await world.proceed('investigator', classificationId));
  };
  const sweepAt = async (instant: string): Promise<unknown> => {
    world.clock.moveTo(new Date(instant));
    return world.sweep();
  };

  /** The newest entry about this package's classification: combinations that it suspends have theirs after it. */
  const lastEntry = async (): Promise<string | undefined> => (await world.audit()).filter((entry) => !/^(?:classification\.suspend|package\.succeed):/.test(entry)).at(-1);

  it('is not closed', async () => {
    assert.equal(reasonOf(await world.close(classificationId)), 'opinions-differ');
    assert.deepEqual(await world.package(packageId), { state: 'open', tier: null });
  });

  it('ends when people modify their opinions until they agree, which is recorded', async () => {
    await world.opine('otherRepresentative', classificationId, 1);
    assert.deepEqual(await waysOut(), [['modify', 'done', null]]);
    assert.equal(valueOf(await world.close(classificationId)).tier, 1);
    assert.deepEqual(await world.package(packageId), { state: 'classified', tier: 1 });
    assert.equal(await lastEntry(), 'classification.close: done agreed');
  });

  it('ends when a Representative withdraws their dataset: the package is cleared, opinions are dropped and stay on record', async () => {
    await world.approve('otherRepresentative', packageId);
    valueOf(await world.withdraw('otherRepresentative', classificationId, 'imaging'));
    assert.deepEqual(await world.package(packageId), { state: 'new', tier: null });
    assert.deepEqual(await world.standing(classificationId), {});
    const opinions = await database.db.selectFrom('opinions').select('ended_because').execute();
    assert.deepEqual(opinions.map(({ ended_because }) => ended_because), ['cleared', 'cleared', 'cleared']);
    const datasets = await database.db.selectFrom('work_package_datasets').select('dataset_id').where('work_package_id', '=', packageId).execute();
    assert.deepEqual(datasets, [{ dataset_id: world.hospital.datasets.admissions }]);
    const approvals = await database.db.selectFrom('package_approvals').select('voided_at').where('work_package_id', '=', packageId).execute();
    assert.deepEqual(approvals.map(({ voided_at }) => voided_at === null), [false]);
    assert.deepEqual(await waysOut(), [['withdraw-dataset', 'done', null]]);
    assert.equal(await lastEntry(), 'classification.withdraw-dataset: done dataset-withdrawn');
  });

  it('does not let a Representative withdraw what they do not represent', async () => {
    for (const dataset of ['imaging', 'pathology'] as const) assert.equal(reasonOf(await world.withdraw('representative', classificationId, dataset)), 'not-in-package');
    assert.equal((await world.package(packageId)).state, 'open');
  });

  it('ends when the Investigator reconsiders: the package is cleared', async () => {
    valueOf(await world.reconsider('investigator', classificationId));
    assert.deepEqual(await world.package(packageId), { state: 'new', tier: null });
    assert.deepEqual(await waysOut(), [['reconsider', 'done', null]]);
  });

  it('is told of to no Investigator who has not given an opinion', async () => {
    await world.hospital.setRole('investigator', null);
    await world.hospital.setRole('secondManager', 'investigator');
    assert.equal(reasonOf(await world.reconsider('secondManager', classificationId)), 'own-opinion-first');
    assert.equal(reasonOf(await world.proceed('secondManager', classificationId)), 'own-opinion-first');
  });

  it('that is none leaves nothing to reconsider, and nothing to proceed over', async () => {
    await world.opine('otherRepresentative', classificationId, 1);
    assert.equal(reasonOf(await world.reconsider('investigator', classificationId)), 'no-conflict');
    assert.equal(reasonOf(await world.proceed('programmeManager', classificationId)), 'no-conflict');
  });

  describe('over which Programme Manager and Investigator proceed', () => {
    for (const [first, second] of [['programmeManager', 'investigator'], ['investigator', 'programmeManager']] as const) {
      it(`needs both, ${first} first: one alone begins nothing`, async () => {
        const proposed = valueOf(await world.proceed(first, classificationId));
        assert.deepEqual([proposed.state, proposed.takesEffectAt, proposed.tier], ['proposed', null, 1]);
        assert.equal((await world.proceed(first, classificationId)).kind, 'unchanged');
        assert.equal(valueOf(await world.proceed(second, classificationId)).state, 'waiting');
      });
    }

    it('needs a Programme Manager and the Investigator, not two Programme Managers', async () => {
      valueOf(await world.proceed('programmeManager', classificationId));
      assert.equal((await world.proceed('otherProgrammeManager', classificationId)).kind, 'unchanged');
      assert.deepEqual(await waysOut(), [['proceed-at-highest', 'proposed', null]]);
    });

    it('takes effect after 3 working days and not before, at the highest tier', async () => {
      await agreeToProceed();
      assert.deepEqual(await sweepAt('2026-11-26T08:59:00Z'), { classified: 0, stopped: 0 });
      assert.deepEqual(await world.package(packageId), { state: 'open', tier: null });
      assert.deepEqual(await sweepAt('2026-11-26T09:00:00Z'), { classified: 1, stopped: 0 });
      assert.deepEqual(await world.package(packageId), { state: 'classified', tier: 1 });
      assert.deepEqual(await sweepAt('2026-11-27T09:00:00Z'), { classified: 0, stopped: 0 });
      assert.deepEqual(await waysOut(), [['proceed-at-highest', 'done', 'proceeded-at-highest']]);
      assert.equal(await lastEntry(), 'classification.take-effect: done proceeded-at-highest');
    });

    it('counts working days: agreed on a Friday, it takes effect on Wednesday', async () => {
      world.clock.moveTo(new Date('2026-11-27T12:00:00Z'));
      await agreeToProceed();
      assert.deepEqual(await sweepAt('2026-12-02T11:59:00Z'), { classified: 0, stopped: 0 });
      assert.deepEqual(await sweepAt('2026-12-02T12:00:00Z'), { classified: 1, stopped: 0 });
    });

    it('is ended by a Representative who withdraws in time', async () => {
      await agreeToProceed();
      world.clock.advance({ days: 2 });
      valueOf(await world.withdraw('representative', classificationId, 'admissions'));
      assert.deepEqual(await waysOut(), [['proceed-at-highest', 'stopped', 'dataset-withdrawn'], ['withdraw-dataset', 'done', null]]);
      assert.deepEqual(await sweepAt('2026-12-10T09:00:00Z'), { classified: 0, stopped: 0 });
      assert.deepEqual(await world.package(packageId), { state: 'new', tier: null });
    });

    it('is stopped by an opinion that changes: it was agreed on others', async () => {
      await agreeToProceed();
      await world.opine('otherRepresentative', classificationId, 4);
      assert.deepEqual(await waysOut(), [['proceed-at-highest', 'stopped', 'opinions-changed'], ['modify', 'done', null]]);
      assert.deepEqual(await sweepAt('2026-12-10T09:00:00Z'), { classified: 0, stopped: 0 });
      assert.equal((await world.package(packageId)).state, 'open');
    });

    it('is stopped when something is missing again at its time', async () => {
      await agreeToProceed();
      await world.hospital.represent('imaging', ['otherRepresentative', 'guest']);
      assert.deepEqual(await sweepAt('2026-11-26T09:00:00Z'), { classified: 0, stopped: 1 });
      assert.deepEqual(await waysOut(), [['proceed-at-highest', 'stopped', 'not-ready']]);
      assert.equal((await world.package(packageId)).state, 'open');
    });

    it('binds nobody who came after: a signature of an Investigator who has left completes nothing', async () => {
      valueOf(await world.proceed('investigator', classificationId));
      await world.hospital.setRole('investigator', null);
      assert.equal(valueOf(await world.proceed('programmeManager', classificationId)).state, 'proposed');
      assert.deepEqual((await waysOut()).map(([kind, state]) => [kind, state]), [['proceed-at-highest', 'stopped'], ['proceed-at-highest', 'proposed']]);
    });

    it('does not take effect once one of the two has left', async () => {
      await agreeToProceed();
      await world.hospital.setRole('investigator', null);
      assert.deepEqual(await sweepAt('2026-12-10T09:00:00Z'), { classified: 0, stopped: 1 });
    });

    it('is agreed on the opinions that were seen: an older version is refused as outdated', async () => {
      const { version } = await world.view('programmeManager', packageId);
      await world.opine('referee', classificationId, 2);
      assert.equal(reasonOf(await world.proceed('programmeManager', classificationId, version)), 'outdated');
    });

    it('is not for a Programme Manager who is the Referee, nor for one who was and gave an opinion', async () => {
      await world.hospital.setRole('programmeManager', 'referee');
      await world.opine('programmeManager', classificationId, 1);
      assert.equal(reasonOf(await world.proceed('programmeManager', classificationId)), 'not-allowed');
      await world.hospital.setRole('programmeManager', null);
      assert.equal(reasonOf(await world.proceed('programmeManager', classificationId)), 'gave-opinion');
      assert.equal(valueOf(await world.proceed('otherProgrammeManager', classificationId)).state, 'proposed');
    });

    for (const person of ['manager', 'representative', 'researcher', 'referee'] as const satisfies readonly PersonKey[]) {
      it(`is not for the ${person}`, async () => {
        assert.equal(reasonOf(await world.proceed(person, classificationId)), 'not-allowed');
      });
    }
  });
});
