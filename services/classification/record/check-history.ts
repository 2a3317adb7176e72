import { numberOf } from '../../context/index.js';
import type { Evidence } from './evidence.js';
import type { ClassificationRecord, RecordedOpinion } from './format.js';
import { countedFacts, historyFacts } from './history.js';
import type { RecordFault } from './record-fault.js';

type WrittenEntry = Evidence['entries'][number];

/** The entry that closed the classification. */
export function closingOf({ rounds }: Pick<ClassificationRecord, 'rounds'>, evidence: Evidence): WrittenEntry | undefined {
  const last = rounds.at(-1);
  return last && evidence.find({ facts: { classification: last.id, to: 'classified' } });
}

/**
 * Whether the entry that closed the classification holds the whole history. One from before that was recorded does not: what is left out of
 * such a record together with its entries is not missed.
 */
export const isBound = (closing: WrittenEntry | undefined): boolean => closing?.facts?.['history'] !== undefined;

/** Opinions that stood when the round ended. */
export const standingAtEnd = (opinions: readonly RecordedOpinion[]): readonly RecordedOpinion[] => opinions.filter(({ endedBecause }) => endedBecause === null);

/** Faults of the record as a whole: what is there twice, datasets that do not fit what tells of them, and what the closing entry counts otherwise. */
export function checkHistory(record: ClassificationRecord, evidence: Evidence): readonly RecordFault[] {
  return [...checkTwice(record, evidence), ...checkDatasets(record, evidence), ...checkNamed(record), ...checkClosing(record, evidence)];
}

function checkTwice({ rounds, datasets, approvals, flowcharts, people }: ClassificationRecord, evidence: Evidence): readonly RecordFault[] {
  const opinions = rounds.flatMap((round, at) => round.opinions.map(({ id }, place) => [`rounds.${String(at)}.opinions.${String(place)}`, id] as const));
  const waysOut = rounds.flatMap((round, at) => round.waysOut.map((taken, place) => [`rounds.${String(at)}.waysOut.${String(place)}`, JSON.stringify([round.id, taken])] as const));
  const placed = (list: string, keys: readonly unknown[]): Keyed => keys.map((key, at) => [`${list}.${String(at)}`, key]);
  const approved = approvals.map(({ voidedAt: _voidedAt, ...approval }) => JSON.stringify(approval));
  return [
    ...twice(placed('rounds', rounds.map(({ id }) => id))),
    ...twice(opinions),
    ...twice(waysOut),
    ...twice(placed('datasets', datasets.map(({ id }) => id))),
    ...twice(placed('approvals', approved)),
    ...twice(placed('flowcharts', flowcharts.map(({ version }) => version))),
    ...twice(placed('people', people.map(({ id }) => id))),
    ...twice(evidence.entries.flatMap((entry) => toldBy(entry).map((told) => [`entry ${String(entry.seq)}`, told] as const))),
  ];
}

type Keyed = readonly (readonly [place: string, key: unknown])[];

function twice(keyed: Keyed): readonly RecordFault[] {
  const seen = new Set<unknown>();
  return keyed.flatMap(([place, key]): readonly RecordFault[] => {
    const before = seen.size;
    if (seen.add(key).size > before) return [];
    return [{ kind: 'duplicate', place, says: 'is there, or told of, a second time' }];
  });
}

/** What happens once, and so is told of once. */
function toldBy({ action, facts }: WrittenEntry): readonly string[] {
  const { classification, from, to, opinion, replaces } = facts ?? {};
  return [
    ...(action === 'classification.open' ? [`opening ${String(classification)}`] : []),
    ...(from === 'open' && (to === 'new' || to === 'classified') ? [`end of ${String(classification)}`] : []),
    ...(opinion === undefined ? [] : [`opinion ${String(opinion)}`]),
    ...(replaces === undefined ? [] : [`replaced ${String(replaces)}`]),
  ];
}

