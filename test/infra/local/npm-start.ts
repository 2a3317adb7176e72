import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { access, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { scratchFolder } from '../../support/scratch-folder.js';

/** `npm start` on free ports, in a folder of its own. Every process that it leads to bears the folder's name in its environment. */
export class NpmStart {
  private output = '';

  private constructor(
    private readonly npm: ChildProcess,
    private readonly folder: string,
  ) {
    for (const stream of [npm.stdout, npm.stderr]) stream?.on('data', (chunk: Buffer) => { this.output += chunk.toString('utf8'); });
  }

  static async run(...args: readonly string[]): Promise<NpmStart> {
    const folder = await scratchFolder('npm-start');
    // USER is among the few settings that the launcher hands on to its children.
    const environment = { ...process.env, USER: path.basename(folder) };
    const npm = spawn('npm', ['--no-update-notifier', 'start', '--', '--port', '0', '--state', path.join(folder, 'state'), ...args], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
    return new NpmStart(npm, folder);
  }

  get said(): string {
    return this.output;
  }

  inState(name: string): string {
    return path.join(this.folder, 'state', name);
  }

  /** Waits until it has said this. */
  async says(expected: string | RegExp): Promise<void> {
    while (typeof expected === 'string' ? !this.output.includes(expected) : !expected.test(this.output)) {
      if (this.npm.exitCode !== null) throw new Error(`npm start ended: ${this.output}`);
      await pause(50);
    }
  }

  /** Waits until there is such a process among those that it leads to. */
  async leadsTo(script: string): Promise<void> {
    while (!(await this.processes()).some((command) => command.includes(script))) await pause(50);
  }

  /** Ends npm, and npm alone. */
  async killNpm(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const gone = once(this.npm, 'exit');
    this.npm.kill(signal);
    await gone;
  }

  /** Waits until none of the processes is left; mocha's time limit tells when that never comes. */
  async nothingIsLeft(): Promise<void> {
    while ((await this.processes()).length > 0) await pause(100);
  }

  /** Command lines of the processes that live. */
  async processes(): Promise<readonly string[]> {
    return (await this.living()).map(({ command }) => command);
  }

  /** Leaves nothing behind, whatever a test came to. */
  async dispose(): Promise<void> {
    for (const { pid } of await this.living()) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch (error) {
        // It ended by itself meanwhile.
        if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
      }
    }
    await rm(this.folder, { recursive: true, force: true });
  }

  async has(name: string): Promise<boolean> {
    return access(this.inState(name)).then(() => true, () => false);
  }

  private async living(): Promise<readonly { readonly pid: number; readonly command: string }[]> {
    const mark = `USER=${path.basename(this.folder)}`;
    const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
    const all = await Promise.all(
      pids.map(async (pid) => {
        const [environment, command] = await Promise.all(['environ', 'cmdline'].map((file) => readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '')));
        return environment?.split('\0').includes(mark) ? [{ pid: Number(pid), command: (command ?? '').replaceAll('\0', ' ') }] : [];
      }),
    );
    return all.flat();
  }
}
