import type { TokenCredential } from '@azure/identity';
import { botCredential, publicArm, publicAuthority, publicGraph, type AppCredential, type AzureSettings, type DirectoryAddress } from './azure-settings.js';
import { directoryUnavailable, nameOf } from './directory-fault.js';

/** An access token, fetched or still good. Throws LockkeeperError. */
export type TokenSource = () => Promise<string>;

const timeoutMs = 10_000;

/** Graph as Entra knows it, wherever it is reached. */
const graphScope = `${publicGraph}/.default`;
/** What a federated credential's assertion is issued for. */
const exchangeScope = 'api://AzureADTokenExchange/.default';
/** Azure Database for PostgreSQL, to which a token is the password. */
const databaseScope = 'https://ossrdbms-aad.database.windows.net/.default';

/** Tokens with which an application reads or writes Graph by itself. The SDK keeps them in memory until shortly before they expire. */
export function appTokens(address: DirectoryAddress, credential: AppCredential): TokenSource {
  return tokensOf(() => openCredential(address, credential), graphScope);
}

/** Tokens with which an application acts in Azure by itself. */
export function armTokens(address: DirectoryAddress, credential: AppCredential): TokenSource {
  return tokensOf(() => openCredential(address, credential), `${publicArm}/.default`);
}

/** Tokens with which the bot answers its channel and asks the token service; `audience` without the `/.default`. */
export function channelTokens(settings: AzureSettings, audience: string): TokenSource {
  return tokensOf(() => openCredential(settings, botCredential(settings)), `${audience}/.default`);
}

/** Assertions of a managed identity, by which an app registration that trusts it proves itself without a secret. */
export function federatedAssertions(managedIdentityClientId: string): TokenSource {
  return tokensOf(() => openManagedIdentity(managedIdentityClientId), exchangeScope);
}

/** Tokens with which a managed identity signs in to the database. */
export function databaseTokens(managedIdentityClientId: string): TokenSource {
  return tokensOf(() => openManagedIdentity(managedIdentityClientId), databaseScope);
}

function tokensOf(open: () => Promise<TokenCredential>, scope: string): TokenSource {
  let credential: Promise<TokenCredential> | undefined;
  return async () => {
    credential ??= open();
    try {
      const token = await (await credential).getToken(scope, { abortSignal: AbortSignal.timeout(timeoutMs) });
      if (token) return token.token;
    } catch (error) {
      throw directoryUnavailable(`no token for ${scope}: ${nameOf(error)}`);
    }
    throw directoryUnavailable(`no token for ${scope}`);
  };
}

/** The credential of an application: its secret, or its managed identity. */
export async function openCredential(address: DirectoryAddress, credential: AppCredential): Promise<TokenCredential> {
  if (credential.kind === 'managed-identity') return openManagedIdentity(credential.clientId);
  const { ClientSecretCredential } = await import('@azure/identity');
  return new ClientSecretCredential(address.tenantId, credential.clientId, credential.secret, {
    authorityHost: address.authority,
    disableInstanceDiscovery: address.authority !== publicAuthority,
    retryOptions: { maxRetries: 1 },
  });
}

async function openManagedIdentity(clientId: string): Promise<TokenCredential> {
  const { ManagedIdentityCredential } = await import('@azure/identity');
  return new ManagedIdentityCredential({ clientId });
}
