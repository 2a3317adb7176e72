import { readFileSync } from 'node:fs';

/**
 * Calls `ended` once when npm, which started this process, has ended. npm starts a script through `sh -c`; that shell passes no signal on, and
 * does not end with npm either when npm is killed outright.
 */
export function whenNpmEnds(ended: () => void): void {
  const shell = isShell(process.ppid) ? process.ppid : undefined;
  const starters = (): string => `${String(process.ppid)} ${shell === undefined ? '' : (statOf(shell)?.parent ?? 'gone')}`;
  const before = starters();
  const timer = setInterval(() => {
    if (starters() === before) return;
    clearInterval(timer);
    ended();
  }, 500);
  timer.unref();
}

const isShell = (pid: number): boolean => /^(ba|da|a|z|k)?sh$/.test(statOf(pid)?.name ?? '');

/** Name and parent of a process, where the system tells them in /proc. */
function statOf(pid: number): { readonly name: string; readonly parent: string } | undefined {
  try {
    const [, name = '', parent = ''] = /^\d+ \((.*)\) \S (\d+) /s.exec(readFileSync(`/proc/${String(pid)}/stat`, 'utf8')) ?? [];
    return { name, parent };
  } catch {
    return undefined;
  }
}
