import type { Selectable } from 'kysely';
import type { AuditEntriesTable, Database } from '../database/index.js';
import { chainHash, genesis, textDigest } from './entry.js';

export type Fault = 'gap' | 'wrong-predecessor' | 'altered' | 'column-differs' | 'text-altered';

export type Verification =
  | { readonly ok: true; readonly entries: number; readonly head: string }
  | { readonly ok: false; readonly entries: number; readonly seq: number; readonly fault: Fault };

const page = 5_000;

/**
 * Walks the whole chain in order and names the first bad entry: a missing number, a wrong predecessor, a text that does not
 * give its hash, a column that says something else than the text, a free text that does not give its digest.
 */
export async function verifyAudit(db: Database): Promise<Verification> {
  let prev = genesis;
  let seq = 0;
  let coming = pageAfter(db, 0);
  for (;;) {
    const { rows, texts } = await coming;
    const last = rows.at(-1);
    if (!last) return seq === 0 && (await hasRequests(db)) ? { ok: false, entries: 0, seq: 1, fault: 'gap' } : { ok: true, entries: seq, head: prev };
    // The database reads the next page while this one is hashed.
    coming = pageAfter(db, last.seq);
    for (const row of rows) {
      const fault = faultOf(row, seq, prev, texts.get(row.seq));
      if (fault) {
        await coming.catch(() => undefined);
        return { ok: false, entries: seq, seq: seq + 1, fault };
      }
      seq = row.seq;
      prev = row.hash;
    }
  }
}

/** Every request has an entry: where there are some, an empty trail was emptied. */
async function hasRequests(db: Database): Promise<boolean> {
  return (await db.selectFrom('requests').select('id').limit(1).executeTakeFirst()) !== undefined;
}

interface Page {
  readonly rows: readonly Row[];
  readonly texts: ReadonlyMap<number, readonly { readonly field: string; readonly digest: string }[]>;
}

async function pageAfter(db: Database, seq: number): Promise<Page> {
  const rows = await db
    .selectFrom('audit_entries')
    .selectAll()
    .where('seq', '>', seq)
    .orderBy('seq')
    .limit(page)
    .execute();
  const last = rows.at(-1);
  return { rows, texts: last ? await textsOf(db, seq, last.seq) : new Map() };
}

type Row = Selectable<AuditEntriesTable>;

function faultOf(row: Row, before: number, prev: string, texts: readonly { readonly field: string; readonly digest: string }[] = []): Fault | undefined {
  const { entry } = row;
  if (row.seq !== before + 1) return 'gap';
  if (row.prev !== prev) return 'wrong-predecessor';
  if (chainHash(prev, entry) !== row.hash) return 'altered';
  if (!saysTheSame(row)) return 'column-differs';
  for (const { field, digest } of texts) {
    if (!entry.includes(`${JSON.stringify(field)}:"${digest}"`)) return 'text-altered';
  }
  return undefined;
}

/**
 * The columns written out as the entry holds them, in its own order (`entry.ts`): a comparison of text, which spares a parse per entry.
 * What follows them must be none of their kind, so that a column emptied to hide an entry from a history is seen too.
 */
function saysTheSame(row: Row): boolean {
  const { entry } = row;
  const start = `{"seq":${String(row.seq)},"at":"${row.at.toISOString()}","actor":{"kind":"`;
  const kindEnds = entry.indexOf('"', start.length);
  if (!entry.startsWith(start) || kindEnds < 0) return false;
  const number = (name: string, value: number | null): string => (value === null ? '' : `"${name}":${String(value)},`);
  const columns =
    `","id":${JSON.stringify(row.actor_id)}},` +
    (row.subject_id === null ? '' : `"subject":${JSON.stringify(row.subject_id)},`) +
    `"action":${JSON.stringify(row.action)},"outcome":${JSON.stringify(row.outcome)},"object":{"type":${JSON.stringify(row.object_type)},"id":${JSON.stringify(row.object_id)}},` +
    number('request', row.request_id) +
    number('project', row.project_id) +
    number('dataset', row.dataset_id);
  const rest = kindEnds + columns.length;
  return (
    entry.startsWith(columns, kindEnds) &&
    ['"reason":', '"facts":', '"texts":', '"correlation":'].some((next) => entry.startsWith(next, rest)) &&
    entry.endsWith(`"correlation":${JSON.stringify(row.correlation_id)}}`)
  );
}

async function textsOf(db: Database, after: number, upTo: number): Promise<Map<number, { field: string; digest: string }[]>> {
  const rows = await db.selectFrom('audit_texts').selectAll().where('seq', '>', after).where('seq', '<=', upTo).execute();
  const bySeq = new Map<number, { field: string; digest: string }[]>();
  for (const row of rows) {
    const own = bySeq.get(row.seq) ?? [];
    own.push({ field: row.field, digest: textDigest(row.salt, row.text) });
    bySeq.set(row.seq, own);
  }
  return bySeq;
}
