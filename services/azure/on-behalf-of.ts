import type { Configuration, INetworkModule, NetworkRequestOptions, NetworkResponse } from '@azure/msal-node';
import { z } from 'zod';
import { federatedAssertions } from './app-token.js';
import { publicAuthority, type AzureSettings } from './azure-settings.js';
import { directoryMisconfigured, directoryUnavailable, nameOf } from './directory-fault.js';

/** Exchanges a person's token for the bot's API into one for another API. */
export type OnBehalfOf = (assertion: string) => Promise<{ readonly kind: 'token'; readonly token: string } | { readonly kind: 'sign-in-needed' }>;

const timeoutMs = 10_000;
const faultSchema = z.object({ errorCode: z.string(), subError: z.string().optional() });

/** Entra's answers that a new sign-in of the person may heal. */
const signInHeals: ReadonlySet<string> = new Set(['interaction_required', 'login_required', 'invalid_grant', 'bad_token']);
/** Entra's answers that mean the app registration. */
const registrationFaults: ReadonlySet<string> = new Set(['invalid_client', 'unauthorized_client', 'invalid_scope', 'invalid_resource']);

/**
 * Every exchange has a client of its own, whose memory goes with it: no person's token is kept, none can be taken for another's.
 * Its proof in production is an assertion of the managed identity that the registration trusts; there is no secret.
 * @param scope of the other API, as Entra knows it wherever that API is reached
 * @throws LockkeeperError `directory-unavailable`, or `configuration` when the registration or an administrator's consent is at fault
 */
export function onBehalfOf(settings: AzureSettings, scope: string): OnBehalfOf {
  const proof = proofOf(settings);
  const config: Configuration = {
    auth: {
      clientId: settings.botAppId,
      authority: `${settings.authority}/${settings.tenantId}`,
      ...(settings.authority === publicAuthority ? {} : { knownAuthorities: [new URL(settings.authority).host] }),
      ...proof,
    },
    system: { networkClient: timedNetwork },
  };
  return async (assertion) => {
    const { ConfidentialClientApplication } = await import('@azure/msal-node');
    try {
      const answer = await new ConfidentialClientApplication(config).acquireTokenOnBehalfOf({ oboAssertion: assertion, scopes: [scope], skipCache: true });
      if (answer) return { kind: 'token', token: answer.accessToken };
    } catch (error) {
      return outcomeOf(error);
    }
    throw directoryUnavailable('Entra gave no token');
  };
}

function proofOf(settings: AzureSettings): Pick<Configuration['auth'], 'clientSecret' | 'clientAssertion'> {
  return settings.credential.kind === 'secret' ? { clientSecret: settings.credential.secret } : { clientAssertion: federatedAssertions(settings.credential.clientId) };
}

function outcomeOf(error: unknown): { readonly kind: 'sign-in-needed' } {
  const parsed = faultSchema.safeParse(error);
  if (!parsed.success) throw directoryUnavailable(`no answer from Entra: ${nameOf(error)}`);
  const { errorCode, subError } = parsed.data;
  // An administrator consents to this scope, never the person who would be asked to sign in.
  if (subError === 'consent_required' || errorCode === 'consent_required' || registrationFaults.has(errorCode)) throw directoryMisconfigured(`On-Behalf-Of refused: ${errorCode} ${nameOf(error)}`);
  if (signInHeals.has(errorCode)) return { kind: 'sign-in-needed' };
  throw directoryUnavailable(`On-Behalf-Of failed: ${errorCode} ${nameOf(error)}`);
}

/** msal's own network module sends a POST without any limit of time. */
const timedNetwork: INetworkModule = {
  sendGetRequestAsync: (url, options) => send(url, 'GET', options),
  sendPostRequestAsync: (url, options) => send(url, 'POST', options),
};

async function send<T>(url: string, method: 'GET' | 'POST', options: NetworkRequestOptions = {}): Promise<NetworkResponse<T>> {
  const response = await fetch(url, {
    method,
    headers: options.headers ?? {},
    ...(method === 'POST' ? { body: options.body ?? '' } : {}),
    signal: AbortSignal.timeout(timeoutMs),
    redirect: 'error',
  });
  return { headers: Object.fromEntries(response.headers), body: (await response.json()) as T, status: response.status };
}
