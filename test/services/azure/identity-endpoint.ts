import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const names = ['IDENTITY_ENDPOINT', 'IDENTITY_HEADER'] as const;

/**
 * The platform's endpoint for managed identities, as App Service and Container Apps offer it to the processes they run: to this one.
 * The SDK asks where it is once in a process, so that all suites have the same.
 */
export class IdentityEndpoint {
  private static running: Promise<IdentityEndpoint> | undefined;

  /** Who was asked for, and for what. */
  readonly asked: string[] = [];
  /** What it answers with. */
  token = identityFor;
  /** How long what it answers with is good. */
  seconds = 3600;

  private constructor(private readonly url: string) {}

  static async start(): Promise<IdentityEndpoint> {
    const endpoint = await (IdentityEndpoint.running ??= IdentityEndpoint.listen());
    endpoint.asked.length = 0;
    endpoint.token = identityFor;
    endpoint.seconds = 3600;
    process.env['IDENTITY_ENDPOINT'] = endpoint.url;
    process.env['IDENTITY_HEADER'] = 'header-for-tests';
    return endpoint;
  }

  /** This process runs on no platform again. */
  stop(): void {
    for (const name of names) Reflect.deleteProperty(process.env, name);
  }

  private static async listen(): Promise<IdentityEndpoint> {
    const server = createServer((request, response) => {
      const url = new URL(request.url ?? '', 'http://localhost');
      const resource = url.searchParams.get('resource') ?? '';
      const clientId = url.searchParams.get('client_id') ?? '';
      endpoint.asked.push(`${clientId} ${resource}`);
      const expires = String(Math.floor(Date.now() / 1000) + endpoint.seconds);
      // Not chained: restify, once imported anywhere in the process, makes `writeHead` answer nothing.
      response.writeHead(200, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify({ access_token: endpoint.token(resource), expires_on: expires, resource, token_type: 'Bearer', client_id: clientId }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    // Goes with the process.
    server.unref();
    const endpoint = new IdentityEndpoint(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}/msi/token`);
    return endpoint;
  }
}

function identityFor(resource: string): string {
  return `identity for ${resource}`;
}
