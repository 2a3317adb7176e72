import { buffer } from 'node:stream/consumers';
import type { BlockBlobClient, ContainerClient } from '@azure/storage-blob';
import { z } from 'zod';
import { LockkeeperError } from '../context/index.js';
import type { DocumentStore } from '../documents/index.js';
import { openCredential } from './app-token.js';
import { botCredential, type AzureSettings } from './azure-settings.js';
import { nameOf } from './directory-fault.js';

/** Where documents lie, and who writes them there. */
export type DocumentStoreSettings = { readonly containerUrl: string } & (
  | { readonly as: 'bot'; readonly azure: AzureSettings }
  /** A store on this machine, which knows no identities of Entra. */
  | { readonly as: 'local-account'; readonly account: string; readonly key: string }
);

export interface StorePatience {
  /** One attempt, in ms: 25 MB have to pass. */
  readonly attemptMs: number;
  /** One call with its retries, in ms. */
  readonly callMs: number;
  readonly tries: number;
}

const patience: StorePatience = { attemptMs: 20_000, callMs: 45_000, tries: 3 };

const refusalSchema = z.object({ statusCode: z.number(), code: z.string().optional() });

/**
 * The secure document volume as a container of Azure Blob Storage (paper 5.5). The bot writes as itself, without account keys: the SDK is loaded
 * with the first document. Blobs are created and read, nothing else: nothing here can replace or delete one.
 */
export function documentStore(settings: DocumentStoreSettings, limits: StorePatience = patience): DocumentStore {
  let container: Promise<ContainerClient> | undefined;
  const call = async <Value>(name: string, work: (blob: BlockBlobClient, signal: AbortSignal) => Promise<Value>): Promise<Value> => {
    container ??= openContainer(settings, limits);
    const client = await container;
    return work(client.getBlockBlobClient(name), AbortSignal.timeout(limits.callMs));
  };
  return {
    async create({ name, bytes, sha256, mediaType }) {
      try {
        await call(name, (blob, abortSignal) =>
          blob.upload(bytes, bytes.byteLength, { abortSignal, conditions: { ifNoneMatch: '*' }, blobHTTPHeaders: { blobContentType: mediaType }, metadata: { sha256 } }),
        );
        return 'created';
      } catch (error) {
        const refusal = refusalOf(error);
        // Also the answer to a second attempt whose first one came through unheard.
        if (refusal?.statusCode === 409 && refusal.code === 'BlobAlreadyExists') return 'was-there';
        throw unavailable('write', error);
      }
    },
    async read(name) {
      try {
        return await call(name, async (blob, abortSignal) => {
          const { readableStreamBody: stream } = await blob.download(0, undefined, { abortSignal, maxRetryRequests: limits.tries });
          return stream === undefined ? new Uint8Array() : buffer(stream);
        });
      } catch (error) {
        const refusal = refusalOf(error);
        if (refusal?.statusCode === 404 && refusal.code === 'BlobNotFound') return undefined;
        throw unavailable('read', error);
      }
    },
  };
}

async function openContainer(settings: DocumentStoreSettings, { attemptMs, tries }: StorePatience): Promise<ContainerClient> {
  const sdk = await import('@azure/storage-blob');
  const credential = settings.as === 'bot' ? await openCredential(settings.azure, botCredential(settings.azure)) : new sdk.StorageSharedKeyCredential(settings.account, settings.key);
  return new sdk.ContainerClient(settings.containerUrl, credential, { retryOptions: { maxTries: tries, tryTimeoutInMs: attemptMs, retryDelayInMs: 300, maxRetryDelayInMs: 2_000 } });
}

const refusalOf = (error: unknown): z.output<typeof refusalSchema> | undefined => refusalSchema.safeParse(error).data;

/** The SDK's own errors end here: they carry requests. */
function unavailable(act: 'read' | 'write', error: unknown): LockkeeperError {
  const refusal = refusalOf(error);
  const says = refusal ? `${String(refusal.statusCode)} ${refusal.code ?? ''}`.trim() : nameOf(error);
  return new LockkeeperError('documents-unavailable', 'The document store does not answer at the moment. Nothing was changed; please try again in a few minutes.', { cause: new Error(`the document store could not ${act}: ${says}`) });
}
