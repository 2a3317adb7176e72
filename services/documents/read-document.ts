import { hash } from 'node:crypto';
import { LockkeeperError } from '../context/index.js';
import type { DocumentStore } from './ports.js';
import type { DocumentRow } from './record-document.js';

/**
 * The bytes of a document, as they were stored.
 * @throws LockkeeperError `documents-unavailable` when the store does not answer, or does not hold what its row says
 */
export async function readDocument(store: DocumentStore, { blobName, sha256 }: DocumentRow): Promise<Uint8Array> {
  const bytes = await store.read(blobName);
  if (bytes !== undefined && hash('sha256', bytes) === sha256) return bytes;
  throw new LockkeeperError('documents-unavailable', 'The document cannot be shown. An operator has to see to it.', { cause: new Error(`the blob ${blobName} ${bytes === undefined ? 'is gone' : 'has changed'}`) });
}
