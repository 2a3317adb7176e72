import path from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';

/** What the launcher was asked for. */
export interface LaunchOptions {
  /** Where everything of this stack lies: database, directory, mail, secrets. */
  readonly stateFolder: string;
  /** Empty the state folder first. */
  readonly fresh: boolean;
  /** No Playgrounds; one JSON line when ready. */
  readonly headless: boolean;
  readonly ports: Ports;
}

/** 0 takes a free port. */
export interface Ports {
  readonly page: number;
  readonly bot: number;
  readonly front: number;
  readonly cloud: number;
  readonly postgres: number;
  readonly playgrounds: number;
}

const port = z.coerce.number().int().min(0).max(65_535);

export const usage = `npm start -- [options]
  --fresh         start from the seed: what the state folder holds is deleted
  --headless      start no Playground, print one JSON line when ready
  --state FOLDER  where everything is kept (default: .local)
  --port N        first of eight ports in a row: start page, bot, channel front, local cloud, database, three Playgrounds
                  (default: 3978 to 3982, with the Playgrounds on 56150 to 56152; 0 takes free ports)
  -h, --help      print this`;

/** @throws Error with the usage when the arguments do not fit */
export function readOptions(args: readonly string[]): LaunchOptions | 'help' {
  const values = parsed(args);
  if (values.help) return 'help';
  const base = port.safeParse(values.port ?? 3978);
  if (!base.success || base.data > 65_000) throw new Error(`--port wants a number from 0 to 65000.\n${usage}`);
  const at = (offset: number): number => (base.data === 0 ? 0 : base.data + offset);
  return {
    stateFolder: path.resolve(values.state ?? '.local'),
    fresh: values.fresh ?? false,
    headless: values.headless ?? false,
    ports: { page: at(0), bot: at(1), front: at(2), cloud: at(3), postgres: at(4), playgrounds: base.data === 3978 ? 56_150 : base.data === 0 ? 0 : at(5) },
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      strict: true,
      options: { fresh: { type: 'boolean' }, headless: { type: 'boolean' }, state: { type: 'string' }, port: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    }).values;
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${usage}`, { cause: error });
  }
}
