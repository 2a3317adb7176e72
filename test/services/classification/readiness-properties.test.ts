import fc from 'fast-check';
import assert from 'node:assert/strict';
import { missingOf, settle, tiers, type ClassifierRole, type PathStep, type ReadinessFacts } from '../../../services/classification/index.js';

const anonymised: readonly PathStep[] = [{ key: 'no_reidentify_absolute', answer: 'yes', version: 'v' }];

/** Packages of any size, with people who may represent, have represented or only referee, and any opinions and approvals. */
const anyFacts: fc.Arbitrary<ReadinessFacts> = fc.integer({ min: 0, max: 5 }).chain((size) => {
  const ids = Array.from({ length: size }, (_, place) => place + 1);
  const person = fc.constantFrom('a', 'b', 'c', 'd', 'e');
  const approval = fc.record({ datasetId: fc.integer({ min: 1, max: 6 }), principalId: person });
  const opinion = fc.record({
    personId: person,
    role: fc.constantFrom<ClassifierRole>('investigator', 'representative', 'referee'),
    tier: fc.constantFrom(...tiers),
    path: fc.constantFrom<readonly PathStep[]>([], anonymised),
    represents: fc.array(approval, { maxLength: 6 }),
  });
  return fc.record({
    datasets: fc.constant(ids.map((id) => ({ id, name: String(id) }))),
    representatives: fc.tuple(...ids.map((datasetId) => fc.record({ datasetId: fc.constant(datasetId), principalId: fc.option(person), deputyIds: fc.constant([]) }))),
    opinions: fc.uniqueArray(opinion, { selector: ({ personId }) => personId, maxLength: 5 }),
    conflicted: fc.constant(new Set<string>()),
    floor: fc.option(fc.constantFrom(...tiers)),
    approvals: fc.array(fc.record({ subjectId: person, datasetId: fc.integer({ min: 1, max: 6 }), principalId: person }), { maxLength: 12 }),
  });
});

describe('readiness of any package', () => {
  it('is never agreed or in conflict while something is missing, and agreed only where all hold one tier', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const settled = settle(facts);
        const held = facts.opinions.map(({ tier }) => tier);
        if (missingOf(facts).length > 0) return settled.kind === 'incomplete';
        if (settled.kind === 'incomplete') return false;
        const isOne = new Set(held).size === 1;
        return settled.kind === 'agreed' ? isOne && settled.tier === Math.max(held[0] ?? 0, facts.floor ?? 0) : !isOne;
      }),
    );
  });

  it('is settled below no part that is classified already', () => {
    fc.assert(fc.property(anyFacts, (facts) => {
      const settled = settle(facts);
      if (settled.kind === 'incomplete') return true;
      return (settled.kind === 'agreed' ? settled.tier : settled.highest) >= (facts.floor ?? 0);
    }));
  });

  it('proceeds below no opinion', () => {
    fc.assert(fc.property(anyFacts, (facts) => {
      const settled = settle(facts);
      return settled.kind !== 'conflict' || facts.opinions.every(({ tier }) => tier <= settled.highest);
    }));
  });

  it('misses the same whoever spoke first', () => {
    fc.assert(fc.property(anyFacts, (facts) => {
      const others = { ...facts, opinions: facts.opinions.toReversed() };
      assert.equal(settle(others).kind, settle(facts).kind);
      assert.deepEqual(missingOf(others).filter(({ rule }) => rule < 5), missingOf(facts).filter(({ rule }) => rule < 5));
    }));
  });

  it('misses no more for one more approval', () => {
    fc.assert(fc.property(anyFacts, (facts) => {
      const [first, ...rest] = facts.approvals;
      if (!first) return;
      assert.ok(missingOf(facts).length <= missingOf({ ...facts, approvals: rest }).length);
    }));
  });
});
