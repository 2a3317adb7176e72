import assert from 'node:assert/strict';
import fc from 'fast-check';
import { transact } from '../../../services/audit/index.js';
import { personActions, type Tier } from '../../../services/classification/index.js';
import { numberOf } from '../../../services/context/index.js';
import { testDatabase, type TestDatabase } from '../../support/database.js';
import type { PersonKey } from '../../support/hospital-builder.js';
import { act, type Place } from './acts.js';
import { ClassificationWorld } from './classification-world.js';

const people = ['investigator', 'manager', 'programmeManager', 'referee', 'representative', 'otherRepresentative', 'researcher'] as const satisfies readonly PersonKey[];
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('act' as const), by: fc.constantFrom(...people), action: fc.constantFrom(...personActions) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('act' as const), by: fc.constantFrom('manager' as const), action: fc.constantFrom('open' as const, 'close' as const, 'open' as const, 'clear' as const) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('all-give' as const), tiers: fc.constantFrom<readonly Tier[]>([1, 1, 1], [0, 0, 0], [1, 0, 1]) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('both-proceed' as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('wait' as const) }) },
);
const managed = (action: 'open' | 'close'): Step => ({ kind: 'act', by: 'manager', action });
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

describe('whatever is done to a work package', function () {
  this.timeout(300_000);
  let database: TestDatabase;
  before(async () => {
    database = await testDatabase();
  });
  after(() => database.drop());

  /** Every package with its state, tier and suspension. */
  const picture = async (): Promise<ReadonlyMap<string, { readonly state: string; readonly stands: string }>> => {
    const rows = await database.db.selectFrom('work_packages').select(['id', 'state', 'tier', 'suspended_because']).execute();
    return new Map(rows.map(({ id, ...row }) => [numberOf('package', id), { state: row.state, stands: JSON.stringify(row) }]));
  };
  const entriesAfter = async (seq: number) => {
    const rows = await database.db.selectFrom('audit_entries').select('entry').where('seq', '>', seq).where('object_type', '=', 'work-package').execute();
    return rows.map(({ entry }) => JSON.parse(entry) as { readonly object: { readonly id: string }; readonly outcome: string; readonly facts?: { readonly from?: string; readonly to?: string; readonly successorOf?: string }; readonly reason?: string; readonly action: string });
  };
  const newest = async (): Promise<number> => (await database.db.selectFrom('audit_entries').select('seq').orderBy('seq', 'desc').limit(1).executeTakeFirst())?.seq ?? 0;

  async function take(world: ClassificationWorld, taken: Step, place: Place): Promise<void> {
    switch (taken.kind) {
      case 'act':
        await transact(world.surroundings, world.actor(taken.by), (context) => act({ ...context, flowcharts: world.flowcharts }, world, taken.by, taken.action, place));
        return;
      case 'all-give':
        for (const [at, person] of (['investigator', 'representative', 'otherRepresentative'] as const).entries()) await world.opine(person, place.classificationId, taken.tiers[at] ?? 0).catch(() => undefined);
        return;
      case 'both-proceed':
        for (const person of ['investigator', 'programmeManager'] as const) if (place.classificationId > 0) await world.proceed(person, place.classificationId);
        return;
      case 'wait':
        world.clock.advance({ days: 6 });
        await world.sweep();
        return;
      default:
        taken satisfies never;
    }
  }

  it('no state, tier or suspension changes without its entry, which says from where to where', async () => {
    const reached = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 14, size: 'max' }), async (steps) => {
        const world = await ClassificationWorld.build(database);
        const packageId = await world.newPackage();
        for (const taken of steps) {
          const round = await world.db.selectFrom('classifications').select('id').where('work_package_id', '=', packageId).orderBy('id', 'desc').limit(1).executeTakeFirst();
          const drafts = await world.db.selectFrom('answer_drafts').select(['id', 'person_id']).execute();
          const [before, seq] = [await picture(), await newest()];
          await take(world, taken, { packageId, classificationId: round?.id ?? 0, drafts: Object.fromEntries(drafts.map(({ id, person_id }) => [world.hospital.keyOf(person_id), id])) });
          const entries = (await entriesAfter(seq)).filter(({ outcome }) => outcome === 'done');
          for (const [number, { state, stands }] of await picture()) {
            const was = before.get(number);
            const own = entries.filter(({ object }) => object.id === number);
            if (was?.stands === stands) {
              assert.ok(!own.some(({ facts }) => facts?.from !== facts?.to), `${number} says that it moved`);
              continue;
            }
            reached.add(state);
            if (was === undefined) assert.ok(own.some(({ action }) => action === 'package.succeed'), `${number} is new`);
            else if (was.state === state) assert.ok(own.some(({ action }) => action === 'classification.suspend' || action === 'classification.withdraw-from-classified'), `${number} is ${stands}`);
            else assert.ok(own.some(({ facts }) => facts?.from === was.state && facts.to === state), `${number}: ${was.state} → ${state}`);
          }
        }
      }),
      // However chance falls, one comes to its end, and one is suspended after it.
      { numRuns: 12, examples: [[[managed('open'), { kind: 'all-give', tiers: [1, 1, 1] }, managed('close'), { kind: 'act', by: 'representative', action: 'withdraw-from-classified' }]]] },
    );
    assert.deepEqual([...reached].sort(), ['classified', 'new', 'open']);
  });
});
