import { readEntry } from '../../audit/index.js';
import { numberOf } from '../../context/index.js';
import { controlsOf, isProvisioned, type Tier } from '../../tiers/index.js';
import type { Lexicon } from '../explaining/explain-rounds.js';
import type { GivenOpinion, TakenWayOut, WholeRound } from '../explaining/rounds.js';
import type { ClassificationFacts } from '../work-package.js';
import { recordFormat, type ClassificationRecord, type RecordedApproval, type RecordedOpinion, type RecordedRound, type RecordedWayOut } from './format.js';
import type { LoadedApproval, RecordParts } from './load-record.js';

/** A package of which a record can be made. */
export type ClassifiedFacts = ClassificationFacts & { readonly tier: Tier };

/** The record, from its loaded parts. */
export function buildRecord(facts: ClassifiedFacts, parts: RecordParts, made: { readonly at: Date; readonly by: string }): ClassificationRecord {
  const { words, extract } = parts;
  const counts = countedBy(parts);
  const rounds = parts.rounds.map((round) => recordRound(round, words, counts));
  const inPackage = new Set(facts.datasets.map(({ id }) => id));
  const record = {
    format: recordFormat,
    madeAt: made.at.toISOString(),
    madeBy: made.by,
    package: {
      number: numberOf('package', facts.id),
      title: facts.title,
      purpose: parts.purpose,
      tier: facts.tier,
      preliminaryTier: facts.preliminaryTier,
      classifiedAt: iso(facts.classifiedAt),
      successorOf: facts.successorOf === null ? null : numberOf('package', facts.successorOf),
    },
    project: { number: numberOf('project', parts.project.id), title: parts.project.title },
    datasets: parts.datasets.map(({ id, name, provider }) => ({ id, number: numberOf('dataset', id), name, provider, inPackage: inPackage.has(id) })),
    flowcharts: parts.flowcharts.map(({ version, name, content }) => ({ version, name, title: words.flowcharts.get(version)?.title ?? null, content })),
    rounds,
    approvals: parts.approvals.map(recordApproval),
    controls: controlsOf(facts.tier),
    provisioned: isProvisioned(facts.tier),
    audit: { entries: extract?.entries.map(({ seq, prev, hash, entry }) => ({ seq, prev, hash, entry })) ?? [], head: extract?.head ?? null },
  } as const;
  return { ...record, people: peopleIn(record, words) };
}

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

/** Which opinions counted, by the entry that closed the classification; of any opinion null where it is from before that was recorded. */
type Counts = (opinion: GivenOpinion) => boolean | null;

function countedBy({ rounds, extract }: RecordParts): Counts {
  const last = rounds.at(-1);
  const entries = extract?.entries.flatMap(({ entry }) => readEntry(entry) ?? []) ?? [];
  const said = last && entries.find(({ facts }) => facts?.['classification'] === last.id && facts['to'] === 'classified')?.facts?.['counted'];
  if (typeof said !== 'string') return () => null;
  const ids = new Set(said.split(' '));
  const stood = new Set(last?.opinions.filter(({ endedAt }) => endedAt === null).map(({ id }) => id));
  return ({ id }) => (stood.has(id) ? ids.has(String(id)) : null);
}

/** A round as a record has it; without words where it is not for reading. */
export const recordRound = (round: WholeRound, words: Pick<Lexicon, 'flowcharts'>, counts: Counts = () => null): RecordedRound => ({
  id: round.id,
  flowchart: round.flowchart,
  openedBy: round.openedBy,
  openedAt: round.openedAt.toISOString(),
  endedAt: iso(round.endedAt),
  endedBy: round.endedBy,
  outcome: round.outcome,
  cause: round.cause,
  opinions: round.opinions.map((opinion) => recordOpinion(opinion, words, counts)),
  waysOut: round.waysOut.map(recordWayOut),
});

function recordOpinion(opinion: GivenOpinion, { flowcharts }: Pick<Lexicon, 'flowcharts'>, counts: Counts): RecordedOpinion {
  const questions = flowcharts.get(opinion.flowchartVersion)?.questions;
  return {
    id: opinion.id,
    person: opinion.personId,
    role: opinion.role,
    tier: opinion.tier,
    computedTier: opinion.computedTier,
    reason: opinion.reason,
    path: opinion.path.map(({ key, answer, version }) => ({ key, answer, version, label: questions?.get(key)?.label ?? null, text: questions?.get(key)?.text ?? null })),
    represents: opinion.represents.map(({ datasetId, principalId }) => ({ datasetId, principalId })),
    flowchartVersion: opinion.flowchartVersion,
    givenAt: opinion.givenAt.toISOString(),
    endedAt: iso(opinion.endedAt),
    endedBecause: opinion.endedBecause,
    counted: counts(opinion),
    salt: opinion.salt,
  };
}

const recordWayOut = (taken: TakenWayOut): RecordedWayOut => ({
  kind: taken.kind,
  state: taken.state,
  takenBy: taken.takenBy,
  takenAt: taken.takenAt.toISOString(),
  datasetId: taken.datasetId,
  tier: taken.tier,
  programmeManager: taken.programmeManagerId,
  investigator: taken.investigatorId,
  takesEffectAt: iso(taken.takesEffectAt),
  endedAt: iso(taken.endedAt),
  endedBecause: taken.endedBecause,
});

export const recordApproval = (row: LoadedApproval): RecordedApproval => ({
  subject: row.subject_id,
  datasetId: row.dataset_id,
  representative: row.representative_id,
  principal: row.principal_id,
  request: row.request_id === null ? null : numberOf('request', row.request_id),
  approvedAt: row.approved_at.toISOString(),
  voidedAt: iso(row.voided_at),
});

/** Everybody named in a record, once each; processes have no name of their own and are left out. */
function peopleIn({ madeBy, rounds, approvals }: Pick<ClassificationRecord, 'madeBy' | 'rounds' | 'approvals'>, { person }: Lexicon): ClassificationRecord['people'] {
  const ids = [
    madeBy,
    ...rounds.flatMap(({ openedBy, endedBy, opinions, waysOut }) => [
      openedBy,
      endedBy,
      ...opinions.flatMap((opinion) => [opinion.person, ...opinion.represents.map(({ principalId }) => principalId)]),
      ...waysOut.flatMap(({ takenBy, programmeManager, investigator }) => [takenBy, programmeManager, investigator]),
    ]),
    ...approvals.flatMap(({ subject, representative, principal }) => [subject, representative, principal]),
  ];
  return [...new Set(ids.filter((id) => id !== null))].map(person).filter(({ name }) => name !== '').map(({ id, name }) => ({ id, name }));
}
