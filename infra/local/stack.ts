import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { connect, migrate } from '../../services/database/index.js';
import { organisationFrom, systemClock } from '../../services/context/index.js';
import { buildTemplates } from './build-templates.js';
import { writeLandingZones } from './landing-zones.js';
import { Child } from './child.js';
import type { LaunchOptions } from './options.js';
import { personas } from './personas.js';
import { freePort, isFree, stopLeftover } from './postgres.js';
import { localDocuments } from './local-documents.js';
import { Playgrounds } from './playgrounds.js';
import { seedDatabase } from './seed/seed-database.js';
import { botId, people, removerId, systemGroups, tenantId } from './seed/people.js';
import { serveStartPage, type Addresses } from './start-page.js';
import { emptyStateFolder, readSecrets, takeStateFolder, writeRuntime } from './state-folder.js';

const connectionName = 'lockkeeper';
const timeZone = 'Europe/London';

/** A local stack that runs. */
export interface Stack {
  readonly addresses: Addresses;
  readonly messagesUrl: string;
  readonly botUrl: string;
  readonly healthUrl: string;
  readonly localCloudUrl: string;
  stop(): Promise<void>;
}

const postgresReady = z.object({ ready: z.literal(true), folder: z.string(), owner: z.string(), bot: z.string(), remover: z.string() });
const cloudReady = z.object({ ready: z.literal(true), url: z.string(), frontUrl: z.string(), adminUrl: z.string(), directoryUrl: z.string(), caCertificatePath: z.string() });
const processReady = z.object({ ready: z.literal(true), port: z.number().optional() });

/**
 * Starts everything: database, local cloud, bot, remover, Playgrounds, start page. What fails stops what had started.
 * @param onDeath told when a child ends by itself; the stack is no longer whole then
 * @param givenUp ends a start that is under way: what had started is stopped, and the start fails
 * @throws Error with a message for people
 */
export async function startStack(options: LaunchOptions, log: (name: string, line: string) => void, onDeath: (message: string) => void, givenUp: AbortSignal): Promise<Stack> {
  const giveBack = await takeStateFolder(options.stateFolder);
  const stops: (() => Promise<void>)[] = [giveBack];
  let stopped = Promise.resolve();
  const stop = (): Promise<void> => {
    stopped = stopped.then(async () => {
      for (const end of stops.splice(0).reverse()) await end().catch(() => undefined);
    });
    return stopped;
  };
  const start = (name: string, script: string, environment: Readonly<Record<string, string>>): Child => {
    givenUp.throwIfAborted();
    const child = Child.start({ name, script, environment, log: (line) => { log(name, line); } }, onDeath);
    stops.push(() => child.stop());
    return child;
  };
  // Whoever waits for a child to get ready hears that it has ended.
  const giveUp = (): void => void stop();
  givenUp.addEventListener('abort', giveUp);
  try {
    if (options.fresh) await emptyStateFolder(options.stateFolder);
    const mail = path.join(options.stateFolder, 'mail');
    await mkdir(mail, { recursive: true });
    const secrets = await readSecrets(options.stateFolder);
    const ports = await settlePorts(options);

    const page = await serveStartPage(ports.page);
    stops.push(() => page.stop());

    const postgres = start('database', 'infra/local/postgres-process.ts', {
      LOCAL_POSTGRES_FOLDER: path.join(options.stateFolder, 'postgres'),
      LOCAL_POSTGRES_PORT: String(ports.postgres),
      LOCAL_POSTGRES_PASSWORD: secrets.database,
    });
    const templates = path.join(options.stateFolder, 'templates');
    await buildTemplates(templates, (line) => { log('templates', line); });
    const cloud = start('local cloud', 'infra/local/cloud/main.ts', {
      LOCAL_CLOUD_STATE_FOLDER: options.stateFolder,
      LOCAL_CLOUD_HTTPS_PORT: String(ports.cloud),
      LOCAL_CLOUD_FRONT_PORT: String(ports.front),
      LOCAL_CLOUD_FRONT_SECRET: secrets.front,
      LOCAL_CLOUD_BOT_SECRET: secrets.bot,
      LOCAL_CLOUD_REMOVER_SECRET: secrets.remover,
      LOCAL_CLOUD_CONNECTION_NAME: connectionName,
      LOCAL_CLOUD_TEMPLATES_FOLDER: templates,
    });
    const [database, directory] = await Promise.all([postgres.ready(readAs(postgresReady)), cloud.ready(readLineAs(cloudReady))]);
    stops.splice(1, 0, () => stopLeftover(database.folder));

    await migrate(database.owner);
    const owner = connect(database.owner, 2);
    const seeded = await seedDatabase(owner, { clock: systemClock, organisation: await organisationFrom({ timeZone }) }).finally(() => owner.destroy());
    // The owner of the workspaces has signed in before; nobody else has.
    if (seeded === 'seeded') await signIn(directory.adminUrl, people.ines.id);

    const shared = { MICROSOFT_APP_TENANT_ID: tenantId, ENTRA_AUTHORITY: directory.url, GRAPH_URL: directory.url, ARM_URL: directory.url, ORGANISATION_TIME_ZONE: timeZone, NODE_EXTRA_CA_CERTS: directory.caCertificatePath };
    const documents = await localDocuments(options.stateFolder);
    const environment = {
      ...shared,
      DATABASE_URL: database.bot,
      HOST: '127.0.0.1',
      PORT: String(ports.bot),
      MICROSOFT_APP_TYPE: 'SingleTenant',
      MICROSOFT_APP_ID: botId,
      MICROSOFT_APP_PASSWORD: secrets.bot,
      OAUTH_CONNECTION_NAME: connectionName,
      SYSTEM_MANAGER_GROUP: systemGroups['system-manager'].id,
      PROGRAMME_MANAGER_GROUP: systemGroups['programme-manager'].id,
      FINANCE_GROUP: systemGroups.finance.id,
      REFEREE_COLLEGE_GROUP: systemGroups['referee-college'].id,
      SERVICE_URL_HOSTS: 'localhost,127.0.0.1',
      CHANNEL_OPENID_METADATA_URL: `${directory.url}/botframework/.well-known/openidconfiguration`,
      TOKEN_SERVICE_URL: directory.url,
      LANDING_ZONES: await writeLandingZones(options.stateFolder),
      ORGANISATION_NAME: 'Northgate University Hospital',
      DOCUMENT_STORE_URL: documents.url,
      DOCUMENT_STORE_LOCAL_ACCOUNT: `${documents.settings.LOCAL_DOCUMENTS_ACCOUNT}:${documents.settings.LOCAL_DOCUMENTS_KEY}`,
      PUBLIC_URL: `http://127.0.0.1:${String(ports.bot)}`,
    };
    const bot = start('bot', 'bot/main.ts', environment);
    const remover = start('remover', 'services/processes/remover.ts', {
      ...shared,
      REMOVER_DATABASE_URL: database.remover,
      REMOVER_APP_TYPE: 'SingleTenant',
      REMOVER_APP_ID: removerId,
      REMOVER_APP_PASSWORD: secrets.remover,
    });
    await Promise.all([bot.ready(readAs(processReady)), remover.ready(readAs(processReady))]);
    // Nobody waits for it: it comes up while people look around, and until then the bot says that documents cannot be reached.
    start('document store', 'infra/local/document-store-process.ts', documents.settings)
      .ready(readAs(processReady))
      .catch((error: unknown) => { if (!givenUp.aborted && stops.length > 0) onDeath(error instanceof Error ? error.message : String(error)); });
    const botUrl = `http://127.0.0.1:${String(ports.bot)}/api/messages`;
    cloud.send({ botUrl });

    givenUp.throwIfAborted();
    const windows = new Playgrounds({ stateFolder: options.stateFolder, firstPort: ports.playgrounds, messagesUrl: directory.frontUrl, log, started: (child) => stops.push(() => child.stop()), onDeath });
    const atOnce = options.headless ? [] : personas.filter(({ playground }) => playground);
    const playgrounds = await Promise.all(atOnce.map(async ({ role }) => ({ role, url: await windows.open(role) })));
    await writeRuntime(options.stateFolder, { pid: process.pid, databaseUrl: database.bot, ownerDatabaseUrl: database.owner, environment });
    givenUp.throwIfAborted();
    const addresses: Addresses = {
      page: page.url,
      bot: botUrl,
      cloud: directory.url,
      directory: directory.directoryUrl,
      mail,
      data: database.folder,
      playgrounds,
    };
    page.show(addresses, (role) => windows.open(role));
    return { addresses, messagesUrl: directory.frontUrl, botUrl, healthUrl: `http://127.0.0.1:${String(ports.bot)}/health`, localCloudUrl: directory.url, stop };
  } catch (error) {
    await stop();
    throw error;
  } finally {
    givenUp.removeEventListener('abort', giveUp);
  }
}

