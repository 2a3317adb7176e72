import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { freePort } from '../../infra/local/postgres.js';
import type { Runtime } from './stack-world.js';

/** Another bot process on the database of a stack that runs, as a second instance in production is. */
export class FurtherBot {
  private constructor(
    readonly process: ChildProcess,
    /** Its messaging endpoint, which wants a token. */
    readonly url: string,
    readonly healthUrl: string,
    /** Everything it has logged. */
    readonly lines: readonly string[],
  ) {}

  static async start(runtime: Runtime): Promise<FurtherBot> {
    const port = await freePort();
    const child = spawn(process.execPath, ['--import', 'tsx/esm', 'bot/main.ts'], {
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...runtime.environment, PORT: String(port) },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    const lines: string[] = [];
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => lines.push(chunk.toString('utf8')));
    await Promise.race([
      once(child, 'message'),
      once(child, 'exit').then(() => Promise.reject(new Error(`the further bot did not start: ${lines.join('')}`))),
    ]);
    return new FurtherBot(child, `http://127.0.0.1:${String(port)}/api/messages`, `http://127.0.0.1:${String(port)}/health`, lines);
  }

  /** Asks it to end, and answers with its exit status. */
  async stop(): Promise<number | null> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return this.process.exitCode;
    const gone = once(this.process, 'exit');
    this.process.kill('SIGTERM');
    await gone;
    return this.process.exitCode;
  }
}
