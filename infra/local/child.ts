import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

export interface ChildSpec {
  readonly name: string;
  /** Script, from the project's root. */
  readonly script: string;
  readonly args?: readonly string[];
  /** Everything that the child is told; nothing is inherited but what a process needs to run. */
  readonly environment: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly log: (line: string) => void;
}

/** A child of the launcher. Its IPC channel closes with the launcher, however that ends, and the child ends with it. */
export class Child {
  private readonly lastLines: string[] = [];
  private expected = false;
  private starting = false;

  private constructor(
    readonly name: string,
    private readonly process: ChildProcess,
  ) {}

  static start(spec: ChildSpec, onDeath: (message: string) => void): Child {
    const isTypeScript = spec.script.endsWith('.ts');
    const child = spawn(process.execPath, [...(isTypeScript ? ['--import', 'tsx/esm'] : []), path.join(root, spec.script), ...(spec.args ?? [])], {
      cwd: spec.cwd ?? root,
      env: { ...inherited(), ...spec.environment },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      // A Ctrl-C in the terminal reaches the launcher alone, which stops its children in order.
      detached: true,
    });
    const self = new Child(spec.name, child);
    for (const stream of [child.stdout, child.stderr]) {
      if (stream) createInterface({ input: stream }).on('line', (line) => { self.keep(line); spec.log(line); });
    }
    child.once('exit', (code, signal) => {
      // A child that never got ready is told about by `ready`.
      if (self.expected || self.starting) return;
      onDeath(`${spec.name} ended by itself (${signal ?? `exit status ${String(code)}`}).${self.lastLines.length > 0 ? ` Its last words:\n  ${self.lastLines.slice(-6).join('\n  ')}` : ''}`);
    });
    return self;
  }

  /** The first message over IPC, or the first line on standard output, that `read` takes. */
  async ready<Value>(read: (message: unknown) => Value | undefined, milliseconds = 60_000): Promise<Value> {
    this.starting = true;
    const { promise, resolve, reject } = Promise.withResolvers<Value>();
    const offer = (message: unknown): void => {
      const value = read(message);
      if (value !== undefined) resolve(value);
    };
    const timer = setTimeout(() => { reject(new Error(`${this.name} was not ready within ${String(milliseconds / 1000)} s.`)); }, milliseconds);
    this.process.on('message', offer);
    if (this.process.stdout) createInterface({ input: this.process.stdout }).on('line', offer);
    this.process.once('exit', () => { reject(new Error(`${this.name} did not start:\n  ${this.lastLines.slice(-8).join('\n  ')}`)); });
    try {
      return await promise;
    } finally {
      this.starting = false;
      clearTimeout(timer);
      this.process.off('message', offer);
    }
  }

  send(message: object): void {
    this.process.send?.(message);
  }

  /** Asks the child to end, and ends it after ten seconds. */
  async stop(): Promise<void> {
    this.expected = true;
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const gone = once(this.process, 'exit');
    this.process.kill('SIGTERM');
    const timer = setTimeout(() => this.process.kill('SIGKILL'), 10_000);
    await gone;
    clearTimeout(timer);
  }

  private keep(line: string): void {
    this.lastLines.push(line);
    if (this.lastLines.length > 20) this.lastLines.shift();
  }
}

/** What any process needs of its surroundings; the launcher's own settings and secrets stay out. */
function inherited(): Record<string, string> {
  const wanted = ['PATH', 'NODE_COMPILE_CACHE', 'HOME', 'LANG', 'LC_ALL', 'TZ', 'TMPDIR', 'USER'];
  return Object.fromEntries(wanted.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])));
}
