import { z } from 'zod';
import { LockkeeperError } from '../context/index.js';
import { nameOf } from './directory-fault.js';

/** What Azure says when it does not do what it was asked. */
export interface ArmRefusal {
  readonly status: number;
  /** Azure's code, such as `AuthorizationFailed`; empty when the answer holds none. */
  readonly code: string;
  readonly message: string;
}

/** Azure did it, or said why not. What waiting may heal is thrown instead. */
export type ArmAnswer<Value> = { readonly kind: 'done'; readonly value: Value } | { readonly kind: 'refused'; readonly refusal: ArmRefusal };

/** Faults that another try may heal: somebody else's turn, no room at the moment, or Azure's own. */
const transientCodes: ReadonlySet<string> = new Set(
  [
    'AllocationFailed',
    'ZonalAllocationFailed',
    'OverconstrainedAllocationRequest',
    'OverconstrainedZonalAllocationRequest',
    'AnotherOperationInProgress',
    'Conflict',
    'DeploymentActive',
    'DeploymentStackInNonTerminalState',
    'GatewayTimeout',
    'InternalOperationError',
    'InternalServerError',
    'OperationPreempted',
    'PrincipalNotFound',
    'ReferencedResourceNotProvisioned',
    'ResourceGroupBeingDeleted',
    'RetryableError',
    'ServerTimeout',
    'ServiceUnavailable',
    'TooManyRequests',
    'VMStartTimedOut',
  ].map((code) => code.toLowerCase()),
);

export const isTransient = (code: string): boolean => transientCodes.has(code.toLowerCase());

/** Azure did not answer, or not as it should; trying again later may help. The SDKs' own errors end here, because they carry requests with tokens: only `reason` goes on, as the cause. */
export function azureUnavailable(reason: string): LockkeeperError {
  return new LockkeeperError('azure-unavailable', 'Azure does not answer at the moment. Please try again in a few minutes.', { cause: new Error(reason) });
}

/** Rights that an application should have and has not: an operator must act. */
export function azureMisconfigured(refusal: ArmRefusal): LockkeeperError {
  return new LockkeeperError('configuration', 'The connection to Azure is not set up completely. An operator has to see to it.', { cause: new Error(whyOf(refusal)) });
}

const longestWhy = 500;

/** For the record and for operators: Azure's code and words. They name ids of people and resources, never a token. */
export const whyOf = ({ status, code, message }: ArmRefusal): string => `${String(status)} ${code}: ${message}`.slice(0, longestWhy);

const errorSchema = z.object({ statusCode: z.number(), code: z.string().nullish(), message: z.string() });

function refusalOf(error: unknown): ArmRefusal {
  const parsed = errorSchema.safeParse(error);
  if (!parsed.success) throw azureUnavailable(`no answer from Azure: ${nameOf(error)}`);
  const { statusCode: status, code, message } = parsed.data;
  const refusal = { status, code: code ?? '', message };
  if (status === 408 || status === 429 || status >= 500 || (status === 409 && isTransient(refusal.code))) throw azureUnavailable(`Azure answered ${String(status)} ${refusal.code}`.trim());
  return refusal;
}

/**
 * Makes a call of Azure, whatever it needs beforehand included.
 * @throws LockkeeperError `azure-unavailable` where waiting may help, tokens that cannot be had at the moment included
 */
export async function asked<Value>(call: () => Promise<Value>): Promise<ArmAnswer<Value>> {
  try {
    return { kind: 'done', value: await call() };
  } catch (error) {
    if (error instanceof LockkeeperError) {
      if (error.code === 'directory-unavailable') throw azureUnavailable(error.cause instanceof Error ? error.cause.message : 'no token');
      throw error;
    }
    return { kind: 'refused', refusal: refusalOf(error) };
  }
}
