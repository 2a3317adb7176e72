import { closingOf, isBound, standingAtEnd } from './check-history.js';
import { isOfThatTime, type Evidence } from './evidence.js';
import type { ClassificationRecord, RecordedOpinion, RecordedRound } from './format.js';
import type { RecordFault } from './record-fault.js';

/** Faults of how rounds were opened and ended, and of the tier in which it ended. */
export function checkRounds(record: ClassificationRecord, evidence: Evidence): readonly RecordFault[] {
  const { rounds } = record;
  return [
    ...rounds.flatMap((round, at) => [...checkOpening(round, evidence, `rounds.${String(at)}`), ...checkEnding(round, evidence, `rounds.${String(at)}`)]),
    ...checkOrder(rounds),
    ...leftOut(rounds, evidence),
    ...checkTier(record, evidence),
    ...checkPreliminaryTier(record, evidence),
  ];
}

/** A round that was opened before openings were recorded has no entry to be held against. */
function checkOpening({ id, openedBy, openedAt, flowchart }: RecordedRound, evidence: Evidence, place: string): readonly RecordFault[] {
  if (openedBy === null) return [];
  const entry = evidence.find({ action: 'open', facts: { classification: id } });
  if (!entry) return [{ kind: 'unproved', place, says: 'no entry says that it was opened' }];
  const agrees = entry.actor.id === openedBy && entry.facts?.['flowchart'] === flowchart && isOfThatTime(entry, openedAt);
  return agrees ? [] : [{ kind: 'entry-differs', place, says: `entry ${String(entry.seq)} says that somebody else, by another flowchart or at another time, opened it` }];
}

function checkEnding({ id, outcome, cause, endedBy, endedAt, opinions }: RecordedRound, evidence: Evidence, place: string): readonly RecordFault[] {
  if (outcome === null || endedAt === null || endedBy === null || cause === null) return [{ kind: 'unproved', place, says: 'has not ended: a record is made when the package is classified' }];
  const entry = evidence.find({ facts: { classification: id, from: 'open', to: outcome === 'classified' ? 'classified' : 'new' } });
  if (!entry) return [{ kind: 'unproved', place, says: `no entry says that it was ${outcome}` }];
  const left = outcome === 'cleared' ? 'cleared' : null;
  const standing = opinions.filter(({ endedBecause }) => endedBecause === left);
  const strange = opinions.filter(({ endedBecause }) => endedBecause !== left && endedBecause !== 'replaced');
  const agrees = entry.actor.id === endedBy && entry.reason === cause && entry.facts?.['opinions'] === standing.length && isOfThatTime(entry, endedAt);
  return [
    ...(agrees ? [] : [{ kind: 'entry-differs', place, says: `entry ${String(entry.seq)} says that it ended by somebody else, for another cause, at another time or with another number of opinions` } as const]),
    ...strange.map(({ id: opinion }) => ({ kind: 'entry-differs', place, says: `holds opinion ${String(opinion)}, which did not end as the round did` }) as const),
  ];
}

/** Oldest first, and none after the one that was classified. */
const checkOrder = (rounds: readonly RecordedRound[]): readonly RecordFault[] =>
  rounds.slice(1).flatMap(({ id }, at): readonly RecordFault[] => {
    const before = rounds[at];
    return before !== undefined && before.id < id && before.outcome === 'cleared' ? [] : [{ kind: 'entry-differs', place: `rounds.${String(at + 1)}`, says: 'does not follow a round that was cleared before it' }];
  });

/** Openings and endings of rounds that are not in the record. */
function leftOut(rounds: readonly RecordedRound[], evidence: Evidence): readonly RecordFault[] {
  const known = new Set<unknown>(rounds.map(({ id }) => id));
  return evidence.entries.flatMap(({ seq, object, facts }): readonly RecordFault[] => {
    const moves = object.type === 'work-package' && facts?.['from'] !== undefined && facts['from'] !== facts['to'];
    return moves && !known.has(facts['classification']) ? [{ kind: 'left-out', place: `entry ${String(seq)}`, says: 'tells of a round that the record leaves out' }] : [];
  });
}

/** The opinions from which the tier follows. Where no entry says which counted, a Referee's that stands against the tier may be one of a declared conflict. */
function countedOf(opinions: readonly RecordedOpinion[], tier: number, bound: boolean): readonly RecordedOpinion[] {
  const standing = standingAtEnd(opinions);
  if (bound) return standing.filter(({ counted }) => counted === true);
  const others = standing.filter(({ role }) => role !== 'referee');
  return others.every((opinion) => opinion.tier <= tier) ? [...others, ...standing.filter((opinion) => opinion.role === 'referee' && opinion.tier === tier)] : standing;
}

/** All agreed on the tier, or it is the highest that stood, or that of a part which lifted it; and the entry that ended the round says it, and when. */
function checkTier({ rounds, package: { tier, classifiedAt } }: ClassificationRecord, evidence: Evidence): readonly RecordFault[] {
  const last = rounds.at(-1);
  if (last?.outcome !== 'classified') return [{ kind: 'unproved', place: 'package.tier', says: 'nothing in the record says how it came about' }];
  const entry = closingOf({ rounds }, evidence);
  const held = countedOf(last.opinions, tier, isBound(entry)).map((opinion) => opinion.tier);
  const highest = Math.max(...held);
  const agreed = last.cause !== 'agreed' || held.every((one) => one === highest);
  const follows = agreed && (highest === tier || (highest < tier && entry?.facts?.['floor'] === tier));
  const agrees = entry === undefined || (entry.facts?.['tier'] === tier && classifiedAt !== null && isOfThatTime(entry, classifiedAt));
  return [
    ...(held.length > 0 && follows ? [] : [{ kind: 'tier-differs', place: 'package.tier', says: `tier ${String(tier)} does not follow from the opinions that stood` } as const]),
    ...(agrees ? [] : [{ kind: 'tier-differs', place: 'package.tier', says: `entry ${String(entry.seq)} says another tier, or another time` } as const]),
  ];
}

/** The preliminary tier is the one that was recorded last. */
function checkPreliminaryTier({ package: { preliminaryTier } }: ClassificationRecord, evidence: Evidence): readonly RecordFault[] {
  const recorded = evidence.of('record-preliminary-tier').at(-1)?.facts?.['preliminaryTier'] ?? null;
  return recorded === preliminaryTier ? [] : [{ kind: recorded === null ? 'unproved' : 'entry-differs', place: 'package.preliminaryTier', says: 'is not the one that the entries tell of' }];
}
