import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** A tick of Linux's process accounting (USER_HZ), in milliseconds. */
const tickMs = 10;
const ready = z.object({ ready: z.literal(true), port: z.number() });

/** A process of our own whose CPU time is read from the kernel. */
export class MeasuredProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly port: number,
  ) {}

  /**
   * Starts a script and waits until it sends `{ready: true, port}`.
   * @param script TypeScript, from the project's root
   * @throws Error with what it wrote when it ends before
   */
  static async start(script: string, environment: Readonly<Record<string, string>>, nodeArguments: readonly string[] = []): Promise<MeasuredProcess> {
    const child = spawn(process.execPath, [...nodeArguments, '--import', 'tsx', script], {
      cwd: root,
      env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', ...environment },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    const said: string[] = [];
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => { said.push(chunk.toString()); if (said.length > 50) said.shift(); });
    const port = await new Promise<number>((resolve, reject) => {
      child.on('message', (message) => {
        const parsed = ready.safeParse(message);
        if (parsed.success) resolve(parsed.data.port);
      });
      child.once('exit', () => { reject(new Error(`${script} ended before it was ready:\n${said.join('').slice(-2_000)}`)); });
    });
    return new MeasuredProcess(child, port);
  }

  /** CPU time so far of all threads, user and system, in milliseconds; as fine as the kernel's tick. */
  async cpuMs(): Promise<number> {
    const stat = await readFile(`/proc/${String(this.child.pid)}/stat`, 'utf8');
    // The name of the command may hold blanks; what follows its bracket is fields 3 and on.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * tickMs;
  }

  /** CPU milliseconds per second that the process takes while nobody asks anything of it. */
  async idleRate(seconds = 2): Promise<number> {
    const before = await this.cpuMs();
    await pause(seconds * 1000);
    return ((await this.cpuMs()) - before) / seconds;
  }

  /** CPU milliseconds of one of `turns` turns, what the process does by itself meanwhile taken off. */
  async cpuPerTurn(turns: number, idleRate: number, turn: (index: number) => Promise<unknown>): Promise<number> {
    const [cpu, start] = [await this.cpuMs(), performance.now()];
    for (let index = 0; index < turns; index += 1) await turn(index);
    const seconds = (performance.now() - start) / 1000;
    return ((await this.cpuMs()) - cpu - idleRate * seconds) / turns;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    await gone;
  }
}
