import assert from 'node:assert/strict';
import { missingOf, settle, tiers, type ClassifierRole, type Missing, type PathStep, type ReadinessFacts, type Tier } from '../../../services/classification/index.js';

type Given = Tier | 'none';
const given: readonly Given[] = ['none', ...tiers];

/** A package of two datasets, each with a Representative, an Investigator and a Referee. */
interface Case {
  readonly investigator: Given;
  readonly admissions: Given;
  readonly imaging: Given;
  readonly referee: Given;
  /** Whose Representatives approved the Referee. */
  readonly approvedBy: 'nobody' | 'admissions' | 'imaging' | 'both';
  /** On whose path personal data is said to be fully anonymised. */
  readonly anonymisedBy: 'nobody' | 'investigator' | 'imaging' | 'referee';
}

const anonymised: readonly PathStep[] = [{ key: 'no_reidentify_absolute', answer: 'yes', version: 'v' }];
const representatives = [
  { datasetId: 1, principalId: 'anna', deputyIds: [] },
  { datasetId: 2, principalId: 'igor', deputyIds: [] },
];

function factsOf(one: Case): ReadinessFacts {
  const opinion = (personId: string, role: ClassifierRole, tier: Given, path: readonly PathStep[], datasetId?: number) =>
    tier === 'none' ? [] : [{ personId, role, tier, path, represents: datasetId === undefined ? [] : [{ datasetId, principalId: personId }] }];
  const pathOf = (person: Case['anonymisedBy']): readonly PathStep[] => (one.anonymisedBy === person ? anonymised : []);
  return {
    floor: null,
    conflicted: new Set<string>(),
    datasets: [{ id: 1, name: 'admissions' }, { id: 2, name: 'imaging' }],
    representatives,
    opinions: [
      ...opinion('ines', 'investigator', one.investigator, pathOf('investigator')),
      ...opinion('anna', 'representative', one.admissions, [], 1),
      ...opinion('igor', 'representative', one.imaging, pathOf('imaging'), 2),
      ...opinion('rita', 'referee', one.referee, pathOf('referee')),
    ],
    approvals: [
      ...(one.approvedBy === 'admissions' || one.approvedBy === 'both' ? [{ subjectId: 'rita', datasetId: 1, principalId: 'anna' }] : []),
      ...(one.approvedBy === 'imaging' || one.approvedBy === 'both' ? [{ subjectId: 'rita', datasetId: 2, principalId: 'igor' }] : []),
    ],
  };
}

/** The five rules once more, as sentences, told apart from the product's. */
function expectedMissing(one: Case): readonly string[] {
  const missing: string[] = [];
  if (one.investigator === 'none') missing.push('investigator');
  if (one.admissions === 'none') missing.push('representative of 1');
  if (one.imaging === 'none') missing.push('representative of 2');
  const isIn = (person: Exclude<Case['anonymisedBy'], 'nobody'>): boolean => one[person] !== 'none';
  const sawAnonymised = one.anonymisedBy !== 'nobody' && isIn(one.anonymisedBy);
  const twoOrMore = [one.investigator, one.admissions, one.imaging].some((tier) => tier !== 'none' && tier >= 2);
  const threeOrMore = [one.investigator, one.admissions, one.imaging, one.referee].some((tier) => tier !== 'none' && tier >= 3);
  if (one.referee === 'none') {
    if (twoOrMore || sawAnonymised) missing.push('referee');
  } else if (threeOrMore) {
    if (one.approvedBy === 'nobody' || one.approvedBy === 'imaging') missing.push('approval for 1');
    if (one.approvedBy === 'nobody' || one.approvedBy === 'admissions') missing.push('approval for 2');
  }
  return missing;
}

function named(missing: readonly Missing[]): readonly string[] {
  return missing.map((one) => {
    if (one.rule === 3) return `representative of ${String(one.datasetId)}`;
    return one.rule === 5 ? `approval for ${String(one.datasetId)}` : one.needs;
  });
}

const cases = given.flatMap((investigator) =>
  given.flatMap((admissions) =>
    given.flatMap((imaging) =>
      given.flatMap((referee) =>
        (['nobody', 'admissions', 'imaging', 'both'] as const).flatMap((approvedBy) =>
          (['nobody', 'investigator', 'imaging', 'referee'] as const).map((anonymisedBy): Case => ({ investigator, admissions, imaging, referee, approvedBy, anonymisedBy })),
        ),
      ),
    ),
  ),
);

describe('readiness, in every combination of roles, tiers, approvals and anonymised data', () => {
  it(`names what is missing, in the order of the five rules (${String(cases.length)} cases)`, () => {
    for (const one of cases) assert.deepEqual(named(missingOf(factsOf(one))), expectedMissing(one), JSON.stringify(one));
  });

  it('is settled when nothing is missing: agreed at the one tier, or a conflict whose highest is the highest opinion', () => {
    for (const one of cases) {
      const settled = settle(factsOf(one));
      const held = [one.investigator, one.admissions, one.imaging, one.referee].filter((tier) => tier !== 'none');
      if (expectedMissing(one).length > 0) assert.equal(settled.kind, 'incomplete', JSON.stringify(one));
      else if (new Set(held).size === 1) assert.deepEqual(settled, { kind: 'agreed', tier: held[0] }, JSON.stringify(one));
      else assert.deepEqual(settled, { kind: 'conflict', highest: Math.max(...held) }, JSON.stringify(one));
    }
  });

  it('meets each outcome and each rule among them', () => {
    const met = new Set(cases.flatMap((one) => [settle(factsOf(one)).kind, ...missingOf(factsOf(one)).map(({ rule }) => String(rule))]));
    assert.deepEqual([...met].sort(), ['2', '3', '4', '5', 'agreed', 'conflict', 'incomplete']);
  });
});

