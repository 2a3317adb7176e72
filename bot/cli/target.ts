import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { LockkeeperError } from '../../services/context/index.js';
import type { DatabaseLogin } from '../../services/database/index.js';
import { databaseLogin, loginFaults } from '../../services/processes/database-login.js';

export type Settings = Readonly<Record<string, string | undefined>>;

/** An address of the database, and where it came from: what an operator must look at when it is wrong. */
export interface Address {
  readonly url: string;
  readonly setting: 'DATABASE_URL' | 'MIGRATION_DATABASE_URL';
  readonly from: 'environment' | 'local stack';
}

/** Where a command works: the database of the environment, or that of the local stack that runs. */
export interface Target {
  /** As the bot. */
  readonly database: Address | undefined;
  /** As the owner; for `migrate` alone. */
  readonly ownerDatabase: Address | undefined;
  /** The bot's settings; one that is left empty is not there. */
  readonly environment: Settings;
}

/** What a local stack writes down while it runs. */
const runtimeSchema = z.object({ pid: z.number().int().positive(), databaseUrl: z.string(), ownerDatabaseUrl: z.string(), environment: z.record(z.string(), z.string()) });

/**
 * The environment, where it names a database; else the local stack that runs on `stateFolder`; else an environment with other settings
 * of the bot, so that `config check` can name what is missing there.
 * @throws LockkeeperError `configuration` when there is nothing of all that
 */
export async function findTarget(env: Settings, stateFolder: string): Promise<Target> {
  const environment: Settings = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const given: Target = { database: addressOf(environment, 'DATABASE_URL'), ownerDatabase: addressOf(environment, 'MIGRATION_DATABASE_URL'), environment };
  if (given.database ?? given.ownerDatabase) return given;
  const running = await runningStack(stateFolder);
  if (running) {
    return {
      database: { url: running.databaseUrl, setting: 'DATABASE_URL', from: 'local stack' },
      ownerDatabase: { url: running.ownerDatabaseUrl, setting: 'MIGRATION_DATABASE_URL', from: 'local stack' },
      environment: running.environment,
    };
  }
  if (environment['MICROSOFT_APP_ID'] !== undefined) return given;
  throw new LockkeeperError('configuration', `There is no DATABASE_URL, and no local stack runs on ${stateFolder}. Set DATABASE_URL, or start a stack with npm start (--state names its folder).`);
}

/**
 * The address that a command needs.
 * @throws LockkeeperError `configuration` when it is not set or is no address of PostgreSQL
 */
export function needAddress(address: Address | undefined, setting: Address['setting']): Address {
  const who = setting === 'DATABASE_URL' ? 'the bot’s login' : 'the login that owns the database';
  const example = `postgres://login:password@host:5432/database, with ${who}`;
  if (!address) throw new LockkeeperError('configuration', `${setting} is not set. It is needed here: ${example}.`);
  if (!isPostgresAddress(address.url)) throw new LockkeeperError('configuration', `${setting} is no address of PostgreSQL. It should look like ${example}; special characters of the password are percent-encoded.`);
  return address;
}

/**
 * How to sign in there: with the address's own password, or as the managed identity that the settings name.
 * @throws LockkeeperError `configuration` when the two do not go together
 */
export function loginTo({ url, setting }: Address, environment: Settings): DatabaseLogin {
  const faults = loginFaults(setting, url, environment);
  if (faults.length > 0) throw new LockkeeperError('configuration', faults.join('\n'));
  return databaseLogin(url, environment);
}

function addressOf(environment: Settings, setting: Address['setting']): Address | undefined {
  const url = environment[setting];
  return url === undefined ? undefined : { url, setting, from: 'environment' };
}

function isPostgresAddress(text: string): boolean {
  try {
    const url = new URL(text);
    // Login and password must decode: the driver would fail on them with the whole address in its error.
    decodeURIComponent(url.username + url.password);
    return /^postgres(ql)?:$/.test(url.protocol);
  } catch {
    return false;
  }
}

async function runningStack(folder: string): Promise<z.output<typeof runtimeSchema> | undefined> {
  const file = path.join(folder, 'runtime.json');
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'EACCES') throw new LockkeeperError('configuration', `${file} may not be read: run the command as the user who started the stack.`);
    return undefined;
  }
  const parsed = runtimeSchema.safeParse(parseJson(text));
  if (!parsed.success) throw new LockkeeperError('configuration', `${file} is damaged or of another version: stop the local stack and start it again with npm start.`);
  return isAlive(parsed.data.pid) ? parsed.data : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process: it lives.
    return codeOf(error) === 'EPERM';
  }
}

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined);