/** Those in the package are as many as when the last round opened: without any of them it would have been cleared. Others are there because something names them. */
function checkDatasets({ datasets, rounds, approvals }: ClassificationRecord, evidence: Evidence): readonly RecordFault[] {
  const named = new Set([
    ...rounds.flatMap(({ opinions, waysOut }) => [...opinions.flatMap(({ represents }) => represents.map(({ datasetId }) => datasetId)), ...waysOut.flatMap(({ datasetId }) => datasetId ?? [])]),
    ...approvals.map(({ datasetId }) => datasetId),
    ...evidence.of('withdraw-from-classified').flatMap(({ dataset }) => dataset ?? []),
  ]);
  const known = new Set(datasets.map(({ id }) => id));
  const last = rounds.at(-1);
  const opened = last && evidence.find({ action: 'open', facts: { classification: last.id } })?.facts?.['datasets'];
  const inPackage = datasets.filter((dataset) => dataset.inPackage).length;
  return [
    ...[...named].filter((id) => !known.has(id)).map((id) => ({ kind: 'left-out', place: 'datasets', says: `${numberOf('dataset', id)} is named in the record, which leaves it out` }) as const),
    ...datasets.flatMap(({ id, number, inPackage: isIn }, at): readonly RecordFault[] => [
      ...(isIn || named.has(id) ? [] : [{ kind: 'unproved', place: `datasets.${String(at)}`, says: 'is not in the package, and nothing in the record names it' } as const]),
      ...(number === numberOf('dataset', id) ? [] : [{ kind: 'entry-differs', place: `datasets.${String(at)}.number`, says: 'is not the number of that dataset' } as const]),
    ]),
    ...(opened === undefined || opened === inPackage ? [] : [{ kind: 'entry-differs', place: 'datasets', says: `${String(opened)} were in the package when the last round opened, not ${String(inPackage)}` } as const]),
  ];
}

/** Flowcharts and people are there because something names them. */
function checkNamed({ flowcharts, people, ...rest }: ClassificationRecord): readonly RecordFault[] {
  const used = new Set(rest.rounds.flatMap(({ opinions }) => opinions.map(({ flowchartVersion }) => flowchartVersion)));
  const text = JSON.stringify([rest.madeBy, rest.rounds, rest.approvals]);
  return [
    ...flowcharts.flatMap(({ version }, at) => (used.has(version) ? [] : [{ kind: 'unproved', place: `flowcharts.${String(at)}`, says: 'nobody answered by it' } as const])),
    ...people.flatMap(({ id }, at) => (text.includes(JSON.stringify(id)) ? [] : [{ kind: 'unproved', place: `people.${String(at)}`, says: 'nothing in the record names that person' } as const])),
  ];
}

/** What the closing entry says beside who and when. Of an old one, that the record says no more than it. */
function checkClosing(record: ClassificationRecord, evidence: Evidence): readonly RecordFault[] {
  const closing = closingOf(record, evidence);
  const { rounds, approvals, package: { preliminaryTier } } = record;
  const standing = standingAtEnd(rounds.at(-1)?.opinions ?? []);
  const answered = rounds.flatMap(({ opinions }) => opinions.filter(({ counted }) => counted !== null));
  const wanted = closing !== undefined && isBound(closing) ? standing : [];
  const misplaced = answered.filter((opinion) => !wanted.includes(opinion));
  const unsaid = misplaced.map(({ id }) => ({ kind: 'unproved', place: 'rounds', says: `no entry says whether opinion ${String(id)} counted` }) as const);
  if (closing === undefined || !isBound(closing)) return unsaid;
  const history = historyFacts({ preliminaryTier, datasets: record.datasets.filter(({ inPackage }) => inPackage).map(({ id }) => id), rounds, approvals });
  const expected = Object.entries({ ...history, uncounted: undefined, ...countedFacts(standing) });
  const wrong = expected.filter(([name, value]) => closing.facts?.[name] !== value);
  const strange = standing.filter(({ counted, role }) => counted === false && role !== 'referee');
  return [
    ...unsaid,
    ...wrong.map(([name]) => ({ kind: 'history-differs', place: `entry ${String(closing.seq)}`, says: `${namesOfFacts[name] ?? name} are not those of the record` }) as const),
    ...strange.map(({ id }) => ({ kind: 'history-differs', place: 'rounds', says: `opinion ${String(id)} is no Referee’s and counts` }) as const),
  ];
}

const namesOfFacts: Readonly<Record<string, string>> = {
  rounds: 'the rounds it counts',
  given: 'the opinions it counts',
  waysOut: 'the ways out it counts',
  approvals: 'the approvals it counts',
  datasets: 'the datasets it names',
  history: 'the things of which it holds the digest',
  counted: 'the opinions that it says counted',
  uncounted: 'the opinions that it says did not count',
};
