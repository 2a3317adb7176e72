import { numberOf } from '../../context/index.js';
import { isOfThatTime, pair, type Evidence } from './evidence.js';
import type { ClassificationRecord, RecordedApproval } from './format.js';
import type { RecordFault } from './record-fault.js';

type WrittenEntry = Evidence['entries'][number];

/**
 * Faults of the approvals: each is told of by one entry, an act on the package or a vote on a request, and these entries tell of no other. What
 * was given on the package is said by how many datasets it covered, a vote names them.
 */
export function checkApprovals({ approvals }: ClassificationRecord, evidence: Evidence): readonly RecordFault[] {
  const rows = approvals.map((approval, at) => ({ approval, at }));
  const ofRequests = rows.filter(({ approval }) => approval.request !== null);
  const onPackage = rows.filter(({ approval }) => approval.request === null);
  const votes = evidence.entries.filter(({ object }) => object.type === 'request').flatMap((entry) => coversOf(entry).map((dataset) => ({ entry, dataset })));
  const acts = evidence.of('approve-person').flatMap((entry) => Array.from({ length: Number(entry.facts?.['datasets'] ?? 1) }, () => ({ entry })));
  return [
    ...faultsOf(pair(ofRequests, votes, ({ entry, dataset }, { approval }) => isGivenBy(entry, approval) && isByVote(entry, approval) && dataset === numberOf('dataset', approval.datasetId))),
    ...faultsOf(pair(onPackage, acts, ({ entry }, { approval }) => isGivenBy(entry, approval))),
  ];
}

const isGivenBy = (entry: WrittenEntry, { representative, subject, approvedAt }: RecordedApproval): boolean => entry.actor.id === representative && entry.subject === subject && isOfThatTime(entry, approvedAt);

/** A vote names for whom it was given where that is somebody else. */
const isByVote = ({ object, actor, facts }: WrittenEntry, { request, principal }: RecordedApproval): boolean =>
  object.id === request && (typeof facts?.['for'] === 'string' ? facts['for'] === principal : principal === null || principal === actor.id);

function coversOf({ facts }: WrittenEntry): readonly string[] {
  const covers = facts?.['covers'];
  return typeof covers === 'string' ? covers.split(' ') : [];
}

function faultsOf({ rows, entries }: { readonly rows: readonly { readonly at: number }[]; readonly entries: readonly { readonly entry: WrittenEntry }[] }): readonly RecordFault[] {
  return [
    ...rows.map(({ at }) => ({ kind: 'unproved', place: `approvals.${String(at)}`, says: 'no entry says that it was given' }) as const),
    ...[...new Set(entries.map(({ entry }) => entry.seq))].map((seq) => ({ kind: 'left-out', place: `entry ${String(seq)}`, says: 'tells of an approval that the record leaves out' }) as const),
  ];
}
