import { sql } from 'kysely';
import { chainHash, genesis, verifyAudit, writeEntry, type EntryText } from '../../../services/audit/index.js';
import type { Database } from '../../../services/database/index.js';
import type { Row } from '../figure.js';
import { besideLimit, wallMs } from '../measure.js';

const entries = 200_000;
const chunk = 5_000;
/** One entry in this many has a free text beside the chain: most entries are approvals, reads and jobs. */
const entriesPerText = 10;

/** Walking the whole audit chain: every hash, predecessor, column and free text, read from the database. */
export const verify: Row = {
  name: 'verify',
  async measure(workplace) {
    const { db, owner } = await workplace.scratch();
    const texts = await writeChain(owner);
    const product = async (): Promise<number> => {
      const verified = { entries: 0 };
      const ms = await wallMs(async () => {
        const result = await verifyAudit(db);
        if (!result.ok) throw new Error(`entry ${String(result.seq)}: ${result.fault}`);
        verified.entries = result.entries;
      });
      return (verified.entries * 1000) / ms;
    };
    const limit = async (): Promise<number> => (entries * 1000) / (await wallMs(() => Promise.resolve(hashAll(texts))));
    await product();
    await limit();
    const { measured, limit: least } = await besideLimit(product, limit);
    return [{ what: 'audit entries verified', unit: '/s', measured, limit: least, limitIs: `SHA-256 of the same ${String(entries)} texts in memory`, goal: { kind: 'at-least', value: 150_000 } }];
  },
};

function hashAll(texts: readonly string[]): string {
  let prev = genesis;
  for (const text of texts) prev = chainHash(prev, text);
  return prev;
}

/** A chain as the product writes it. @returns the texts that were hashed */
async function writeChain(owner: Database): Promise<readonly string[]> {
  const written: string[] = [];
  let prev = genesis;
  for (let from = 1; from <= entries; from += chunk) {
    const rows: object[] = [];
    const beside: (EntryText & { readonly seq: number })[] = [];
    for (let seq = from; seq < from + chunk; seq += 1) {
      const entry = entryAt(seq, prev);
      prev = entry.row.hash;
      written.push(entry.row.entry);
      rows.push(entry.row);
      beside.push(...entry.texts.map((text) => ({ seq, ...text })));
    }
    await sql`insert into audit_entries select * from json_populate_recordset(null::audit_entries, ${JSON.stringify(rows)})`.execute(owner);
    await sql`insert into audit_texts select * from json_populate_recordset(null::audit_texts, ${JSON.stringify(beside)})`.execute(owner);
  }
  await sql`analyze audit_entries, audit_texts`.execute(owner);
  return written;
}

function entryAt(seq: number, prev: string) {
  const at = new Date(Date.UTC(2026, 0, 1) + seq * 60_000);
  const person = `a0000000-0000-4000-8000-${String(seq % 300).padStart(12, '0')}`;
  const requestId = 1 + Math.floor(seq / 8);
  const note = {
    action: 'request.approve',
    outcome: 'done',
    objectType: 'request',
    objectId: `RQ-${String(requestId)}`,
    subjectId: `b0000000-0000-4000-8000-${String(requestId % 2_000).padStart(12, '0')}`,
    requestId,
    projectId: 1 + (requestId % 40),
    datasetId: 1 + (requestId % 200),
    facts: { from: 'in-review', to: 'approved', version: 1, seat: 'investigator', stage: 0 },
    ...(seq % entriesPerText === 0 ? { texts: { comment: 'Please name the variables that the analysis needs, and for which years.' } } : {}),
  } as const;
  const correlationId = `c0000000-0000-4000-8000-${String(seq).padStart(12, '0')}`;
  const { chained, texts } = writeEntry({ seq, prev, at, actor: { kind: 'person', id: person, systemRoles: new Set() }, correlationId }, note);
  const row = {
    ...chained,
    at,
    actor_id: person,
    subject_id: note.subjectId,
    action: note.action,
    outcome: note.outcome,
    object_type: note.objectType,
    object_id: note.objectId,
    request_id: requestId,
    project_id: note.projectId,
    dataset_id: note.datasetId,
    correlation_id: correlationId,
  };
  return { row, texts };
}
