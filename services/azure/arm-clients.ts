import type { ComputeManagementClient } from '@azure/arm-compute';
import type { DeploymentStacksClient, DeploymentStacksClientOptionalParams } from '@azure/arm-resourcesdeploymentstacks';
import type { TokenCredential } from '@azure/identity';
import { azureUnavailable } from './azure-fault.js';
import { publicArm } from './azure-settings.js';

/** Azure Resource Manager with one token, for one act. */
export interface ArmAccess {
  readonly armBaseUrl: string;
  readonly token: string;
}

export interface ArmPatience {
  /** One attempt, in ms: Azure looks a whole template through before it answers. */
  readonly attemptMs: number;
  /** One call with its retries, in ms. */
  readonly callMs: number;
  readonly retries: number;
  /** Before the first retry where Azure names no time, in ms. */
  readonly retryMs: number;
  /** A `Retry-After` above this, in seconds, is left to the job queue. */
  readonly longestWaitSeconds: number;
}

export const patience: ArmPatience = { attemptMs: 20_000, callMs: 45_000, retries: 2, retryMs: 500, longestWaitSeconds: 5 };

type Policy = NonNullable<DeploymentStacksClientOptionalParams['additionalPolicies']>[number]['policy'];

/** Stands between the SDK's retries and the network. */
function bounded({ armBaseUrl }: ArmAccess, limits: ArmPatience): Policy {
  const { origin } = new URL(armBaseUrl);
  return {
    name: 'lockkeeperBounds',
    async sendRequest(request, next) {
      // Azure says where an operation can be followed; wherever that leads, the token does not go along.
      if (new URL(request.url).origin !== origin) throw azureUnavailable('Azure named an address that is not its own');
      request.timeout = limits.attemptMs;
      const response = await next(request);
      const wait = response.headers.get('Retry-After');
      if (response.status >= 400 && wait !== undefined && waitOf(wait) > limits.longestWaitSeconds) throw azureUnavailable(`Azure answered ${String(response.status)} and wants to be left alone for ${wait}`);
      return response;
    },
  };
}

/** Seconds that `Retry-After` asks for, as a number or as a date. */
function waitOf(after: string): number {
  const seconds = Number(after);
  return Number.isNaN(seconds) ? (Date.parse(after) - Date.now()) / 1000 : seconds;
}

/** The token as the SDKs take it. They keep it as long as their client lives, which is one act. */
const credentialOf = (token: string): TokenCredential => ({ getToken: () => Promise.resolve({ token, expiresOnTimestamp: Date.now() + 3_600_000 }) });

const optionsOf = (access: ArmAccess, limits: ArmPatience) => ({
  endpoint: access.armBaseUrl,
  retryOptions: { maxRetries: limits.retries, retryDelayInMs: limits.retryMs, maxRetryDelayInMs: limits.longestWaitSeconds * 1_000 },
  redirectOptions: { maxRetries: 0 },
  additionalPolicies: [{ policy: bounded(access, limits), position: 'perRetry' as const }],
});

const scope = `${publicArm}/.default`;

export async function stacksClient(access: ArmAccess, subscriptionId: string, limits: ArmPatience = patience): Promise<DeploymentStacksClient> {
  const sdk = await import('@azure/arm-resourcesdeploymentstacks');
  return new sdk.DeploymentStacksClient(credentialOf(access.token), subscriptionId, { ...optionsOf(access, limits), credentialScopes: scope });
}

export async function computeClient(access: ArmAccess, subscriptionId: string, limits: ArmPatience = patience): Promise<ComputeManagementClient> {
  const sdk = await import('@azure/arm-compute');
  return new sdk.ComputeManagementClient(credentialOf(access.token), subscriptionId, { ...optionsOf(access, limits), credentials: { scopes: [scope] } });
}
