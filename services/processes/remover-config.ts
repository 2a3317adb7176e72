import { z } from 'zod';
import { removerSettingsSchema, type RemoverSettings } from '../azure/index.js';
import { LockkeeperError, type OrganisationSettings } from '../context/index.js';
import type { DatabaseLogin } from '../database/index.js';
import { databaseAuthentications, databaseLogin, loginFaults } from './database-login.js';

/** Everything that the remover takes from its environment. */
export interface RemoverConfig {
  /** Connects as a member of `lockkeeper_remover`. */
  readonly database: DatabaseLogin;
  readonly azure: RemoverSettings;
  readonly organisation: OrganisationSettings;
  readonly logLevel: string;
}

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const;
const guid = z.guid();
const https = z.url({ protocol: /^https$/ });
const postgres = z.url({ protocol: /^postgres(ql)?$/ });

/** Shared names mean what they mean to the bot. */
const environmentSchema = z.object({
  /** The remover's own login; `DATABASE_URL` where the process has an environment of its own. */
  REMOVER_DATABASE_URL: postgres.optional(),
  DATABASE_URL: postgres.optional(),
  DATABASE_AUTHENTICATION: z.enum(databaseAuthentications).default('password'),
  AZURE_CLIENT_ID: guid.optional(),
  MICROSOFT_APP_TENANT_ID: guid,
  /** `SingleTenant`: an app registration with a secret. `UserAssignedMSI`: a managed identity, which needs none. */
  REMOVER_APP_TYPE: z.enum(['SingleTenant', 'UserAssignedMSI']),
  /** Client id of the registration or of the managed identity. */
  REMOVER_APP_ID: guid,
  REMOVER_APP_PASSWORD: z.string().min(1).optional(),
  ENTRA_AUTHORITY: https.optional(),
  GRAPH_URL: https.optional(),
  /** Azure Resource Manager. */
  ARM_URL: https.optional(),
  ORGANISATION_TIME_ZONE: z.string().default('Europe/London'),
  ORGANISATION_COUNTRY: z.string().optional(),
  LOG_LEVEL: z.enum(logLevels).default('info'),
});
type Environment = z.output<typeof environmentSchema>;

/** @throws LockkeeperError `configuration`, which lists every fault at once and no value (a value may be a secret) */
export function readRemoverConfig(environment: Readonly<Record<string, string | undefined>>): RemoverConfig {
  // A setting left empty in a file of settings is a setting that is not there.
  const given: Readonly<Record<string, string | undefined>> = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = environmentSchema.safeParse(given);
  const faults = [...(parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${given[path.join('.')] === undefined ? 'is not set' : message}`)), ...crossFaults(given)];
  if (!parsed.success || faults.length > 0) {
    throw new LockkeeperError('configuration', `The configuration has ${faults.length === 1 ? 'a fault' : `${String(faults.length)} faults`}:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
  }
  const { data } = parsed;
  return {
    database: databaseLogin(data.REMOVER_DATABASE_URL ?? data.DATABASE_URL ?? '', data),
    azure: removerSettingsSchema.parse({ tenantId: data.MICROSOFT_APP_TENANT_ID, authority: data.ENTRA_AUTHORITY, graphBaseUrl: data.GRAPH_URL, armBaseUrl: data.ARM_URL, credential: credentialOf(data) }),
    organisation: { timeZone: data.ORGANISATION_TIME_ZONE, country: data.ORGANISATION_COUNTRY },
    logLevel: data.LOG_LEVEL,
  };
}

/** What no setting shows by itself; looked at even when another setting is wrong, so that all faults come at once. */
function crossFaults(given: Readonly<Record<string, string | undefined>>): string[] {
  const setting = given['REMOVER_DATABASE_URL'] === undefined ? 'DATABASE_URL' : 'REMOVER_DATABASE_URL';
  const faults = [...loginFaults(setting, given[setting], given)];
  const has = (name: keyof Environment): boolean => given[name] !== undefined;
  if (!has('REMOVER_DATABASE_URL') && !has('DATABASE_URL')) faults.push('REMOVER_DATABASE_URL: is needed (or DATABASE_URL)');
  if (given['REMOVER_APP_TYPE'] === 'SingleTenant' && !has('REMOVER_APP_PASSWORD')) faults.push('REMOVER_APP_PASSWORD: is needed for SingleTenant; a managed identity (UserAssignedMSI) needs none');
  if (given['REMOVER_APP_TYPE'] === 'UserAssignedMSI' && has('REMOVER_APP_PASSWORD')) faults.push('REMOVER_APP_PASSWORD: must not be set with a managed identity');
  return faults;
}

function credentialOf(data: Environment): z.input<typeof removerSettingsSchema>['credential'] {
  if (data.REMOVER_APP_TYPE === 'UserAssignedMSI') return { kind: 'managed-identity', clientId: data.REMOVER_APP_ID };
  return { kind: 'secret', clientId: data.REMOVER_APP_ID, secret: data.REMOVER_APP_PASSWORD ?? '' };
}
