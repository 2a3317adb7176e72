import type { Database } from '../database/index.js';
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
  for (;;) {
    const rows = await db
      .selectFrom('audit_entries')
      .select(['seq', 'prev', 'hash', 'entry', 'actor_id', 'action', 'outcome', 'request_id'])
      .where('seq', '>', seq)
      .orderBy('seq')
      .limit(page)
      .execute();
    const last = rows.at(-1);
    if (!last) return { ok: true, entries: seq, head: prev };
    const texts = await textsOf(db, seq, last.seq);
    for (const row of rows) {
      const fault = faultOf(row, seq, prev, texts.get(row.seq));
      if (fault) return { ok: false, entries: seq, seq: seq + 1, fault };
      seq = row.seq;
      prev = row.hash;
    }
  }
}

interface Row {
  readonly seq: number;
  readonly prev: string;
  readonly hash: string;
  readonly entry: string;
  readonly actor_id: string;
  readonly action: string;
  readonly outcome: string;
  readonly request_id: number | null;
}

function faultOf(row: Row, before: number, prev: string, texts: readonly { field: string; digest: string }[] = []): Fault | undefined {
  if (row.seq !== before + 1) return 'gap';
  if (row.prev !== prev) return 'wrong-predecessor';
  if (chainHash(prev, row.entry) !== row.hash) return 'altered';
  // The entry holds its columns literally, so a search for the written form is enough and spares a parse per entry.
  const holds = (text: string): boolean => row.entry.includes(text);
  if (
    !holds(`"id":${JSON.stringify(row.actor_id)}`) ||
    !holds(`"action":${JSON.stringify(row.action)},"outcome":${JSON.stringify(row.outcome)}`) ||
    (row.request_id !== null && !holds(`"request":${String(row.request_id)}`))
  ) {
    return 'column-differs';
  }
  return texts.every(({ field, digest }) => holds(`${JSON.stringify(field)}:"${digest}"`)) ? undefined : 'text-altered';
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
