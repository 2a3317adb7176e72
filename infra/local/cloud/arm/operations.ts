import { json, type CloudResponse } from '../router.js';
import { ArmError, requestIds } from './arm-error.js';
import type { ArmState } from './arm-state.js';
import { subscriptionOf, type ArmCall, type ArmHandler } from './call.js';

type Kind = 'Microsoft.Resources/deploymentStackOperationStatus' | 'Microsoft.Compute/operations';

function retryAfter({ azure }: ArmCall): Readonly<Record<string, string>> {
  const seconds = azure.tenant.options.armRetryAfterSeconds;
  return seconds === 0 ? {} : { 'Retry-After': String(seconds) };
}

/** Headers that lead to where an operation can be followed. */
export function followedAt(call: ArmCall, kind: Kind, location: string, operationId: string): Readonly<Record<string, string>> {
  const [namespace = '', path = ''] = kind.split('/');
  const version = call.request.url.searchParams.get('api-version') ?? '';
  const address = `${call.origin}/subscriptions/${subscriptionOf(call).id}/providers/${namespace}/locations/${location}/${path}/${operationId}?api-version=${version}`;
  return { 'Azure-AsyncOperation': address, Location: `${address}&monitor=true`, ...retryAfter(call), ...requestIds() };
}

type Status = { readonly status: 'Running' | 'Succeeded' } | { readonly status: 'Failed'; readonly error: { readonly code: string; readonly message: string } };

function statusOf(state: Readonly<ArmState>, id: string, now: Date): Status | undefined {
  if (state.stacks.some(({ run, state: at }) => run.operationId === id && (at === 'deploying' || at === 'deleting'))) return { status: 'Running' };
  const operation = state.operations.find((each) => each.id === id);
  if (!operation) return undefined;
  if (Date.parse(operation.until) > now.getTime()) return { status: 'Running' };
  return operation.error ? { status: 'Failed', error: operation.error } : { status: 'Succeeded' };
}

/** How an operation stands: as a document, or, at the address of its `Location`, as 202 until it is over. Whoever began it knows its id, which is right enough. */
export const getOperation: ArmHandler = (call): CloudResponse => {
  const { azure, request } = call;
  const id = request.param('operation');
  const status = statusOf(azure.current, id, azure.tenant.now());
  if (!status) throw new ArmError(404, 'NotFound', `The operation '${id}' could not be found.`);
  if (!request.url.searchParams.has('monitor')) return json(200, { id: request.url.pathname, name: id, ...status }, { ...retryAfter(call), ...requestIds() });
  switch (status.status) {
    case 'Running':
      return { status: 202, headers: { Location: request.url.href, ...retryAfter(call), ...requestIds() } };
    case 'Succeeded':
      return { status: 200, headers: requestIds() };
    case 'Failed':
      throw new ArmError(409, status.error.code, status.error.message);
    default:
      return status satisfies never;
  }
};
