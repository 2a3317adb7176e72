import { runProgram } from '../../bot/cli/program.js';
import type { Settings } from '../../bot/cli/target.js';

/** What an operator sees of one command. */
export interface Operated {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** Runs an operators' command in this process. No local stack is found unless `args` name its folder. */
export async function operate(args: readonly string[], environment: Settings = {}): Promise<Operated> {
  const out: string[] = [];
  const err: string[] = [];
  const folder = args.includes('--state') ? [] : ['--state', '/nonexistent/lockkeeper'];
  const status = await runProgram([...folder, ...args], { environment, answer: (text) => { out.push(text); }, complain: (text) => { err.push(text); } });
  return { status, out: out.join('\n'), err: err.join('\n') };
}

/** The one JSON document on standard output; anything beside it makes this throw. */
export function documentOf({ out }: Pick<Operated, 'out'>): Readonly<Record<string, unknown>> {
  if (out.trimEnd().includes('\n')) throw new Error(`more than one line: ${out}`);
  return JSON.parse(out) as Record<string, unknown>;
}
