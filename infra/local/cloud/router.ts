import type { IncomingHttpHeaders } from 'node:http';

export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

/** A request whose body has been read, from the network or from inside a Graph batch. */
export interface IncomingRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface RoutedRequest extends IncomingRequest {
  /** The decoded path segment that stands for `{name}` in the route's path. */
  param(name: string): string;
}

export interface CloudResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

export interface Route {
  readonly method: Method;
  /** Segments are literal (compared without case) or `{name}`. */
  readonly path: string;
  readonly handle: (request: RoutedRequest) => Promise<CloudResponse> | CloudResponse;
}

export type Router = (request: IncomingRequest) => Promise<CloudResponse>;

export const json = (status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): CloudResponse => ({
  status,
  headers: { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store', ...headers },
  body: JSON.stringify(value),
});

interface CompiledRoute {
  readonly route: Route;
  readonly segments: readonly string[];
}

function match(pattern: readonly string[], actual: readonly string[]): Map<string, string> | undefined {
  if (pattern.length !== actual.length) return undefined;
  const params = new Map<string, string>();
  for (const [index, expected] of pattern.entries()) {
    const found = actual[index] ?? '';
    if (expected.startsWith('{')) {
      if (found === '') return undefined;
      params.set(expected.slice(1, -1), found);
    } else if (expected.toLowerCase() !== found.toLowerCase()) return undefined;
  }
  return params;
}

function decodedSegments(pathname: string): readonly string[] | undefined {
  try {
    // Some clients begin with two slashes.
    return pathname.replace(/^\/{2,}/u, '/').split('/').slice(1).map(decodeURIComponent);
  } catch {
    return undefined;
  }
}

/** Finds the route of a request: 404 when no path fits, 405 when the path fits with another method only. */
export function createRouter(routes: readonly Route[], notFound: () => CloudResponse = () => json(404, { error: { code: 'NotFound', message: 'Nothing answers at this address.' } })): Router {
  const compiled: readonly CompiledRoute[] = routes.map((route) => ({ route, segments: route.path.split('/').slice(1) }));
  return async (request) => {
    const segments = decodedSegments(request.url.pathname);
    if (!segments) return json(400, { error: { code: 'BadRequest', message: 'The path is not valid percent-encoding.' } });
    const allowed: Method[] = [];
    for (const { route, segments: pattern } of compiled) {
      const params = match(pattern, segments);
      if (!params) continue;
      if (route.method !== request.method) {
        allowed.push(route.method);
        continue;
      }
      return route.handle({
        ...request,
        param(name) {
          const value = params.get(name);
          if (value === undefined) throw new Error(`Route ${route.path} has no {${name}}`);
          return value;
        },
      });
    }
    if (allowed.length === 0) return notFound();
    return json(405, { error: { code: 'MethodNotAllowed', message: `${request.method} is not allowed here.` } }, { Allow: allowed.join(', ') });
  };
}
