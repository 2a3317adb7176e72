import { sql } from 'kysely';
import type { Context } from '../context/index.js';
import { genesis, writeEntry } from './entry.js';

/** Key of the advisory lock that guards the head of the chain. */
const headLock = 7_243_001;

/**
 * Chains the notes that `context` has gathered. Call it last in the transaction: from here to the commit no other
 * command can append. The lock is a statement of its own: one that locked and read at once would read a head from
 * before the wait and fork the chain under READ COMMITTED.
 */
export async function appendAudit(context: Context): Promise<void> {
  const { trx, audit } = context;
  if (audit.length === 0) return;
  await sql`select pg_advisory_xact_lock(${headLock})`.execute(trx);
  const head = await trx.selectFrom('audit_entries').select(['seq', 'hash']).orderBy('seq', 'desc').limit(1).executeTakeFirst();
  let seq = head?.seq ?? 0;
  let prev = head?.hash ?? genesis;
  const at = context.clock.now();
  const written = audit.map((note) => {
    seq += 1;
    const { chained, texts } = writeEntry({ seq, prev, at, actor: context.actor, correlationId: context.correlationId }, note);
    prev = chained.hash;
    return { note, chained, texts };
  });
  await trx
    .insertInto('audit_entries')
    .values(
      written.map(({ note, chained }) => ({
        ...chained,
        at,
        actor_id: context.actor.id,
        subject_id: note.subjectId ?? null,
        action: note.action,
        outcome: note.outcome,
        object_type: note.objectType,
        object_id: note.objectId,
        request_id: note.requestId ?? null,
        project_id: note.projectId ?? null,
        dataset_id: note.datasetId ?? null,
        correlation_id: context.correlationId,
      })),
    )
    .execute();
  const texts = written.flatMap(({ chained, texts: own }) => own.map((text) => ({ seq: chained.seq, ...text })));
  if (texts.length > 0) await trx.insertInto('audit_texts').values(texts).execute();
  audit.length = 0;
}
