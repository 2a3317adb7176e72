import { faultsOfExtract, type ExtractFaultKind } from '../../audit/index.js';
import { controlsOf, isProvisioned } from '../../tiers/index.js';
import { checkFlowchart } from '../flowcharts/check-flowchart.js';
import type { Flowchart } from '../flowcharts/flowchart.js';
import { checkOpinions } from './check-opinions.js';
import { checkRounds } from './check-rounds.js';
import { Evidence, isOfThatTime } from './evidence.js';
import { recordFormat, recordSchema, type ClassificationRecord } from './format.js';
import { provingActions } from './load-record.js';
import type { RecordFault } from './record-fault.js';

export type RecordVerification =
  | { readonly ok: true; readonly record: ClassificationRecord; readonly faults: readonly [] }
  /** `record` where the document is one at all. */
  | { readonly ok: false; readonly record: ClassificationRecord | undefined; readonly faults: readonly RecordFault[] };

/**
 * Checks a record by itself, without database and network, and names every fault: the entries give their hashes; each opinion is the one
 * whose digest its entry holds, and leads to its tier by the flowchart of its time; rounds, ways out and approvals are those that the
 * entries tell of, and the tier follows from them. What it cannot show is that the entries stand in the chain: for that they are looked
 * up in the chain whose head the record names. Names and titles prove nothing.
 */
export function verifyRecord(document: unknown): RecordVerification {
  const parsed = recordSchema.safeParse(document);
  if (!parsed.success) return { ok: false, record: undefined, faults: formatFaults(document, parsed.error.issues) };
  const record = parsed.data;
  const flowcharts = readFlowcharts(record);
  const evidence = new Evidence(record);
  const faults = [
    ...checkExtract(record),
    ...checkEntries(record, evidence),
    ...flowcharts.faults,
    ...checkOpinions(record.rounds, flowcharts.sound, evidence),
    ...checkRounds(record, evidence),
    ...checkApprovals(record, evidence),
    ...checkControls(record),
  ];
  return faults.length === 0 ? { ok: true, record, faults: [] } : { ok: false, record, faults };
}

function formatFaults(document: unknown, issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[]): readonly RecordFault[] {
  const format = typeof document === 'object' && document !== null && 'format' in document ? document.format : undefined;
  if (format !== recordFormat) return [{ kind: 'format', place: '', says: `is no ${recordFormat}` }];
  return issues.map(({ path, message }) => ({ kind: 'format', place: path.map(String).join('.'), says: message }));
}

const extractTexts: Readonly<Record<ExtractFaultKind, string>> = {
  'entry-altered': 'was altered: its text and its predecessor’s hash do not give its hash',
  'entry-unreadable': 'is no entry of the audit trail',
  'entry-misplaced': 'stands under another number than its text says',
  'entry-order': 'is out of order, or there twice',
  'entry-unlinked': 'does not follow the one before it, though their numbers do',
  'head-differs': 'is not covered by the head that the record names',
};

function checkExtract({ audit: { entries, head } }: ClassificationRecord): readonly RecordFault[] {
  return faultsOfExtract({ entries, head: head ?? { seq: 0, hash: '' } }).map(({ kind, seq }) => ({ kind, place: `entry ${String(seq)}`, says: extractTexts[kind] }));
}

function checkEntries({ package: { number } }: ClassificationRecord, { entries }: Evidence): readonly RecordFault[] {
  return entries
    .filter(({ object, action, outcome }) => object.type !== 'work-package' || object.id !== number || outcome !== 'done' || !provingActions.includes(action))
    .map(({ seq }) => ({ kind: 'entry-foreign', place: `entry ${String(seq)}`, says: `is not about what was done to ${number}` }));
}

function readFlowcharts({ flowcharts }: ClassificationRecord): { readonly sound: ReadonlyMap<string, Flowchart>; readonly faults: readonly RecordFault[] } {
  const read = flowcharts.map((recorded, at) => ({ recorded, place: `flowcharts.${String(at)}`, checked: checkFlowchart(recorded.content) }));
  return {
    sound: new Map(read.flatMap(({ checked }) => (checked.ok ? [[checked.flowchart.version, checked.flowchart] as const] : []))),
    faults: read.flatMap(({ recorded, place, checked }): readonly RecordFault[] => {
      const agrees = checked.ok && checked.flowchart.version === recorded.version && checked.flowchart.name === recorded.name && [null, checked.flowchart.title].includes(recorded.title);
      return agrees ? [] : [{ kind: 'flowchart-altered', place, says: 'its content is no sound flowchart of that version, name and title' }];
    }),
  };
}

/** Those that were given on the package itself; what was approved by a request stands in that request's history. */
function checkApprovals({ approvals }: ClassificationRecord, evidence: Evidence): readonly RecordFault[] {
  const unproved = approvals.flatMap(({ request, subject, representative, approvedAt }, at): readonly RecordFault[] => {
    const entries = evidence.of('approve-person').filter((entry) => entry.actor.id === representative && entry.subject === subject && isOfThatTime(entry, approvedAt));
    return request !== null || entries.length > 0 ? [] : [{ kind: 'unproved', place: `approvals.${String(at)}`, says: 'no entry says that it was given' }];
  });
  const leftOut = evidence.of('approve-person').filter(({ actor, subject }) => !approvals.some((approval) => approval.subject === subject && approval.representative === actor.id));
  return [...unproved, ...leftOut.map(({ seq }) => ({ kind: 'left-out', place: `entry ${String(seq)}`, says: 'tells of an approval that the record leaves out' }) as const)];
}

function checkControls({ controls, provisioned, package: { tier } }: ClassificationRecord): readonly RecordFault[] {
  const wrong = Object.entries(controlsOf(tier)).filter(([key, value]) => controls[key] !== value);
  return [
    ...wrong.map(([key]) => ({ kind: 'controls-differ', place: `controls.${key}`, says: `is not that of tier ${String(tier)}` }) as const),
    ...(provisioned === isProvisioned(tier) ? [] : [{ kind: 'controls-differ', place: 'provisioned', says: `is not that of tier ${String(tier)}` } as const]),
  ];
}
