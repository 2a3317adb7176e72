import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';

export type PlaygroundRole = 'researcher' | 'investigator' | 'representative';

/** The whole product as `npm start` runs it, Playgrounds included, on free ports and in a folder of its own. */
export class RunningProduct {
  private constructor(
    private readonly process: ChildProcess,
    private readonly folder: string,
    /** What the launcher printed for people. */
    readonly printed: string,
  ) {}

  static async start(): Promise<RunningProduct> {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'lockkeeper-browser-'));
    const child = spawn(process.execPath, ['--import', 'tsx/esm', 'infra/local/start.ts', '--port', '0', '--state', path.join(folder, 'state')], { stdio: ['ignore', 'pipe', 'pipe'] });
    const lines: string[] = [];
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    createInterface({ input: child.stderr }).on('line', (line) => lines.push(line));
    createInterface({ input: child.stdout }).on('line', (line) => {
      lines.push(line);
      if (line.startsWith('Lockkeeper runs.')) resolve(lines.join('\n'));
    });
    child.once('exit', () => { reject(new Error(`the product did not start:\n${lines.join('\n')}`)); });
    return new RunningProduct(child, folder, await promise);
  }

  get startPage(): string {
    return this.address(/Start page\s+(http:\S+)/);
  }

  playground(role: PlaygroundRole): string {
    return this.address(new RegExp(`(http://localhost:\\d+)\\s+\\(${role}\\)`));
  }

  /** A Playground that is opened when somebody wants to be its person. */
  async window(role: 'referee' | 'project-manager' | 'programme-manager'): Promise<string> {
    const answer = await fetch(`${this.startPage}/be/${role}`, { redirect: 'manual' });
    const url = answer.headers.get('location');
    if (url === null) throw new Error(`no window for the ${role}: ${String(answer.status)}`);
    return url;
  }

  /** Ids of the members of a directory group, as the local cloud holds them. */
  async membersOf(groupId: string): Promise<readonly string[]> {
    const response = await fetch(`${await this.adminUrl()}/groups/${groupId}`);
    const { members } = (await response.json()) as { members: readonly { id: string }[] };
    return members.map(({ id }) => id);
  }

  /** Takes away what the token service keeps of a person, as when their session ends. */
  async signOut(userId: string): Promise<void> {
    const response = await fetch(`${await this.adminUrl()}/sign-out`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ userId }) });
    if (!response.ok) throw new Error(`sign-out: ${String(response.status)}`);
  }

  async databaseUrl(): Promise<string> {
    const runtime = JSON.parse(await readFile(path.join(this.folder, 'state', 'runtime.json'), 'utf8')) as { databaseUrl: string };
    return runtime.databaseUrl;
  }

  async stop(): Promise<void> {
    if (this.process.exitCode === null && this.process.signalCode === null) {
      const gone = once(this.process, 'exit');
      this.process.kill('SIGTERM');
      await gone;
    }
    await rm(this.folder, { recursive: true, force: true });
  }

  /** The local cloud says at its start, and the launcher's log keeps, where tests may look into it. */
  private async adminUrl(): Promise<string> {
    const log = await readFile(path.join(this.folder, 'state', 'stack.log'), 'utf8');
    const found = /"adminUrl":"([^"]+)"/.exec(log)?.[1];
    if (found === undefined) throw new Error('the log of the launcher does not name the local cloud');
    return found;
  }

  private address(pattern: RegExp): string {
    const found = pattern.exec(this.printed)?.[1];
    if (found === undefined) throw new Error(`no address like ${String(pattern)} in:\n${this.printed}`);
    return found;
  }
}
