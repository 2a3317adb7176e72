import { faultsOfExtract, type ExtractFaultKind } from '../../audit/index.js';
import { controlsOf, isProvisioned } from '../../tiers/index.js';
import { checkFlowchart } from '../flowcharts/check-flowchart.js';
import type { Flowchart } from '../flowcharts/flowchart.js';
import { checkApprovals } from './check-approvals.js';
import { checkHistory, closingOf, isBound } from './check-history.js';
import { checkOpinions } from './check-opinions.js';
import { checkRounds } from './check-rounds.js';
import { checkWaysOut } from './check-ways-out.js';
import { Evidence } from './evidence.js';
import { recordFormat, recordSchema, type ClassificationRecord } from './format.js';
import { proves, provingActions } from './load-record.js';
import type { RecordFault } from './record-fault.js';

export type RecordVerification =
  /**
   * `bound`: whether the entry that closed the classification holds the whole history. Where it is from before that was recorded, nobody can
   * say that nothing was left out together with its entries.
   */
  | { readonly ok: true; readonly record: ClassificationRecord; readonly bound: boolean; readonly faults: readonly [] }
  /** `record` where the document is one at all. */
  | { readonly ok: false; readonly record: ClassificationRecord | undefined; readonly faults: readonly RecordFault[] };

/**
 * Checks a record by itself, without database and network, and names every fault: the entries give their hashes; each opinion is the one
 * whose digest its entry holds, and leads to its tier by the flowchart of its time; rounds, ways out and approvals are those that the
 * entries tell of, no more and no fewer, and the tier follows from them; the entry that closed it holds that this is all. What it cannot show is that the entries stand in the chain: for that they are looked
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
    ...checkWaysOut(record.rounds, evidence),
    ...checkApprovals(record, evidence),
    ...checkHistory(record, evidence),
    ...checkControls(record),
  ];
  return faults.length === 0 ? { ok: true, record, bound: isBound(closingOf(record, evidence)), faults: [] } : { ok: false, record, faults };
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

function checkEntries({ package: { number }, approvals }: ClassificationRecord, { entries }: Evidence): readonly RecordFault[] {
  const requests = new Set(approvals.map(({ request }) => request));
  const isOwn = (entry: Evidence['entries'][number]): boolean =>
    entry.object.type === 'request' ? requests.has(entry.object.id) && proves(entry) : entry.object.type === 'work-package' && entry.object.id === number && provingActions.includes(entry.action);
  return entries
    .filter((entry) => entry.outcome !== 'done' || !isOwn(entry))
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

function checkControls({ controls, provisioned, package: { tier } }: ClassificationRecord): readonly RecordFault[] {
  const wrong = Object.entries(controlsOf(tier)).filter(([key, value]) => controls[key] !== value);
  return [
    ...wrong.map(([key]) => ({ kind: 'controls-differ', place: `controls.${key}`, says: `is not that of tier ${String(tier)}` }) as const),
    ...(provisioned === isProvisioned(tier) ? [] : [{ kind: 'controls-differ', place: 'provisioned', says: `is not that of tier ${String(tier)}` } as const]),
  ];
}
