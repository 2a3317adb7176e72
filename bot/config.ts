import { z } from 'zod';
import { LockkeeperError, type SystemRole } from '../services/context/index.js';
import { databaseAuthentications, loginFaults } from '../services/processes/database-login.js';
import { requestTypes } from '../services/requests/index.js';

const guid = z.guid();
const port = z.coerce.number().int().min(1).max(65_535);
const https = z.url({ protocol: /^https$/ });
const isLoopback = (address: string): boolean => URL.canParse(address) && ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(address).hostname);
/** An address of the outside world is https; only on this machine http will do. */
const httpsOrLoopback = z
  .url({ protocol: /^https?$/ })
  .refine((address) => address.startsWith('https:') || isLoopback(address), 'must be an https address')
  .transform((address) => address.replace(/\/+$/, ''));
const postgres = z.url({ protocol: /^postgres(ql)?$/ });

/** Hosts of Teams' connectors, public and government (Microsoft's documentation); tokens go to no other. */
const teamsHosts = 'smba.trafficmanager.net,smba.infra.gcc.teams.microsoft.com,smba.infra.gov.teams.microsoft.us,smba.infra.dod.teams.microsoft.us';

const environment = z.object({
  DATABASE_URL: postgres,
  /** `managed-identity`: the address holds no password, and each connection shows a token of the identity `AZURE_CLIENT_ID`. */
  DATABASE_AUTHENTICATION: z.enum(databaseAuthentications).default('password'),
  AZURE_CLIENT_ID: guid.optional(),
  HOST: z.string().default('0.0.0.0'),
  PORT: port.default(3978),
  MICROSOFT_APP_TYPE: z.enum(['SingleTenant', 'UserAssignedMSI']),
  MICROSOFT_APP_ID: guid,
  MICROSOFT_APP_TENANT_ID: guid,
  MICROSOFT_APP_PASSWORD: z.string().min(1).optional(),
  /** With a managed identity: the app registration that exposes the API people sign in to, and trusts the identity. */
  OBO_APP_ID: guid.optional(),
  /** Name of the OAuth connection of the bot's registration, whose scope is our own API. */
  OAUTH_CONNECTION_NAME: z.string().min(1),
  SYSTEM_MANAGER_GROUP: guid,
  PROGRAMME_MANAGER_GROUP: guid,
  FINANCE_GROUP: guid,
  REFEREE_COLLEGE_GROUP: guid,
  ORGANISATION_TIME_ZONE: z.string().refine(isTimeZone, 'is no IANA time zone').default('Europe/London'),
  /** ISO country code whose public holidays are no working days; without one only weekends are. */
  ORGANISATION_COUNTRY: z.string().regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/).optional(),
  /** Working days for each stage, where they differ from the rules' own: `data-access=5,join-workspace=3`. */
  STAGE_DAYS: z.string().default('').transform(readStageDays),
  /** Folder with the institution's own flowcharts, beside those that come with the product. */
  FLOWCHARTS_FOLDER: z.string().min(1).optional(),
  /** The institution's name, as it signs agreements with data providers. */
  ORGANISATION_NAME: z.string().trim().min(1).max(200).default('The institution'),
  /** File with the institution's own template of those agreements, in place of the one that comes with the product. */
  AGREEMENT_TEMPLATE: z.string().min(1).optional(),
  /** File with the machines that can be asked for and what they cost, in place of the one that comes with the product. */
  MACHINE_CATALOGUE: z.string().min(1).optional(),
  /** File with the landing zones; without one the product builds no workspaces. */
  LANDING_ZONES: z.string().min(1).optional(),
  /** Container in which signed documents are kept. */
  DOCUMENT_STORE_URL: httpsOrLoopback,
  /** Account and key of a store on this machine, as `account:key`; in Azure the bot writes as itself. */
  DOCUMENT_STORE_LOCAL_ACCOUNT: z.string().regex(/^[a-z0-9]{3,24}:[A-Za-z0-9+/=]{24,}$/, 'is not of the form account:key').optional(),
  /** Where people reach the bot's pages in a browser. */
  PUBLIC_URL: httpsOrLoopback,
  /** Flowcharts by which a work package may be classified, by name. */
  CLASSIFICATION_FLOWCHARTS: z.string().default('turing-tiers').transform((list) => list.split(',').map((name) => name.trim()).filter(Boolean)),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal']).default('info'),
  SERVICE_URL_HOSTS: z
    .string()
    .default(teamsHosts)
    .transform((list) => list.split(',').map((host) => host.trim().toLowerCase()).filter(Boolean))
    .refine((hosts) => hosts.length > 0, 'names no host'),
  ENTRA_AUTHORITY: https.default('https://login.microsoftonline.com'),
  GRAPH_URL: https.default('https://graph.microsoft.com'),
  /** Azure Resource Manager. */
  ARM_URL: https.default('https://management.azure.com').transform((address) => address.replace(/\/+$/, '')),
  CHANNEL_OAUTH_SCOPE: z.string().min(1).default('https://api.botframework.com'),
  CHANNEL_TOKEN_ISSUER: z.string().min(1).default('https://api.botframework.com'),
  CHANNEL_OPENID_METADATA_URL: https.default('https://login.botframework.com/v1/.well-known/openidconfiguration'),
  TOKEN_SERVICE_URL: https.default('https://api.botframework.com'),
});

