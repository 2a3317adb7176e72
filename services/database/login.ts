/** How a process signs in: an address with its password, or one without, whose password is fetched for every new connection. */
export type DatabaseLogin = string | { readonly url: string; readonly password: () => Promise<string> };

interface ByParts {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
  readonly password: () => Promise<string>;
  readonly ssl: boolean;
}

/** What the driver is given. Of an address it would take the password too, an empty one as well, so that a fetched one needs the parts. */
export function connectionOf(login: DatabaseLogin): ByParts | { readonly connectionString: string } {
  if (typeof login === 'string') return { connectionString: login };
  const { hostname, port, username, pathname, searchParams } = new URL(login.url);
  return {
    host: hostname,
    port: Number(port || '5432'),
    user: decodeURIComponent(username),
    database: decodeURIComponent(pathname.slice(1)),
    password: login.password,
    // Checked as for any https address: the certificate's issuer and the server's name.
    ssl: searchParams.get('sslmode') === 'verify-full',
  };
}
