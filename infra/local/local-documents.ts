import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { freePort } from './postgres.js';

const account = 'lockkeeper';

/** The settings of the local document store, and where it will be. */
export interface LocalDocuments {
  /** The container. */
  readonly url: string;
  readonly settings: {
    readonly LOCAL_DOCUMENTS_FOLDER: string;
    readonly LOCAL_DOCUMENTS_PORT: string;
    readonly LOCAL_DOCUMENTS_ACCOUNT: string;
    readonly LOCAL_DOCUMENTS_KEY: string;
  };
}

/** A free port, and a key that holds for this start: what is stored does not depend on it. */
export async function localDocuments(stateFolder: string): Promise<LocalDocuments> {
  const folder = path.join(stateFolder, 'documents');
  await mkdir(folder, { recursive: true });
  const port = String(await freePort());
  return {
    url: `http://127.0.0.1:${port}/${account}/documents`,
    settings: { LOCAL_DOCUMENTS_FOLDER: folder, LOCAL_DOCUMENTS_PORT: port, LOCAL_DOCUMENTS_ACCOUNT: account, LOCAL_DOCUMENTS_KEY: randomBytes(64).toString('base64') },
  };
}
