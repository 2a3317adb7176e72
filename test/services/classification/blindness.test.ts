import fc from 'fast-check';
import assert from 'node:assert/strict';
import { tiers, viewFor, walk, type ClassificationFacts, type ClassifierRole, type Flowchart, type Opinion, type PathStep, type Tier } from '../../../services/classification/index.js';
import type { PersonActor } from '../../../services/context/index.js';
import { answersTo, shipped } from './flowcharts/flowchart-builder.js';

const personActor = (id: string, ...systemRoles: readonly 'programme-manager'[]): PersonActor => ({ kind: 'person', id, systemRoles: new Set(systemRoles) });

describe('blindness, whatever others hold', () => {
  let flowchart: Flowchart;
  before(async () => {
    flowchart = await shipped('turing-tiers');
  });

  /** Everyone but the Referee has given an opinion, or some of them; who is in is fixed, what they hold is not. */
  const factsWith = (held: ReadonlyMap<string, { readonly tier: Tier; readonly path: readonly PathStep[]; readonly reason: string | null }>): ClassificationFacts => {
    const roles: readonly (readonly [string, ClassifierRole])[] = [['ines', 'investigator'], ['anna', 'representative'], ['igor', 'representative'], ['rita', 'referee']];
    return {
      id: 1,
      projectId: 1,
      title: 'Readmission',
      state: 'open',
      tier: null,
      preliminaryTier: null,
      successorOf: null,
      classifiedAt: null,
      projectOpen: true,
      round: { id: 7, flowchart: 'turing-tiers', openedBy: 'mona', version: 1 + held.size, outcome: null, dueAt: null, nudgedAt: null },
      datasets: [{ id: 1, name: 'admissions' }, { id: 2, name: 'imaging' }],
      representatives: [{ datasetId: 1, principalId: 'anna', deputyIds: [] }, { datasetId: 2, principalId: 'igor', deputyIds: [] }],
      projectRoles: new Map([['ines', 'investigator'], ['rita', 'referee'], ['mona', 'project-manager'], ['anna', 'representative'], ['igor', 'representative'], ['rolf', 'researcher']]),
      conflicted: new Set(),
      gone: new Set(),
      opinions: roles.flatMap(([personId, role], place): readonly Opinion[] => {
        const opinion = held.get(personId);
        const represents = role === 'representative' ? [{ datasetId: personId === 'anna' ? 1 : 2, principalId: personId }] : [];
        return opinion ? [{ ...opinion, id: place, personId, role, computedTier: 0, represents, flowchartVersion: flowchart.version, givenAt: new Date(0) }] : [];
      }),
      everGave: new Set(held.keys()),
      sawOpinions: new Set(),
      approvals: [],
      floor: null,
    };
  };
  const seen = (facts: ClassificationFacts, actor: PersonActor) => viewFor({ facts, proceeding: undefined, flowcharts: new Map([[flowchart.version, flowchart]]) }, actor);

  const people = ['ines', 'anna', 'igor', 'rita'] as const;
  const holding = fc.record({ tier: fc.constantFrom(...tiers), reason: fc.option(fc.string()), answers: fc.nat() });
  const twice = fc.tuple(fc.subarray([...people]), fc.array(holding, { minLength: 4, maxLength: 4 }), fc.array(holding, { minLength: 4, maxLength: 4 }));
  const heldBy = (who: readonly string[], what: readonly { readonly tier: Tier; readonly reason: string | null; readonly answers: number }[]) =>
    factsWith(
      new Map(
        who.map((person, place) => {
          const { tier, reason, answers } = what[place]!;
          const keys = [...flowchart.questions.keys()];
          const [given] = fc.sample(answersTo(keys), { numRuns: 1, seed: answers });
          return [person, { tier, reason, path: walk(flowchart, given!).path }];
        }),
      ),
    );

  it('the view of who has not given an opinion is the same', () => {
    fc.assert(
      fc.property(twice, ([who, once, again]) => {
        for (const blind of people.filter((person) => !who.includes(person))) assert.deepEqual(seen(heldBy(who, once), personActor(blind)), seen(heldBy(who, again), personActor(blind)));
      }),
    );
  });

  it('a conflict that is being left at the highest tier does not show to who has not given an opinion', () => {
    const facts = heldBy(['ines', 'anna', 'igor'], [{ tier: 1, reason: null, answers: 1 }, { tier: 0, reason: null, answers: 2 }, { tier: 0, reason: null, answers: 3 }]);
    const proceeding = { id: 1, state: 'proposed' as const, tier: 1 as const, programmeManagerId: 'petra', investigatorId: null, takesEffectAt: null };
    const flowcharts = new Map<string, Flowchart>();
    assert.deepEqual(viewFor({ facts, proceeding, flowcharts }, personActor('rita')), viewFor({ facts, proceeding: undefined, flowcharts }, personActor('rita')));
  });

  it('a manager’s view is the same until all are in, and a researcher’s always', () => {
    fc.assert(
      fc.property(twice, ([who, once, again]) => {
        const [one, other] = [heldBy(who, once), heldBy(who, again)];
        assert.deepEqual(seen(one, personActor('rolf')), seen(other, personActor('rolf')));
        for (const manager of [personActor('mona'), personActor('petra', 'programme-manager')]) {
          const views = [seen(one, manager), seen(other, manager)];
          if (views.every((view) => view?.sight === 'manager')) assert.deepEqual(views[0], views[1]);
          assert.ok(views.every((view) => view?.settlement?.kind !== 'incomplete'));
        }
      }),
    );
  });

  it('is lifted by one’s own opinion: then tiers make a difference', () => {
    const views = ([0, 4] as const).map((tier) => seen(heldBy(['ines', 'anna'], [{ tier, reason: null, answers: 1 }, { tier: 1, reason: null, answers: 1 }]), personActor('anna')));
    assert.notDeepEqual(views[0], views[1]);
  });
});
