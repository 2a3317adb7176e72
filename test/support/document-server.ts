import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { localDocuments } from '../../infra/local/local-documents.js';
import { documentStore } from '../../services/azure/index.js';
import type { DocumentStore } from '../../services/documents/index.js';

/** The local stack's document store, in a process and a folder of its own. */
export class DocumentServer {
  private constructor(
    readonly containerUrl: string,
    readonly account: string,
    readonly key: string,
    private readonly folder: string,
    private readonly process: ChildProcess,
  ) {}

  static async start(): Promise<DocumentServer> {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'lockkeeper-documents-'));
    const { url, settings } = await localDocuments(folder);
    const child = spawn(process.execPath, ['--import', 'tsx/esm', 'infra/local/document-store-process.ts'], { env: { ...process.env, ...settings }, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    await Promise.race([once(child, 'message'), once(child, 'exit').then(() => { throw new Error('the document store did not start'); })]);
    return new DocumentServer(url, settings.LOCAL_DOCUMENTS_ACCOUNT, settings.LOCAL_DOCUMENTS_KEY, folder, child);
  }

  /** The product's own client of it. */
  store(): DocumentStore {
    return documentStore({ containerUrl: this.containerUrl, as: 'local-account', account: this.account, key: this.key });
  }

  async stop(): Promise<void> {
    if (this.process.exitCode === null) {
      const gone = once(this.process, 'exit');
      this.process.kill('SIGTERM');
      await gone;
    }
    await rm(this.folder, { recursive: true, force: true });
  }
}
