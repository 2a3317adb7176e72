import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { LockkeeperError } from '../../services/context/index.js';

/** Where a command works: the database of the environment, or that of the local stack that runs. */
export interface Target {
  readonly databaseUrl: string;
  /** For `migrate` alone. */
  readonly ownerDatabaseUrl: string | undefined;
  /** The bot's settings. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly from: 'environment' | 'local stack';
}

/** What a local stack writes down while it runs. */
const runtime = z.object({ pid: z.number().int().positive(), databaseUrl: z.string(), ownerDatabaseUrl: z.string(), environment: z.record(z.string(), z.string()) });

/** @throws LockkeeperError `configuration` when neither is there */
export async function findTarget(env: Readonly<Record<string, string | undefined>>, stateFolder: string): Promise<Target> {
  const databaseUrl = env['DATABASE_URL'];
  const ownerDatabaseUrl = env['MIGRATION_DATABASE_URL'];
  if (databaseUrl || ownerDatabaseUrl) {
    return { databaseUrl: databaseUrl ?? ownerDatabaseUrl ?? '', ownerDatabaseUrl, environment: env, from: 'environment' };
  }
  const text = await readFile(path.join(stateFolder, 'runtime.json'), 'utf8').catch(() => undefined);
  const running = text === undefined ? undefined : runtime.parse(JSON.parse(text));
  if (!running || !isAlive(running.pid)) {
    throw new LockkeeperError('configuration', `There is no DATABASE_URL, and no local stack runs on ${stateFolder}. Set DATABASE_URL, or start one with npm start.`);
  }
  return { ...running, from: 'local stack' };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
