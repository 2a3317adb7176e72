import { spawn, type ChildProcess } from 'node:child_process';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { scratchFolder } from './scratch-folder.js';
import type { TestPersona } from './teams-client.js';

/** What `npm start -- --headless` prints when ready. */
export interface ReadyLine {
  readonly messagesUrl: string;
  readonly botUrl: string;
  readonly healthUrl: string;
  readonly localCloudUrl: string;
  readonly tenantId: string;
  readonly botId: string;
  readonly personas: readonly TestPersona[];
}

/** A whole local stack in a process of its own, on free ports and a folder of its own. */
export class RunningStack {
  private constructor(
    readonly ready: ReadyLine,
    readonly stateFolder: string,
    readonly process: ChildProcess,
  ) {}

  static async start(stateFolder?: string): Promise<RunningStack> {
    const folder = stateFolder ?? (await scratchFolder('stack'));
    const child = spawn(process.execPath, ['--import', 'tsx/esm', 'infra/local/start.ts', '--headless', '--port', '0', '--state', path.join(folder, 'state')], { stdio: ['ignore', 'pipe', 'pipe'] });
    const complaints: string[] = [];
    createInterface({ input: child.stderr }).on('line', (line) => complaints.push(line));
    const line = await new Promise<string>((resolve, reject) => {
      createInterface({ input: child.stdout }).once('line', resolve);
      child.once('exit', () => { reject(new Error(`the stack did not start: ${complaints.join('\n')}`)); });
    });
    return new RunningStack(JSON.parse(line) as ReadyLine, folder, child);
  }

  persona(role: string): TestPersona {
    const found = this.ready.personas.find((persona) => persona.role === role);
    if (!found) throw new Error(`no persona ${role}`);
    return found;
  }

  /** What the local cloud's directory holds of a group. */
  async group(id: string): Promise<{ readonly members: readonly { readonly id: string }[] }> {
    const response = await fetch(`${this.ready.messagesUrl.replace(/\/api\/messages$/, '')}/admin/groups/${id}`);
    return (await response.json()) as { members: { id: string }[] };
  }

  async stop(keep: 'keep' | 'delete' = 'delete'): Promise<void> {
    if (this.process.exitCode === null && this.process.signalCode === null) {
      const gone = new Promise((resolve) => this.process.once('exit', resolve));
      this.process.kill('SIGTERM');
      await gone;
    }
    if (keep === 'delete') await rm(this.stateFolder, { recursive: true, force: true });
  }
}
