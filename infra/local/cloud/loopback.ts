import { json, type CloudResponse, type Route, type RoutedRequest } from './router.js';

const loopbackHosts = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Whether the Host header names this machine. Another name would mean that a web page has pointed its own name at loopback. */
export function hasLoopbackHost(request: RoutedRequest): boolean {
  const host = request.headers.host;
  return host !== undefined && URL.canParse(`http://${host}`) && loopbackHosts.has(new URL(`http://${host}`).hostname);
}

export const refusal = (status: number, code: string, message: string): CloudResponse => json(status, { error: { code, message } });

/** Lets a route answer only what calls this machine by a loopback name. */
export const loopbackOnly = (route: Route): Route => ({
  ...route,
  handle: (request) => (hasLoopbackHost(request) ? route.handle(request) : refusal(403, 'ForbiddenHost', 'The channel front answers on loopback names only.')),
});