/** Ports as asked for, each free; 0 becomes a free one. */
async function settlePorts(options: LaunchOptions): Promise<LaunchOptions['ports']> {
  const { ports } = options;
  const named = { 'start page': ports.page, bot: ports.bot, 'channel front': ports.front, 'local cloud': ports.cloud, database: ports.postgres };
  const playgrounds = options.headless || ports.playgrounds === 0 ? [] : personas.filter(({ playground }) => playground).map((persona, index) => [`Playground of ${persona.person.name}`, ports.playgrounds + index] as const);
  const taken: string[] = [];
  for (const [name, port] of [...Object.entries(named), ...playgrounds]) {
    if (port !== 0 && !(await isFree(port))) taken.push(`port ${String(port)} (${name})`);
  }
  if (taken.length > 0) throw new Error(`In use: ${taken.join(', ')}. Stop what uses ${taken.length === 1 ? 'it' : 'them'}, or start with --port ANOTHER (0 takes free ports).`);
  const settle = async (port: number): Promise<number> => (port === 0 ? freePort() : port);
  return { ...ports, bot: await settle(ports.bot), front: await settle(ports.front), cloud: await settle(ports.cloud), postgres: await settle(ports.postgres) };
}

async function signIn(adminUrl: string, userId: string): Promise<void> {
  const response = await fetch(`${adminUrl}/sign-in`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ userId }) });
  if (!response.ok) throw new Error(`The local cloud refused the seeded sign-in: ${String(response.status)}`);
}

const readAs =
  <Value>(schema: z.ZodType<Value>) =>
  (message: unknown): Value | undefined =>
    schema.safeParse(message).data;

/** A JSON line on standard output. */
const readLineAs =
  <Value>(schema: z.ZodType<Value>) =>
  (line: unknown): Value | undefined => {
    if (typeof line !== 'string' || !line.startsWith('{')) return undefined;
    try {
      return schema.safeParse(JSON.parse(line)).data;
    } catch {
      return undefined;
    }
  };
