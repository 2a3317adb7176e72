import { z } from 'zod';
import type { Cloud } from './cloud.js';
import { sameSecret } from './entra/client-authentication.js';
import { loopbackOnly, refusal } from './loopback.js';
import type { CloudResponse, Route, RoutedRequest } from './router.js';

/** A refusal of the admin surface. */
export class AdminError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = 'AdminError';
    this.status = status;
  }
}

/** Reads a JSON body. Throws 400. */
export function readAdminBody<T>(request: RoutedRequest, schema: z.ZodType<T>): T {
  let value: unknown;
  try {
    value = JSON.parse(request.body.toString('utf8'));
  } catch {
    throw new AdminError(400, 'The body is not JSON.');
  }
  const result = schema.safeParse(value);
  if (!result.success) throw new AdminError(400, z.prettifyError(result.error));
  return result.data;
}

/** A route of the admin surface: on loopback names only, for whoever knows the start-up secret, and for no web page. */
export const adminRoute = (cloud: Cloud, method: Route['method'], path: string, handle: (request: RoutedRequest) => Promise<CloudResponse> | CloudResponse): Route =>
  loopbackOnly({
    method,
    path: `/{secret}/admin${path}`,
    handle: async (request) => {
      if (!sameSecret(request.param('secret'), cloud.options.frontSecret)) return refusal(404, 'NotFound', 'Nothing answers at this address.');
      if (request.headers.origin !== undefined) return refusal(403, 'ForbiddenOrigin', 'The channel front does not answer web pages.');
      try {
        return await handle(request);
      } catch (error) {
        if (error instanceof AdminError) return refusal(error.status, 'BadRequest', error.message);
        throw error;
      }
    },
  });
