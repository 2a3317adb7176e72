import { access, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { everyoneMayPass, loadEmbeddedPostgres, publicFolderFor } from './postgres-package.js';

/** Databases of a running server, for whoever knows its password. */
export interface Databases {
  /** Connection address of a login on a database. */
  url(login: Login, database: string): string;
  createDatabase(name: string, template?: string): Promise<void>;
  dropDatabase(name: string): Promise<void>;
}

/** A PostgreSQL server of the local stack or of a test run, with the logins of every process made. */
export interface LocalPostgres extends Databases {
  readonly port: number;
  /** Where the data lies: not the folder asked for when the server's user could not reach that. */
  readonly folder: string;
  stop(): Promise<void>;
}

/** Who connects: the server's administrator, the owner who migrates, and one login for each process. */
export type Login = 'postgres' | 'lockkeeper_owner' | 'lockkeeper_bot' | 'lockkeeper_remover_process';

export interface PostgresOptions {
  readonly folder: string;
  /** 0 takes a free port. */
  readonly port: number;
  /** `scratch` gives up durability for speed: a test's data may vanish with the machine. */
  readonly keep: 'durable' | 'scratch';
  readonly password: string;
  readonly log?: (line: string) => void;
}

/** @throws Error with a message for people: port in use, folder not usable, server's own words otherwise */
export async function startPostgres(options: PostgresOptions): Promise<LocalPostgres> {
  const port = options.port === 0 ? await freePort() : options.port;
  if (options.port !== 0 && !(await isFree(port))) throw new Error(`Port ${String(port)} is in use: PostgreSQL cannot start there.`);
  const folder = await reachableFolder(path.resolve(options.folder));
  const lines: string[] = [];
  const log = (message: unknown): void => {
    const line = String(message).trim();
    lines.push(line);
    if (lines.length > 40) lines.shift();
    options.log?.(line);
  };
  const scratch = ['-c', 'fsync=off', '-c', 'synchronous_commit=off', '-c', 'full_page_writes=off'];
  const Server = await loadEmbeddedPostgres();
  const server = new Server({
    databaseDir: folder,
    port,
    user: 'postgres',
    password: options.password,
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C.UTF-8', ...(options.keep === 'scratch' ? ['--no-sync'] : [])],
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', '-c', 'max_connections=200', ...(options.keep === 'scratch' ? scratch : [])],
    onLog: log,
    onError: log,
  });
  await stopLeftover(folder);
  const first = !(await exists(path.join(folder, 'PG_VERSION')));
  try {
    if (first) await server.initialise();
    await server.start();
  } catch (error) {
    throw new Error(`PostgreSQL did not start in ${folder}: ${lines.slice(-5).join(' · ') || String(error)}`, { cause: error });
  }
  const databases = databasesOf({ port, password: options.password });
  await asAdministrator(databases.url('postgres', 'postgres'), createLogins(options.password));
  return { ...databases, port, folder, stop: () => server.stop() };
}

/** The databases of a server that runs on loopback, started by this process or another one. */
export function databasesOf({ port, password }: { readonly port: number; readonly password: string }): Databases {
  const url = (login: Login, database: string): string => `postgres://${login}:${password}@127.0.0.1:${String(port)}/${database}`;
  return {
    url,
    // A copy goes from file to file: through the write-ahead log it costs twice as much.
    createDatabase: (name, template) =>
      asAdministrator(url('postgres', 'postgres'), `create database "${name}" owner lockkeeper_owner${template ? ` template "${template}" strategy file_copy` : ''}`),
    dropDatabase: (name) => asAdministrator(url('postgres', 'postgres'), `drop database if exists "${name}" with (force)`),
  };
}

/** Logins own nothing but the owner; the processes' logins inherit the roles that the migration grants. */
function createLogins(password: string): string {
  const login = (name: string, attributes: string): string =>
    `if not exists (select from pg_roles where rolname = '${name}') then create role ${name} login password '${password}' ${attributes}; end if;
     alter role ${name} password '${password}';`;
  const group = (name: string): string => `if not exists (select from pg_roles where rolname = '${name}') then create role ${name} nologin; end if;`;
  return `do $$ begin
    ${group('lockkeeper_runtime')} ${group('lockkeeper_remover')}
    ${login('lockkeeper_owner', 'createrole')} ${login('lockkeeper_bot', '')} ${login('lockkeeper_remover_process', '')}
    grant lockkeeper_runtime to lockkeeper_bot;
    grant lockkeeper_remover to lockkeeper_remover_process;
  end $$`;
}

async function asAdministrator(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/**
 * As root the server runs as user `postgres`, who may not reach a folder inside a private home: then the data goes to /var/tmp, and the file
 * `moved-to` in the folder says where. Where that file is gone, so is what the data belonged to.
 */
async function reachableFolder(wanted: string): Promise<string> {
  await mkdir(path.dirname(wanted), { recursive: true });
  if (process.getuid?.() !== 0) return wanted;
  if (await everyoneMayPass(path.dirname(wanted))) return wanted;
  const elsewhere = path.join(publicFolderFor(wanted), 'postgres');
  const note = path.join(wanted, 'moved-to');
  if (!(await exists(note))) {
    await stopLeftover(elsewhere);
    await rm(elsewhere, { recursive: true, force: true });
    await mkdir(wanted, { recursive: true });
    await writeFile(note, `${elsewhere}\n`);
  }
  await mkdir(path.dirname(elsewhere), { recursive: true, mode: 0o755 });
  return elsewhere;
}

/** A server whose parent was killed goes on by itself: it is stopped before another one starts on its data. */
export async function stopLeftover(folder: string): Promise<void> {
  const pid = Number((await readFile(path.join(folder, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')[0]);
  if (!Number.isInteger(pid) || pid <= 1 || !(await isPostgresOn(pid, folder))) return;
  process.kill(pid, 'SIGINT');
  for (let waited = 0; waited < 100 && (await isPostgresOn(pid, folder)); waited += 1) await pause(100);
}

/** The process id may have been given to another program since: its command line tells. */
async function isPostgresOn(pid: number, folder: string): Promise<boolean> {
  const command = await readFile(`/proc/${String(pid)}/cmdline`, 'utf8').catch(() => '');
  return command.includes('postgres') && command.includes(folder);
}

const exists = (file: string): Promise<boolean> => access(file).then(() => true, () => false);

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

export async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => {
      resolve(false);
    });
    server.listen(port, '127.0.0.1', () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
}
