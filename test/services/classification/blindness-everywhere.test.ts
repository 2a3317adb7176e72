import assert from 'node:assert/strict';
import fc from 'fast-check';
import { sql } from 'kysely';
import * as classification from '../../../services/classification/index.js';
import { tiers, type Tier } from '../../../services/classification/index.js';
import { testDatabase, type TestDatabase } from '../../support/database.js';
import type { PersonKey } from '../../support/hospital-builder.js';
import { anonymised, ClassificationWorld, lettersTo, valueOf } from './classification-world.js';
import type { Place } from './acts.js';
import { receivedBy } from './received.js';

const classifiers = ['investigator', 'representative', 'otherRepresentative', 'referee'] as const;

/** What somebody holds: the answers that they give, and the tier to which they raise it. */
const holding = fc.record({ letters: fc.constantFrom(...tiers.map((tier) => lettersTo[tier]), anonymised), raise: fc.option(fc.constantFrom<Tier>(3, 4), { freq: 3 }) });
/** One thing that happens in a round. What people hold differs between the two worlds; that they give it does not. */
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('give' as const), who: fc.constantFrom(...classifiers), holds: fc.tuple(holding, holding) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('approve' as const), who: fc.constantFrom('representative' as const, 'otherRepresentative' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 8 }) }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'nudge' as const }) },
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;
const rounds = fc.record({ preliminary: fc.option(fc.constantFrom(...tiers)), begun: fc.constantFrom('', 'NY'), steps: fc.array(step, { minLength: 2, maxLength: 7, size: 'max' }), blind: fc.constantFrom(...classifiers) });
type Round = typeof rounds extends fc.Arbitrary<infer Value> ? Value : never;

describe('whatever others hold, who is blind receives the same', function () {
  this.timeout(300_000);
  let database: TestDatabase;
  before(async () => {
    database = await testDatabase();
  });
  after(() => database.drop());

  /** Takes back what a round made, to its numbers: what comes after it is numbered alike. */
  async function takeBack(world: ClassificationWorld, packageId: number, at: Date): Promise<void> {
    const made = 'outbox ways_out seen_opinions opinion_datasets opinions answer_drafts classifications'.split(' ');
    await sql.raw([...made.map((table) => `delete from ${table}`), `delete from package_approvals where work_package_id = ${String(packageId)}`].join(';')).execute(database.owner);
    for (const table of ['outbox', 'ways_out', 'opinions', 'answer_drafts', 'classifications']) await sql.raw(`alter sequence ${table}_id_seq restart`).execute(database.owner);
    await world.db.updateTable('work_packages').set({ state: 'new', preliminary_tier: null }).where('id', '=', packageId).execute();
    world.clock.moveTo(at);
  }

  /** The round in the first or the second of its worlds. */
  async function play(world: ClassificationWorld, packageId: number, { preliminary, begun, steps, blind }: Round, which: 0 | 1): Promise<Place> {
    if (preliminary !== null) await world.as('manager', (context) => classification.recordPreliminaryTier(context, { packageId, tier: preliminary }));
    const { classificationId } = valueOf(await world.open(packageId));
    const draft = begun === '' ? undefined : await world.drafted(blind, classificationId, begun);
    for (const taken of steps) await take(world, taken, { packageId, classificationId, blind, which });
    return { packageId, classificationId, drafts: draft ? { [blind]: draft.id } : {} };
  }

  async function take(world: ClassificationWorld, taken: Step, { packageId, classificationId, blind, which }: { readonly packageId: number; readonly classificationId: number; readonly blind: PersonKey; readonly which: 0 | 1 }): Promise<void> {
    switch (taken.kind) {
      case 'give': {
        if (taken.who === blind) return;
        const { letters, raise } = taken.holds[which];
        await world.as(taken.who, (context) => classification.beginAnswering(context, { classificationId }));
        let given = await world.as(taken.who, async (context) => {
          const begun = valueOf(await classification.beginAnswering(context, { classificationId }));
          return valueOf(await classification.startOver(context, { draftId: begun.id, version: begun.version }));
        });
        given = await world.answerAll(taken.who, given, letters);
        const computed = given.at.kind === 'tier' ? given.at.tier : 4;
        valueOf(await world.give(taken.who, given, raise !== null && raise > computed ? { tier: raise, reason: `because of ${letters}` } : undefined));
        return;
      }
      case 'approve':
        if (taken.who !== blind) valueOf(await world.approve(taken.who, packageId));
        return;
      case 'wait':
        world.clock.advance({ days: taken.days });
        await classification.sweepClassifications(world.surroundings);
        return;
      case 'nudge':
        await world.as('manager', (context) => classification.nudgeClassifiers(context, { classificationId }));
        return;
      default:
        taken satisfies never;
    }
  }

  it('every view, card, list, message, and answer to what they try', async () => {
    await fc.assert(
      fc.asyncProperty(rounds, async (round) => {
        const gave = new Set(round.steps.flatMap((taken) => (taken.kind === 'give' && taken.who !== round.blind ? [taken.who] : [])));
        const waitsForMore = (['investigator', 'representative', 'otherRepresentative'] as const).some((person) => !gave.has(person));
        // Managers are blind until all are in.
        const readers: readonly PersonKey[] = [...classifiers.filter((person) => !gave.has(person)), 'researcher', 'outsider', ...(waitsForMore ? (['manager', 'programmeManager'] as const) : [])];
        const world = await ClassificationWorld.build(database);
        const packageId = await world.newPackage();
        const start = world.clock.now();
        const received = async (which: 0 | 1): Promise<readonly string[]> => {
          await takeBack(world, packageId, start);
          const place = await play(world, packageId, round, which);
          const lines: string[] = [];
          for (const reader of readers) for (const [what, text] of Object.entries(await receivedBy(world, reader, place))) lines.push(`${reader}, ${what}: ${text}`);
          return lines;
        };
        const [once, again] = [await received(0), await received(1)];
        assert.equal(once.length, again.length);
        for (const [line, text] of once.entries()) assert.equal(again[line], text);
      }),
      { numRuns: 8 },
    );
  });
});
