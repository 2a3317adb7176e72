import { z } from 'zod';
import { LockkeeperError, type SystemRole } from '../services/context/index.js';

const guid = z.guid();
const port = z.coerce.number().int().min(1).max(65_535);
const https = z.url({ protocol: /^https$/ });
const postgres = z.url({ protocol: /^postgres(ql)?$/ });

/** Hosts of Teams' connectors, public and government (Microsoft's documentation); tokens go to no other. */
const teamsHosts = 'smba.trafficmanager.net,smba.infra.gcc.teams.microsoft.com,smba.infra.gov.teams.microsoft.us,smba.infra.dod.teams.microsoft.us';

const environment = z
  .object({
    DATABASE_URL: postgres,
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
    /** Said to people who drop a file into the chat. */
    DEPOSIT_CONTACT: z.string().min(1).max(200).default('your Project Manager'),
    LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal']).default('info'),
    SERVICE_URL_HOSTS: z
      .string()
      .default(teamsHosts)
      .transform((list) => list.split(',').map((host) => host.trim().toLowerCase()).filter(Boolean))
      .refine((hosts) => hosts.length > 0, 'names no host'),
    ENTRA_AUTHORITY: https.default('https://login.microsoftonline.com'),
    GRAPH_URL: https.default('https://graph.microsoft.com'),
    CHANNEL_OAUTH_SCOPE: z.string().min(1).default('https://api.botframework.com'),
    CHANNEL_TOKEN_ISSUER: z.string().min(1).default('https://api.botframework.com'),
    CHANNEL_OPENID_METADATA_URL: https.default('https://login.botframework.com/v1/.well-known/openidconfiguration'),
    TOKEN_SERVICE_URL: https.default('https://api.botframework.com'),
  })
  .superRefine((values, check) => {
    if (values.MICROSOFT_APP_TYPE === 'SingleTenant' && values.MICROSOFT_APP_PASSWORD === undefined) {
      check.addIssue({ code: 'custom', path: ['MICROSOFT_APP_PASSWORD'], message: 'is needed for SingleTenant; a managed identity (UserAssignedMSI) needs none' });
    }
    if (values.MICROSOFT_APP_TYPE === 'UserAssignedMSI' && values.MICROSOFT_APP_PASSWORD !== undefined) {
      check.addIssue({ code: 'custom', path: ['MICROSOFT_APP_PASSWORD'], message: 'must not be set with a managed identity' });
    }
    if (values.MICROSOFT_APP_TYPE === 'SingleTenant' && values.OBO_APP_ID !== undefined && values.OBO_APP_ID !== values.MICROSOFT_APP_ID) {
      check.addIssue({ code: 'custom', path: ['OBO_APP_ID'], message: 'goes with a managed identity; a SingleTenant bot exchanges tokens with its own registration' });
    }
    if (values.MICROSOFT_APP_TYPE === 'UserAssignedMSI' && values.OBO_APP_ID === undefined) {
      check.addIssue({ code: 'custom', path: ['OBO_APP_ID'], message: 'is needed with a managed identity: the app registration that exposes the API and trusts the identity' });
    }
    const groups = [values.SYSTEM_MANAGER_GROUP, values.PROGRAMME_MANAGER_GROUP, values.FINANCE_GROUP, values.REFEREE_COLLEGE_GROUP];
    if (new Set(groups).size < groups.length) check.addIssue({ code: 'custom', path: ['PROGRAMME_MANAGER_GROUP'], message: 'each system role needs a directory group of its own' });
  });

/** Every setting of the bot, checked. */
export type Config = z.output<typeof environment>;

/**
 * Reads the settings from the environment.
 * @throws LockkeeperError `configuration`, which lists every fault at once and no value (a value may be a secret)
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = environment.safeParse(given);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new LockkeeperError('configuration', `The configuration has ${faults.length === 1 ? 'a fault' : `${String(faults.length)} faults`}:\n${faults.join('\n')}`);
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

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