/** Every setting of the bot, checked. */
export type Config = z.output<typeof environment>;

/**
 * Reads the settings from the environment.
 * @throws LockkeeperError `configuration`, which lists every fault at once and no value (a value may be a secret)
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  // A setting left empty in a file of settings is a setting that is not there.
  const given: Readonly<Record<string, string | undefined>> = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(given);
  const faults = [
    ...(parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${given[path.join('.')] === undefined ? 'is not set' : message}`)),
    ...crossFaults(given),
  ];
  if (parsed.success && faults.length === 0) return parsed.data;
  throw new LockkeeperError('configuration', `The configuration has ${faults.length === 1 ? 'a fault' : `${String(faults.length)} faults`}:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
}

/** What no setting shows by itself; looked at even when another setting is wrong, so that all faults come at once. */
function crossFaults(given: Readonly<Record<string, string | undefined>>): readonly string[] {
  const faults = [...loginFaults('DATABASE_URL', given['DATABASE_URL'], given)];
  const { MICROSOFT_APP_TYPE: type, MICROSOFT_APP_PASSWORD: password, MICROSOFT_APP_ID: appId, OBO_APP_ID: exchanger } = given;
  if (type === 'SingleTenant' && password === undefined) faults.push('MICROSOFT_APP_PASSWORD: is needed for SingleTenant; a managed identity (UserAssignedMSI) needs none');
  if (type === 'UserAssignedMSI' && password !== undefined) faults.push('MICROSOFT_APP_PASSWORD: must not be set with a managed identity');
  if (type === 'SingleTenant' && exchanger !== undefined && exchanger !== appId) faults.push('OBO_APP_ID: goes with a managed identity; a SingleTenant bot exchanges tokens with its own registration');
  if (type === 'UserAssignedMSI' && exchanger === undefined) faults.push('OBO_APP_ID: is needed with a managed identity: the app registration that exposes the API and trusts the identity');
  const { DOCUMENT_STORE_URL: documents, DOCUMENT_STORE_LOCAL_ACCOUNT: localAccount } = given;
  if (localAccount !== undefined && documents !== undefined && !isLoopback(documents)) faults.push('DOCUMENT_STORE_LOCAL_ACCOUNT: is for a store on this machine; in Azure the bot writes as itself, without account keys');
  const groups = [given['SYSTEM_MANAGER_GROUP'], given['PROGRAMME_MANAGER_GROUP'], given['FINANCE_GROUP'], given['REFEREE_COLLEGE_GROUP']].filter((group) => group !== undefined);
  if (new Set(groups).size < groups.length) faults.push('PROGRAMME_MANAGER_GROUP: each system role needs a directory group of its own');
  return faults;
}

/** The directory group of each system role. */
export function systemRoleGroups(config: Config): Readonly<Record<SystemRole, string>> {
  return {
    'system-manager': config.SYSTEM_MANAGER_GROUP,
    'programme-manager': config.PROGRAMME_MANAGER_GROUP,
    finance: config.FINANCE_GROUP,
    'referee-college': config.REFEREE_COLLEGE_GROUP,
  };
}

/** What has a number of working days: the stages of each type of request, and classifying. */
const stageNames = [...requestTypes, 'classification'] as const;
type StageName = (typeof stageNames)[number];

/** Reads `type=days` pairs; a fault is told as zod tells its own. */
function readStageDays(list: string, check: z.RefinementCtx): Readonly<Partial<Record<StageName, number>>> {
  const days: Partial<Record<StageName, number>> = {};
  for (const pair of list.split(',').map((part) => part.trim()).filter(Boolean)) {
    const [name, number] = pair.split('=').map((part) => part.trim());
    const type = stageNames.find((known) => known === name);
    const count = Number(number);
    if (!type || !Number.isInteger(count) || count < 1 || count > 60) {
      check.addIssue({ code: 'custom', message: `wants pairs such as ${stageNames.join('=5,')}=5, with 1 to 60 days` });
      return z.NEVER;
    }
    days[type] = count;
  }
  return days;
}

/** Account and key of a store on this machine. */
export function localAccountOf({ DOCUMENT_STORE_LOCAL_ACCOUNT: given }: Config): { readonly account: string; readonly key: string } | undefined {
  if (given === undefined) return undefined;
  const colon = given.indexOf(':');
  return { account: given.slice(0, colon), key: given.slice(colon + 1) };
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
