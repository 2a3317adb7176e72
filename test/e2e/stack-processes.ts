import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';

/** A process of a stack, as Linux shows it. */
export interface StackProcess {
  readonly pid: number;
  readonly command: string;
}

/** Processes that know a stack's folder, by their command line or their surroundings; this one is left out. */
export async function processesOf(folder: string): Promise<readonly StackProcess[]> {
  const found: StackProcess[] = [];
  for (const name of await readdir('/proc')) {
    const pid = Number(name);
    if (!Number.isInteger(pid) || pid === process.pid) continue;
    const [command, surroundings, state] = await Promise.all([read(pid, 'cmdline'), read(pid, 'environ'), read(pid, 'stat')]);
    // One that has ended and waits for its parent to notice runs no more.
    const ended = / [ZX] /.test(state.slice(state.lastIndexOf(')')));
    if (!ended && (command.includes(folder) || surroundings.includes(folder))) found.push({ pid, command: command.replaceAll('\0', ' ').trim() });
  }
  return found;
}

/** Waits until no process of the stack is left, and answers with those that are after so many seconds. */
export async function remainingOf(folder: string, seconds: number): Promise<readonly StackProcess[]> {
  for (let waited = 0; waited < seconds * 4; waited += 1) {
    if ((await processesOf(folder)).length === 0) return [];
    await pause(250);
  }
  return processesOf(folder);
}

const read = (pid: number, file: string): Promise<string> => readFile(`/proc/${String(pid)}/${file}`, 'utf8').catch(() => '');
