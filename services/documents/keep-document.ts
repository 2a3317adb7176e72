import { hash } from 'node:crypto';
import { LockkeeperError } from '../context/index.js';
import type { DocumentStore } from './ports.js';

/** Largest document that is taken, in bytes. */
export const largestDocument = 25 * 1024 * 1024;

/** What is to be kept, and for what: the kind says what `objectId` is the number of. */
export interface DocumentToKeep {
  readonly kind: string;
  readonly objectId: number;
  readonly bytes: Uint8Array;
  readonly mediaType: string;
}

/** A document that stands in the store with its hash looked at afterwards. Nothing else makes one. */
export class KeptDocument {
  readonly #verified = true;

  private constructor(
    readonly kind: string,
    readonly objectId: number,
    readonly blobName: string,
    readonly sha256: string,
    readonly sizeBytes: number,
    readonly mediaType: string,
  ) {}

  /** True for what `keepDocument` made, and for nothing that only looks like it. */
  static isKept(value: unknown): value is KeptDocument {
    return typeof value === 'object' && value !== null && #verified in value;
  }

  /**
   * Puts bytes into the store and reads them back: only what stands there with its own hash is kept. Again with the same bytes is harmless. An
   * orphan that a crash leaves behind is harmless, too: rows are written afterwards (`record-document.ts`).
   * @throws LockkeeperError `documents-unavailable` when the store does not answer, or holds something else under the name
   */
  static async keep(store: DocumentStore, { kind, objectId, bytes, mediaType }: DocumentToKeep): Promise<KeptDocument> {
    if (bytes.byteLength === 0 || bytes.byteLength > largestDocument) throw new RangeError(`a document has 1 to ${String(largestDocument)} bytes`);
    const sha256 = hash('sha256', bytes);
    const name = blobNameOf(kind, objectId, sha256);
    await store.create({ name, bytes, sha256, mediaType });
    const stored = await store.read(name);
    if (stored === undefined || hash('sha256', stored) !== sha256) {
      throw new LockkeeperError('documents-unavailable', 'The document could not be stored. Nothing was changed; please try again.', { cause: new Error(`the blob ${name} does not hold what was written`) });
    }
    return new KeptDocument(kind, objectId, name, sha256, bytes.byteLength, mediaType);
  }
}

/** Puts a document into the store; see `KeptDocument.keep`. */
export const keepDocument = (store: DocumentStore, document: DocumentToKeep): Promise<KeptDocument> => KeptDocument.keep(store, document);

/** `records/<kind>/<id>/<sha256>`. */
export function blobNameOf(kind: string, objectId: number, sha256: string): string {
  if (!/^[a-z][a-z-]{0,39}$/.test(kind) || !Number.isSafeInteger(objectId) || objectId < 1 || !/^[0-9a-f]{64}$/.test(sha256)) throw new RangeError('a blob is named by kind, number and hash');
  return `records/${kind}/${String(objectId)}/${sha256}`;
}
