import type { WayOutKind } from '../ways-out/ways-out.js';
import type { Action } from '../transitions.js';
import { isOfThatTime, type Evidence } from './evidence.js';
import type { ClassificationRecord, RecordedRound, RecordedWayOut } from './format.js';
import type { RecordFault } from './record-fault.js';

/** Faults of how rounds were opened and ended, of the ways out that were taken, and of the tier in which it ended. */
export function checkRounds(record: ClassificationRecord, evidence: Evidence): readonly RecordFault[] {
  const { rounds } = record;
  return [
    ...rounds.flatMap((round, at) => [...checkOpening(round, evidence, `rounds.${String(at)}`), ...checkEnding(round, evidence, `rounds.${String(at)}`)]),
    ...rounds.flatMap((round, at) => round.waysOut.flatMap((taken, place) => checkWayOut(taken, round, evidence, `rounds.${String(at)}.waysOut.${String(place)}`))),
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
  const standing = opinions.filter(({ endedBecause }) => endedBecause === (outcome === 'cleared' ? 'cleared' : null));
  const agrees = entry.actor.id === endedBy && entry.reason === cause && entry.facts?.['opinions'] === standing.length && isOfThatTime(entry, endedAt);
  return agrees ? [] : [{ kind: 'entry-differs', place, says: `entry ${String(entry.seq)} says that it ended by somebody else, for another cause, at another time or with another number of opinions` }];
}

/** By which act each way out is taken. */
const acts: Readonly<Record<WayOutKind, Action>> = { modify: 'give', 'withdraw-dataset': 'withdraw-dataset', reconsider: 'reconsider', 'proceed-at-highest': 'proceed' };

function checkWayOut({ kind, takenBy, programmeManager, investigator }: RecordedWayOut, { id }: RecordedRound, evidence: Evidence, place: string): readonly RecordFault[] {
  const who = new Set([takenBy, programmeManager, investigator].filter((person) => person !== null));
  return [...who].flatMap((actor): readonly RecordFault[] =>
    evidence.find({ action: acts[kind], actor, facts: { classification: id } }) ? [] : [{ kind: 'unproved', place, says: `no entry says that ${actor} took it` }],
  );
}

function leftOut(rounds: readonly RecordedRound[], evidence: Evidence): readonly RecordFault[] {
  return evidence.of('open').flatMap(({ seq, facts }): readonly RecordFault[] =>
    rounds.some(({ id }) => id === facts?.['classification']) ? [] : [{ kind: 'left-out', place: `entry ${String(seq)}`, says: 'tells of a round that the record leaves out' }],
  );
}

/** All agreed on the tier, or it is the highest that stood, or that of a part which lifted it; and the entry that ended the round says it, and when. */
function checkTier({ rounds, package: { tier, classifiedAt } }: ClassificationRecord, evidence: Evidence): readonly RecordFault[] {
  const last = rounds.at(-1);
  if (last?.outcome !== 'classified') return [{ kind: 'unproved', place: 'package.tier', says: 'nothing in the record says how it came about' }];
  const held = last.opinions.filter(({ endedBecause }) => endedBecause === null).map((opinion) => opinion.tier);
  const entry = evidence.find({ facts: { classification: last.id, to: 'classified' } });
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
