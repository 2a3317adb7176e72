import { z } from 'zod';
import type { CloudResponse, RoutedRequest } from '../router.js';
import { ArmError, badRequest } from './arm-error.js';
import type { Azure } from './azure.js';
import type { Caller } from './caller.js';

/** An authenticated call of Azure. What the caller may do, each handler asks. */
export interface ArmCall {
  readonly azure: Azure;
  readonly caller: Caller;
  readonly request: RoutedRequest;
  /** The cloud's own origin, for addresses in answers. */
  readonly origin: string;
}

export type ArmHandler = (call: ArmCall) => CloudResponse;

/** The subscription in `{subscription}`, as it is written in ids. Throws 404. */
export function subscriptionOf({ azure, request }: ArmCall): { readonly id: string; readonly regions: readonly string[]; readonly name: string } {
  const wanted = request.param('subscription').toLowerCase();
  const found = azure.current.subscriptions.find(({ id }) => id === wanted);
  if (!found) throw new ArmError(404, 'SubscriptionNotFound', `The subscription '${wanted}' could not be found.`);
  return found;
}

/** Reads a JSON body. Throws 400. */
export function readBody<T>(request: RoutedRequest, schema: z.ZodType<T>): T {
  let value: unknown;
  try {
    value = JSON.parse(request.body.toString('utf8'));
  } catch {
    throw badRequest('InvalidRequestContent', 'The request content was invalid and could not be deserialized.');
  }
  const read = schema.safeParse(value);
  if (!read.success) throw badRequest('InvalidRequestContent', `The request content was invalid: ${z.prettifyError(read.error).replaceAll('\n', ' ')}`);
  return read.data;
}
