import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

/** Secrets of one local stack, made at its first start. */
const secretsSchema = z.object({ front: z.string().min(16), bot: z.string().min(16), remover: z.string().min(16), database: z.string().min(16) });
export type Secrets = z.output<typeof secretsSchema>;

/** What the operators' commands need to find a stack that runs. */
export interface Runtime {
  readonly pid: number;
  readonly databaseUrl: string;
  readonly ownerDatabaseUrl: string;
  /** The bot's settings. */
  readonly environment: Readonly<Record<string, string>>;
}

const lockFile = (folder: string): string => path.join(folder, 'lock');
export const runtimeFile = (folder: string): string => path.join(folder, 'runtime.json');

/**
 * Takes the state folder for this process.
 * @returns how to give it back
 * @throws Error naming the process that has it
 */
export async function takeStateFolder(folder: string): Promise<() => Promise<void>> {
  await mkdir(folder, { recursive: true, mode: 0o755 });
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      const file = await open(lockFile(folder), 'wx');
      await file.writeFile(String(process.pid));
      await file.close();
      return async () => {
        await rm(runtimeFile(folder), { force: true });
        await rm(lockFile(folder), { force: true });
      };
    } catch (error) {
      if (!isExisting(error)) throw error;
      const holder = Number(await readFile(lockFile(folder), 'utf8').catch(() => ''));
      if (isAlive(holder)) throw new Error(`Lockkeeper already runs on ${folder} (process ${String(holder)}). Stop that one first, or start with --state ANOTHER_FOLDER --port 0.`);
      // Whoever had it was killed and could not give it back.
      await rm(lockFile(folder), { force: true });
    }
  }
  throw new Error(`Somebody else is starting on ${folder} right now. Try again.`);
}

/** Deletes what the folder holds, but the lock. */
export async function emptyStateFolder(folder: string): Promise<void> {
  for (const name of ['cloud', 'documents', 'mail', 'postgres', 'playgrounds', 'templates', 'secrets.json', 'runtime.json']) await rm(path.join(folder, name), { recursive: true, force: true });
}

export async function readSecrets(folder: string): Promise<Secrets> {
  const file = path.join(folder, 'secrets.json');
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text !== undefined) return secretsSchema.parse(JSON.parse(text));
  const make = (): string => randomBytes(24).toString('hex');
  const secrets: Secrets = { front: make(), bot: make(), remover: make(), database: make() };
  await writeFile(file, JSON.stringify(secrets), { mode: 0o600 });
  return secrets;
}

export async function writeRuntime(folder: string, runtime: Runtime): Promise<void> {
  await writeFile(runtimeFile(folder), JSON.stringify(runtime), { mode: 0o600 });
}

function isExisting(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'EEXIST';
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
