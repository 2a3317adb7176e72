import { hash } from 'node:crypto';
import { canonical } from '../flowcharts/versions.js';
import type { RecordedApproval, RecordedRound } from './format.js';

/** Everything that was given and done until a package was classified. Nothing of it changes afterwards. */
export interface History {
  readonly preliminaryTier: number | null;
  /** Ids of the datasets in the package. */
  readonly datasets: readonly number[];
  /** Oldest first. */
  readonly rounds: readonly RecordedRound[];
  /** Also those by requests, which come after; they are not part of it. */
  readonly approvals: readonly RecordedApproval[];
}

/** What the entry that closes a classification says of the history, beside which opinions counted. */
export interface HistoryFacts {
  readonly rounds: number;
  /** Opinions that were ever given on the package. */
  readonly given: number;
  readonly waysOut: number;
  /** Approvals that were given on the package itself. */
  readonly approvals: number;
  /** Ids of the datasets, in order. */
  readonly datasets: string;
  /** Digest (hex) over all of it. */
  readonly history: string;
}

/** Numbers tell what is missing where the digest tells only that it is another history. */
export function historyFacts(history: History): HistoryFacts {
  const { rounds, datasets } = history;
  return {
    rounds: rounds.length,
    given: rounds.flatMap(({ opinions }) => opinions).length,
    waysOut: rounds.flatMap(({ waysOut }) => waysOut).length,
    approvals: onPackage(history).length,
    datasets: idsOf(datasets),
    history: historyDigest(history),
  };
}

/** Ids as facts of entries hold them. */
export const idsOf = (ids: readonly number[]): string => ids.toSorted((one, other) => one - other).join(' ');

const onPackage = ({ approvals }: History): readonly RecordedApproval[] => approvals.filter(({ request }) => request === null);

/**
 * SHA-256 (hex) of the canonical JSON. Left out is what may change or was not known then: the words of questions, which opinions counted, and
 * when an approval ended.
 */
function historyDigest(history: History): string {
  const { preliminaryTier, datasets, rounds } = history;
  const bare = rounds.map((round) => ({
    ...round,
    opinions: round.opinions.map(({ counted: _counted, path, ...opinion }) => ({ ...opinion, path: path.map(({ key, answer, version }) => ({ key, answer, version })) })),
  }));
  const approvals = onPackage(history).map(({ voidedAt: _voidedAt, ...approval }) => approval);
  return hash('sha256', canonical({ preliminaryTier, datasets: idsOf(datasets), rounds: bare, approvals }));
}

/** Why an opinion that stands does not count: its Referee has declared a conflict since. */
export const uncountedBecause = 'conflict-declared';

/** Which of the opinions that stood counted, by id, and which did not, as `17:conflict-declared`. */
export interface CountedFacts {
  readonly counted: string;
  readonly uncounted?: string;
}

/** The same of some opinions that stood. */
export function countedFacts(opinions: readonly { readonly id: number; readonly counted: boolean | null }[]): CountedFacts {
  const idsThat = (counts: boolean): readonly number[] => opinions.flatMap((opinion) => (opinion.counted === counts ? [opinion.id] : []));
  const uncounted = idsThat(false).toSorted((one, other) => one - other).map((id) => `${String(id)}:${uncountedBecause}`);
  return { counted: idsOf(idsThat(true)), ...(uncounted.length === 0 ? {} : { uncounted: uncounted.join(' ') }) };
}