describe('readiness', () => {
  const base: Case = { investigator: 1, admissions: 1, imaging: 1, referee: 'none', approvedBy: 'nobody', anonymisedBy: 'nobody' };
  const facts = factsOf(base);
  const [ines, anna, igor] = facts.opinions;
  assert.ok(ines && anna && igor);

  it('needs a dataset (rule 1)', () => {
    assert.deepEqual(missingOf({ ...facts, datasets: [], representatives: [] }), [{ rule: 1, needs: 'dataset' }]);
  });

  it('asks the Representative by name, and names the dataset that nobody represents (rule 3)', () => {
    const opinions = [ines, anna];
    assert.deepEqual(missingOf({ ...facts, opinions }), [{ rule: 3, needs: 'representative', datasetId: 2, principalId: 'igor' }]);
    const unrepresented = [representatives[0]!, { datasetId: 2, principalId: null, deputyIds: [] }];
    assert.deepEqual(missingOf({ ...facts, opinions, representatives: unrepresented }), [{ rule: 3, needs: 'representative', datasetId: 2, principalId: null }]);
  });

  it('of two Representatives of one dataset asks both (rule 3)', () => {
    const two = [...representatives, { datasetId: 2, principalId: 'ivan', deputyIds: [] }];
    assert.deepEqual(missingOf({ ...facts, representatives: two }), [{ rule: 3, needs: 'representative', datasetId: 2, principalId: 'ivan' }]);
  });

  it('counts the opinion of one who represented the dataset at the time and handed over since (rule 3)', () => {
    const handedOver = [representatives[0]!, { datasetId: 2, principalId: 'ivan', deputyIds: [], succeeds: ['igor'] }];
    assert.deepEqual(missingOf({ ...facts, representatives: handedOver }), []);
  });

  it('counts it for their successor alone, not for another who represented the dataset beside them (rule 3)', () => {
    const beside = { datasetId: 2, principalId: 'iris', deputyIds: [] };
    const handedOver = [representatives[0]!, { datasetId: 2, principalId: 'ivan', deputyIds: [], succeeds: ['igor'] }, beside];
    assert.deepEqual(missingOf({ ...facts, representatives: handedOver }), [{ rule: 3, needs: 'representative', datasetId: 2, principalId: 'iris' }]);
  });

  it('counts no Referee who has declared a conflict since (rule 4)', () => {
    const opined = factsOf({ ...base, investigator: 2, admissions: 2, imaging: 2, referee: 2 });
    assert.equal(settle(opined).kind, 'agreed');
    assert.deepEqual(missingOf({ ...opined, conflicted: new Set(['rita']) }), [{ rule: 4, needs: 'referee' }]);
  });

  it('does not count an opinion for a dataset that its owner did not represent at the time (rule 3)', () => {
    const taken = [representatives[0]!, { datasetId: 2, principalId: 'anna', deputyIds: [] }];
    assert.deepEqual(missingOf({ ...facts, opinions: [ines, anna], representatives: taken }), [{ rule: 3, needs: 'representative', datasetId: 2, principalId: 'anna' }]);
  });

  it('counts a deputy’s opinion for the Representative for whom it was given (rule 3)', () => {
    const deputy = { ...igor, personId: 'dora' };
    assert.deepEqual(missingOf({ ...facts, opinions: [ines, anna, deputy] }), []);
  });

  it('is satisfied by one approved Referee of several (rule 5)', () => {
    const atThree = factsOf({ ...base, investigator: 3, admissions: 3, imaging: 3, referee: 3, approvedBy: 'admissions' });
    const second = { ...ines, personId: 'rosa', role: 'referee' as const, tier: 3 as const };
    const approvals = [1, 2].map((datasetId) => ({ subjectId: 'rosa', datasetId, principalId: datasetId === 1 ? 'anna' : 'igor' }));
    assert.deepEqual(named(missingOf({ ...atThree, opinions: [...atThree.opinions, second] })), ['approval for 2'], 'the nearest to it is named');
    assert.deepEqual(settle({ ...atThree, opinions: [...atThree.opinions, second], approvals: [...atThree.approvals, ...approvals] }), { kind: 'agreed', tier: 3 });
  });

  it('of a dataset that was added later asks for its approval again (rule 5)', () => {
    const approved = factsOf({ ...base, investigator: 3, admissions: 3, imaging: 3, referee: 3, approvedBy: 'both' });
    assert.equal(settle(approved).kind, 'agreed');
    const more = { ...approved, datasets: [...approved.datasets, { id: 3, name: 'pathology' }], representatives: [...representatives, { datasetId: 3, principalId: 'anna', deputyIds: [] }] };
    assert.deepEqual(named(missingOf(more)), ['representative of 3', 'approval for 3']);
  });
});
