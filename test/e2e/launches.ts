import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

export interface Launch {
  readonly status: number | null;
  readonly said: string;
}

/** Starts the launcher with these arguments and waits for its end: for starts that must fail. */
export async function launch(folder: string, ...args: readonly string[]): Promise<Launch> {
  const child = spawn(process.execPath, ['--import', 'tsx/esm', 'infra/local/start.ts', '--headless', '--state', path.join(folder, 'state'), ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => { said += chunk.toString('utf8'); });
  const timer = setTimeout(() => child.kill('SIGTERM'), 30_000);
  await once(child, 'close');
  clearTimeout(timer);
  return { status: child.exitCode, said };
}
