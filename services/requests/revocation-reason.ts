import type { Database } from '../database/index.js';

/** The reason that somebody gave for revoking, as it was typed, from beside the audit trail; undefined where nobody revoked or the text was erased. */
export async function revocationReason(db: Database, requestId: number): Promise<string | undefined> {
  const text = await db
    .selectFrom('audit_texts as t')
    .innerJoin('audit_entries as e', 'e.seq', 't.seq')
    .select('t.text')
    .where('e.request_id', '=', requestId)
    .where('e.action', '=', 'request.revoke')
    .where('e.outcome', '=', 'done')
    .orderBy('e.seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return text?.text;
}
