import type { WayOutKind } from '../ways-out/ways-out.js';
import { isOfThatTime, pair, type Evidence } from './evidence.js';
import type { RecordedRound, RecordedWayOut } from './format.js';
import type { RecordFault } from './record-fault.js';

type WrittenEntry = Evidence['entries'][number];

/** A way out that somebody took at once, or what one of two people signed. */
interface Taken {
  readonly place: string;
  readonly round: number;
  readonly actor: string;
  /** Null where another came to it later. */
  readonly at: string | null;
  readonly row: RecordedWayOut;
}

/**
 * Faults of the ways out: each is told of by an entry of its own, and each entry that can only tell of one has its row. Only the entry that
 * closed the classification says how often opinions were changed as a way out: a new opinion in place of an earlier one need not be one.
 */
export function checkWaysOut(rounds: readonly RecordedRound[], evidence: Evidence): readonly RecordFault[] {
  const taken = rounds.flatMap((round, at) => round.waysOut.map((row, place): Taken => ({ row, round: round.id, actor: row.takenBy, at: row.takenAt, place: `rounds.${String(at)}.waysOut.${String(place)}` })));
  const ofKind = (kind: WayOutKind): readonly Taken[] => taken.filter(({ row }) => row.kind === kind);
  const modified = pair(ofKind('modify'), evidence.of('give').filter(({ facts }) => facts?.['replaces'] !== undefined), isTold);
  const reconsidered = pair(ofKind('reconsider'), evidence.of('reconsider'), isTold);
  // Where the product itself took a dataset out of a successor, the entry names none: that is no way out.
  const withdrawn = pair(ofKind('withdraw-dataset'), evidence.of('withdraw-dataset').filter(({ dataset }) => dataset !== undefined), (entry, one) => isTold(entry, one) && entry.dataset === one.row.datasetId);
  const proceeding = ofKind('proceed-at-highest');
  const signed = pair(proceeding.flatMap(signatures), evidence.of('proceed'), (entry, one) => isTold(entry, one) && entry.facts?.['signs'] === one.signs && entry.reason === (one.at === null ? 'agreed' : 'proposed'));
  const untaken = taken.filter(({ row }) => {
    const who = [row.programmeManager, row.investigator];
    return row.kind === 'proceed-at-highest' ? !who.includes(row.takenBy) : who.some((person) => person !== null);
  });
  return [
    ...[...modified.rows, ...reconsidered.rows, ...withdrawn.rows, ...signed.rows, ...untaken].map(({ place, actor }) => ({ kind: 'unproved', place, says: `no entry says that ${actor} took it, alone or with whom the record names` }) as const),
    ...[...reconsidered.entries, ...withdrawn.entries, ...signed.entries].map(({ seq }) => ({ kind: 'left-out', place: `entry ${String(seq)}`, says: 'tells of a way out that the record leaves out' }) as const),
  ];
}

const isTold = (entry: WrittenEntry, { actor, round, at }: Taken): boolean => entry.actor.id === actor && entry.facts?.['classification'] === round && (at === null || isOfThatTime(entry, at));

/** Who signed to go on at the highest tier: the one who proposed it, at that moment, and perhaps the other later. */
function signatures(taken: Taken): readonly (Taken & { readonly signs: string })[] {
  const { programmeManager, investigator, takenBy } = taken.row;
  const by = { 'programme-manager': programmeManager, investigator };
  return Object.entries(by).flatMap(([signs, actor]) => (actor === null ? [] : [{ ...taken, signs, actor, at: actor === takenBy ? taken.at : null }]));
}
