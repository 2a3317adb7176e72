import fc from 'fast-check';
import assert from 'node:assert/strict';
import { packageStates, tiers, walk, type Sight } from '../../../../services/classification/index.js';
import { explainRound, type Lexicon } from '../../../../services/classification/explaining/explain-rounds.js';
import { opinionDigest } from '../../../../services/classification/answering/opinion-digest.js';
import type { GivenOpinion, WholeRound } from '../../../../services/classification/explaining/rounds.js';
import { answersTo, flowchartOf, tables } from '../flowcharts/flowchart-builder.js';

const people = ['ines', 'anna', 'igor', 'rita', 'rolf'] as const;
const sights: readonly Sight[] = ['onlooker', 'blind', 'manager', 'sighted'];
const at = new Date(0);

/** A random flowchart with opinions by it, some of them raised, and the round in which they were given. */
const rounds = tables(6).chain((table) => {
  const flowchart = flowchartOf(table);
  const opinion = fc
    .record({ personId: fc.constantFrom(...people), given: answersTo(Object.keys(table)), raise: fc.constantFrom(...tiers), principals: fc.array(fc.constantFrom(...people), { maxLength: 3 }) })
    .map(({ personId, given, raise, principals }): Omit<GivenOpinion, 'id'> => {
      const walked = walk(flowchart, given);
      const computedTier = 'tier' in walked ? walked.tier : 0;
      const tier = raise > computedTier ? raise : computedTier;
      const represents = principals.map((principalId, place) => ({ datasetId: place + 1, principalId }));
      return { personId, role: 'representative', tier, computedTier, reason: tier > computedTier ? `because of ${personId}` : null, path: walked.path, represents, flowchartVersion: flowchart.version, givenAt: at, endedAt: null, endedBecause: null, salt: 'salt' };
    });
  return fc.record({ opinions: fc.array(opinion, { maxLength: 5 }), over: fc.boolean() }).map(({ opinions, over }) => {
    const round: WholeRound = {
      id: 1, flowchart: flowchart.name, openedBy: 'mona', openedAt: at, outcome: over ? 'cleared' : null, endedAt: over ? at : null, endedBy: over ? 'mona' : null, cause: over ? 'reconsidered' : null,
      opinions: opinions.map((one, id) => ({ ...one, id })),
      waysOut: [{ kind: 'modify', state: 'done', takenBy: 'ines', takenAt: at, datasetId: null, tier: null, programmeManagerId: null, investigatorId: null, takesEffectAt: null, endedAt: at, endedBecause: null }],
    };
    const words: Lexicon = { person: (id) => ({ id, name: id }), dataset: (id) => ({ id, name: `dataset ${String(id)}` }), flowcharts: new Map([[flowchart.version, flowchart]]) };
    return { round, words };
  });
});

describe('the explanation of any round', () => {
  it('tells whoever may not see it nothing but their own opinions: the same whatever others hold', () => {
    fc.assert(
      fc.property(rounds, fc.constantFrom(...packageStates), fc.constantFrom(...sights), fc.constantFrom(...people), ({ round, words }, state, sight, id) => {
        const told = explainRound(round, { state, sight, id }, words);
        if (told.told === 'all') return;
        const own = { ...round, opinions: round.opinions.filter(({ personId }) => personId === id), waysOut: [] };
        assert.deepEqual(told, explainRound(own, { state, sight, id }, words));
      }),
    );
  });

  it('has each answer of the path with the words of its question', () => {
    fc.assert(
      fc.property(rounds, ({ round, words }) => {
        const { opinions } = explainRound(round, { state: 'classified', sight: 'sighted', id: 'mona' }, words);
        assert.deepEqual(opinions.map(({ steps }) => steps.map(({ key, answer, text }) => [key, answer, text])), round.opinions.map(({ path }) => path.map(({ key, answer }) => [key, answer, `Is it ${key}?`])));
      }),
    );
  });

  it('keeps reasons from onlookers, but for their own', () => {
    fc.assert(
      fc.property(rounds, fc.constantFrom(...people), ({ round, words }, id) => {
        const { opinions } = explainRound(round, { state: 'classified', sight: 'onlooker', id }, words);
        assert.ok(opinions.every(({ reason, person }) => reason === null || person.id === id));
      }),
    );
  });
});

describe('the digest of any opinion', () => {
  it('does not depend on the order of the datasets, and changes with the salt, the tier, the person and every answer', () => {
    fc.assert(
      fc.property(rounds, ({ round }) => {
        for (const opinion of round.opinions) {
          const digest = opinionDigest('salt', opinion);
          assert.equal(opinionDigest('salt', { ...opinion, represents: opinion.represents.toReversed() }), digest);
          const others = [
            opinionDigest('pepper', opinion),
            opinionDigest('salt', { ...opinion, tier: opinion.tier === 4 ? 3 : 4 }),
            opinionDigest('salt', { ...opinion, personId: 'somebody' }),
            ...opinion.path.map((_, place) => opinionDigest('salt', { ...opinion, path: opinion.path.map((step, at) => (at === place ? { ...step, answer: step.answer === 'yes' ? 'no' : 'yes' } : step)) })),
          ];
          assert.equal(new Set([digest, ...others]).size, others.length + 1);
        }
      }),
    );
  });
});
