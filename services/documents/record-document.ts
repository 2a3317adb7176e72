import { numberOf, type AuditNote, type Context } from '../context/index.js';
import { KeptDocument } from './keep-document.js';

/** A document as it is known: what it is, and where its bytes lie. */
export interface DocumentRow {
  readonly id: number;
  readonly kind: string;
  readonly objectId: number;
  readonly blobName: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly mediaType: string;
  readonly fileName: string;
}

/** Longest file name that is kept, in UTF-16 units. */
const longestName = 120;

/**
 * Writes the row of a document that stands in the store; once for the same bytes of the same thing.
 * @param fileName as its person named it: only its last part is kept, and it is shown, never opened
 * @throws Error when the document was not kept by the store first: a fault of the caller
 */
export async function recordDocument(context: Context, document: KeptDocument, fileName: string, more: Pick<AuditNote, 'projectId' | 'datasetId' | 'subjectId'> = {}): Promise<DocumentRow> {
  if (!KeptDocument.isKept(document)) throw new Error('a document is recorded once it stands in the store');
  const { kind, objectId, blobName, sha256, sizeBytes, mediaType } = document;
  const name = plainName(fileName);
  const written = await context.trx
    .insertInto('documents')
    .values({ kind, object_id: objectId, blob_name: blobName, sha256, size_bytes: sizeBytes, media_type: mediaType, file_name: name, stored_by: context.actor.id, stored_at: context.clock.now() })
    .onConflict((conflict) => conflict.column('blob_name').doNothing())
    .returning('id')
    .executeTakeFirst();
  const { id } = written ?? (await context.trx.selectFrom('documents').select('id').where('blob_name', '=', blobName).executeTakeFirstOrThrow());
  if (written) {
    const note = { action: 'document.store', outcome: 'done', objectType: 'document', objectId: numberOf('document', id), ...more } as const;
    context.audit.push({ ...note, facts: { kind, of: objectId, sha256, sizeBytes, mediaType }, texts: { fileName: name } });
  }
  return { id, kind, objectId, blobName, sha256, sizeBytes, mediaType, fileName: name };
}

/** The last part of a path, without what cannot be seen; never empty. */
function plainName(fileName: string): string {
  const last = fileName.split(/[/\\]/).at(-1) ?? '';
  const visible = last.replace(/[\p{C}]/gu, '').trim().slice(0, longestName).toWellFormed();
  return visible === '' || /^\.+$/.test(visible) ? 'document' : visible;
}

/** A document by its number; undefined when there is none. Who may have it is for whoever asks. */
export async function findDocument({ trx }: Pick<Context, 'trx'>, id: number): Promise<DocumentRow | undefined> {
  const row = await trx.selectFrom('documents').selectAll().where('id', '=', id).executeTakeFirst();
  return row && { id: row.id, kind: row.kind, objectId: row.object_id, blobName: row.blob_name, sha256: row.sha256, sizeBytes: row.size_bytes, mediaType: row.media_type, fileName: row.file_name };
}
