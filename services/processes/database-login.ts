import type { TokenSource } from '../azure/index.js';
import type { DatabaseLogin } from '../database/index.js';

/** How a process proves who it is to the database. */
export const databaseAuthentications = ['password', 'managed-identity'] as const;

/** Settings by which a process signs in, beside the address itself. */
export interface DatabaseSignIn {
  readonly DATABASE_AUTHENTICATION?: string | undefined;
  /** Client id of the managed identity. */
  readonly AZURE_CLIENT_ID?: string | undefined;
}

/** With a managed identity the password is a token, which lives for an hour at most: every new connection shows a fresh one. */
export function databaseLogin(url: string, { DATABASE_AUTHENTICATION: authentication, AZURE_CLIENT_ID: clientId }: DatabaseSignIn): DatabaseLogin {
  if (authentication !== 'managed-identity' || clientId === undefined) return url;
  let tokens: Promise<TokenSource> | undefined;
  return {
    url,
    password: async () => {
      // Operators' commands that sign in with a password need none of Azure.
      tokens ??= import('../azure/index.js').then(({ databaseTokens }) => databaseTokens(clientId));
      return (await tokens)();
    },
  };
}

/** What is wrong with an address, under the name of its setting, for the way in which the process signs in; no fault shows a value. */
export function loginFaults(setting: string, url: string | undefined, { DATABASE_AUTHENTICATION: authentication, AZURE_CLIENT_ID: clientId }: DatabaseSignIn): readonly string[] {
  if (authentication !== 'managed-identity') return [];
  const faults = clientId === undefined ? ['AZURE_CLIENT_ID: is needed when the database is signed in to with a managed identity: its client id'] : [];
  if (url === undefined || !URL.canParse(url)) return faults;
  const { username, password, searchParams } = new URL(url);
  if (username === '') faults.push(`${setting}: must name the role of the managed identity`);
  if (password !== '') faults.push(`${setting}: must hold no password with a managed identity, which shows a token instead`);
  if (searchParams.get('sslmode') !== 'verify-full') faults.push(`${setting}: must say sslmode=verify-full, so that the token is shown to that server alone`);
  return faults;
}
