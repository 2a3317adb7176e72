import { createRequire } from 'node:module';
import { ContainerClient, StorageSharedKeyCredential } from '@azure/storage-blob';
import { z } from 'zod';

// The document store as a child of the launcher: Azurite on loopback, with an account of its own. It stops with its parent, however that ends.

const settings = z
  .object({
    LOCAL_DOCUMENTS_FOLDER: z.string().min(1),
    LOCAL_DOCUMENTS_PORT: z.coerce.number().int().min(1).max(65_535),
    LOCAL_DOCUMENTS_ACCOUNT: z.string().regex(/^[a-z0-9]{3,24}$/),
    LOCAL_DOCUMENTS_KEY: z.base64().min(24),
  })
  .parse(process.env);

interface BlobServer {
  start(): Promise<void>;
  close(): Promise<void>;
}

const account = settings.LOCAL_DOCUMENTS_ACCOUNT;
const url = `http://127.0.0.1:${String(settings.LOCAL_DOCUMENTS_PORT)}/${account}/documents`;

/** Azurite reads its options from the command line and its accounts from the environment. Its telemetry is never started. */
async function openServer(): Promise<BlobServer> {
  process.argv.splice(2, process.argv.length, '--silent', '--disableTelemetry', '--skipApiVersionCheck', '--location', settings.LOCAL_DOCUMENTS_FOLDER, '--blobHost', '127.0.0.1', '--blobPort', String(settings.LOCAL_DOCUMENTS_PORT));
  process.env['AZURITE_ACCOUNTS'] = `${account}:${settings.LOCAL_DOCUMENTS_KEY}`;
  const { BlobServerFactory } = createRequire(import.meta.url)('azurite/dist/src/blob/BlobServerFactory.js') as { BlobServerFactory: new () => { createServer(): Promise<BlobServer> } };
  return new BlobServerFactory().createServer();
}

try {
  const server = await openServer();
  await server.start();
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    void server.close().finally(() => process.exit(0));
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  process.on('disconnect', stop);
  await new ContainerClient(url, new StorageSharedKeyCredential(account, settings.LOCAL_DOCUMENTS_KEY)).createIfNotExists();
  // The parent may have gone while the store started, when nothing listened for that yet.
  if (process.send !== undefined && !process.connected) stop();
  process.send?.({ ready: true, url });
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
