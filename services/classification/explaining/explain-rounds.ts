import type { PersonName } from '../../requests/index.js';
import type { Explanation, ExplainedOpinion, ExplainedRound, ExplainedStep, ExplainedWayOut } from './explanation.js';
import { opinionSight, type OpinionSight } from './explain-sight.js';
import type { Flowchart } from '../flowcharts/flowchart.js';
import type { GivenOpinion, TakenWayOut, WholeRound } from './rounds.js';
import type { NamedDataset } from '../work-package.js';

/** What the words of an explanation are looked up in. */
export interface Lexicon {
  readonly person: (id: string) => PersonName;
  readonly dataset: (id: number) => NamedDataset;
  /** By version, as stored with the opinions. */
  readonly flowcharts: ReadonlyMap<string, Flowchart>;
}

/** A round as the reader may know it. What would tell of a conflict is left out together with the opinions. */
export function explainRound(round: WholeRound, reader: Pick<Explanation, 'state' | 'sight'> & { readonly id: string }, words: Lexicon): ExplainedRound {
  const gave = round.opinions.some(({ personId }) => personId === reader.id);
  const told = opinionSight({ state: reader.state, sight: reader.sight, isOpen: round.outcome === null, gave });
  const all = told !== 'own';
  const shown = all ? round.opinions : round.opinions.filter(({ personId }) => personId === reader.id);
  const title = shown.map(({ flowchartVersion }) => words.flowcharts.get(flowchartVersion)?.title).find((found) => found !== undefined);
  return {
    id: round.id,
    flowchart: title ?? round.flowchart,
    openedBy: round.openedBy === null ? null : words.person(round.openedBy),
    openedAt: round.openedAt,
    endedAt: round.endedAt,
    // Who cleared it tells of a conflict, where only the Investigator or a Representative can have.
    endedBy: round.endedBy === null || !all ? null : words.person(round.endedBy),
    outcome: round.outcome,
    cause: all ? round.cause : null,
    told: all ? 'all' : 'own',
    opinions: shown.map((opinion) => explainOpinion(opinion, opinion.personId === reader.id ? 'all' : told, words)),
    waysOut: all ? round.waysOut.map((taken) => explainWayOut(taken, words)) : [],
  };
}

function explainOpinion(opinion: GivenOpinion, told: OpinionSight, words: Lexicon): ExplainedOpinion {
  const { id, role, tier, computedTier, givenAt, endedAt, endedBecause } = opinion;
  return {
    id,
    person: words.person(opinion.personId),
    role,
    tier,
    computedTier,
    reason: told === 'without-reasons' ? null : opinion.reason,
    steps: stepsOf(opinion, words.flowcharts.get(opinion.flowchartVersion)),
    represents: opinion.represents.map(({ datasetId, principalId }) => ({ dataset: words.dataset(datasetId), principal: principalId === null ? null : words.person(principalId) })),
    givenAt,
    endedAt,
    endedBecause,
  };
}

const stepsOf = ({ path }: Pick<GivenOpinion, 'path'>, flowchart: Flowchart | undefined): readonly ExplainedStep[] =>
  path.map(({ key, answer }) => {
    const question = flowchart?.questions.get(key);
    return { key, label: question?.label ?? key, text: question?.text ?? '', answer };
  });

function explainWayOut(taken: TakenWayOut, { person, dataset }: Lexicon): ExplainedWayOut {
  const named = (id: string | null): PersonName | null => (id === null ? null : person(id));
  return {
    kind: taken.kind,
    state: taken.state,
    takenBy: person(taken.takenBy),
    takenAt: taken.takenAt,
    dataset: taken.datasetId === null ? null : dataset(taken.datasetId),
    tier: taken.tier,
    programmeManager: named(taken.programmeManagerId),
    investigator: named(taken.investigatorId),
    takesEffectAt: taken.takesEffectAt,
  };
}
