import { z } from 'zod';
import { faultsIn } from './faults.js';
import type { PlaceholderValues } from './placeholders.js';

/** Names that lead nowhere outside one machine or one test (RFC 2606, RFC 6761, RFC 6762). */
const reserved = /(^|\.)(localhost|local|test|invalid|example|example\.(com|net|org))$/;
const isPublicHost = (host: string): boolean => /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/.test(host) && !reserved.test(host);

const guid = z.guid('is no GUID').refine((id) => !/^[0-]+$/.test(id), 'is the empty GUID');
const host = z.string().toLowerCase().refine(isPublicHost, 'is no public host name; write it without scheme, port and path');
/** Pages that Teams shows to people before they install the app. */
const page = z
  .url({ protocol: /^https$/, error: 'is no https address', abort: true })
  .max(2048)
  .refine((address) => isPublicHost(new URL(address).hostname), 'is on no public host');

/** Longest suffix with which the short name still has Teams' 30 characters. */
const longestSuffix = 30 - 'Lockkeeper'.length;

const environment = z.object({
  /** Identifies the app in Teams; made once and kept for every later version. */
  TEAMS_APP_ID: guid,
  /** As the bot is told, see `bot/config.ts`. */
  MICROSOFT_APP_ID: guid,
  /** As the bot is told: with a managed identity, the app registration that people sign in to. */
  OBO_APP_ID: guid.optional(),
  /** Where the bot is reached. */
  BOT_DOMAIN: host,
  DEVELOPER_NAME: z.string().trim().min(1, 'is empty').max(32, 'is longer than 32 characters'),
  DEVELOPER_WEBSITE: page,
  PRIVACY_URL: page,
  TERMS_URL: page,
  /** Teams takes a changed package only under a new version. */
  APP_VERSION: z.string().regex(/^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/, 'is no version such as 1.2.3').optional(),
  /** Tells a second installation apart, such as ` (trial)`. */
  APP_NAME_SUFFIX: z.string().max(longestSuffix, `is longer than ${String(longestSuffix)} characters`).default(''),
  /** Host of the token service's sign-in page. Regions and clouds have their own (Azure AI Bot Service, "OAuth URL support"). */
  SIGN_IN_DOMAIN: host.refine((name) => /^([a-z]+\.)?token\.botframework\.(com|azure\.us|azure\.cn)$/.test(name), 'is no host of the Bot Framework token service').default('token.botframework.com'),
});

const settingNames = Object.keys(environment.shape);
const optional = Object.entries(environment.shape).filter(([, setting]) => setting.safeParse(undefined).success).map(([name]) => name);

/** The environment variables that are read, in a sentence. */
export const settingsInWords = `${settingNames.filter((name) => !optional.includes(name)).join(', ')}; if need be also ${optional.join(', ')}`;

/** Stands for an organisation while none is named: the bot of the local tenant, on hosts that exist nowhere. */
const localExample = {
  TEAMS_APP_ID: '3d0b7c52-6a54-4f0e-9a53-7e1c2b8d4f60',
  BOT_ID: '8a0b6d3e-41c7-4b59-8a36-0f1f7a2e9d10',
  AAD_APP_CLIENT_ID: '8a0b6d3e-41c7-4b59-8a36-0f1f7a2e9d10',
  BOT_DOMAIN: 'lockkeeper.northgate.example',
  SIGN_IN_DOMAIN: 'token.botframework.com',
  DEVELOPER_NAME: 'Northgate Research Data',
  DEVELOPER_WEBSITE: 'https://northgate.example/lockkeeper',
  PRIVACY_URL: 'https://northgate.example/lockkeeper/privacy',
  TERMS_URL: 'https://northgate.example/lockkeeper/terms',
  APP_NAME_SUFFIX: ' (local)',
} as const;

export interface PackageSettings {
  /** `local-example` when no setting was given: a package to look at, which Teams cannot use. */
  readonly purpose: 'organisation' | 'local-example';
  readonly values: PlaceholderValues;
}

/**
 * Reads from the environment what the app package says about an organisation. An empty variable counts as not given.
 * @param defaults `version` is used without APP_VERSION; `withoutSettings` says what follows when nothing at all was given
 * @throws LockkeeperError `configuration`, which lists every fault at once
 */
export function readSettings(
  env: Readonly<Record<string, string | undefined>>,
  defaults: { readonly version: string; readonly withoutSettings: 'local-example' | 'refuse' },
): PackageSettings {
  const given = Object.fromEntries(settingNames.flatMap((name) => (env[name] === undefined || env[name] === '' ? [] : [[name, env[name]]])));
  if (Object.keys(given).length === 0 && defaults.withoutSettings === 'local-example') {
    return { purpose: 'local-example', values: { ...localExample, APP_VERSION: defaults.version } };
  }
  const parsed = environment.safeParse(given);
  if (!parsed.success) throw faultsIn('the settings of the app package', parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.code === 'invalid_type' ? 'is missing' : issue.message}`));
  const { MICROSOFT_APP_ID: botId, OBO_APP_ID: signInApp = botId, APP_VERSION: version = defaults.version, ...same } = parsed.data;
  return { purpose: 'organisation', values: { ...same, BOT_ID: botId, AAD_APP_CLIENT_ID: signInApp, APP_VERSION: version } };
}
