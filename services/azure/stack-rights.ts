import type { DeploymentStack } from '@azure/arm-resourcesdeploymentstacks';
import type { NotDone, StackAddress, StackRights } from '../workspaces/index.js';
import { patience, stacksClient, type ArmAccess, type ArmPatience } from './arm-clients.js';
import { stackName, subscriptionName } from './arm-names.js';
import { asked, whyOf, type ArmAnswer, type ArmRefusal } from './azure-fault.js';
import { publicArm, type AzureSettings } from './azure-settings.js';
import { delegatedTokens } from './delegated-token.js';
import { deploymentProgress } from './deployment-progress.js';
import type { UserTokens } from './ports.js';
import { isUnderWay, stackState, type Progress } from './stack-state.js';

/** What a person may do in Azure, their role assignments say; this scope only lets the bot act as them. */
export const armScope = `${publicArm}/user_impersonation`;

/** 401: the account is disabled or its sessions are revoked. Anything else that was refused stays refused. */
export const notDone = (refusal: ArmRefusal): NotDone => (refusal.status === 401 ? { kind: 'sign-in-needed' } : { kind: 'refused', why: whyOf(refusal) });

/**
 * Deployment stacks with the token of the Programme Manager who approved the workspace (docs/decisions/0017).
 * What a stack no longer names is let go and not deleted: whoever builds may not delete.
 */
export function stackRights(settings: AzureSettings, tokens: UserTokens, limits: ArmPatience = patience): StackRights {
  const tokenOf = delegatedTokens(settings, tokens, armScope);
  const withToken = async <Value>(personId: string, act: (access: ArmAccess) => Promise<Value>): Promise<ArmAnswer<Value> | { readonly kind: 'sign-in-needed' }> => {
    const delegated = await asked(() => tokenOf(personId));
    if (delegated.kind === 'refused' || delegated.value.kind === 'sign-in-needed') return { kind: 'sign-in-needed' };
    const { token } = delegated.value;
    return asked(() => act({ armBaseUrl: settings.armBaseUrl, token }));
  };
  return {
    async put({ grantorId, stack, location, templateSpecId, parameters, tags }) {
      const answer = await withToken(grantorId, (access) =>
        putStack(access, stack, limits, {
          location,
          tags: { ...tags },
          // Everything of a stack goes under `properties`: in the flat form the SDK silently sends nothing.
          properties: { templateLink: { id: templateSpecId }, parameters: { ...parameters }, actionOnUnmanage: { resources: 'detach', resourceGroups: 'detach', managementGroups: 'detach' }, denySettings: { mode: 'none' } },
        }),
      );
      switch (answer.kind) {
        case 'done':
          return { kind: 'begun' };
        case 'refused':
          return notDone(answer.refusal);
        case 'sign-in-needed':
          return answer;
        default:
          return answer satisfies never;
      }
    },
    async look({ grantorId, stack }) {
      const answer = await withToken(grantorId, async (access) => {
        const found = await readStack(access, stack, limits);
        return { found, progress: isUnderWay(found) ? await progressOf(access, found) : { done: 0, of: 0 } };
      });
      switch (answer.kind) {
        case 'done':
          return stackState(answer.value.found, answer.value.progress);
        case 'refused':
          return answer.refusal.status === 404 ? { kind: 'absent' } : notDone(answer.refusal);
        case 'sign-in-needed':
          return answer;
        default:
          return answer satisfies never;
      }
    },
  };
}

/** Returns once Azure has taken it on: the SDK then looks after it for a first time, and whatever comes of that is `look`'s to tell. */
async function putStack(access: ArmAccess, { subscriptionId, name }: StackAddress, limits: ArmPatience, stack: DeploymentStack): Promise<void> {
  const client = await stacksClient(access, subscriptionName.parse(subscriptionId), limits);
  let taken = false;
  try {
    await client.deploymentStacks.beginCreateOrUpdateAtSubscription(stackName.parse(name), stack, {
      abortSignal: AbortSignal.timeout(limits.callMs),
      onResponse: ({ status }) => { taken ||= status < 300; },
    });
  } catch (error) {
    if (!taken) throw error;
  }
}

export async function readStack(access: ArmAccess, { subscriptionId, name }: StackAddress, limits: ArmPatience): Promise<DeploymentStack> {
  const client = await stacksClient(access, subscriptionName.parse(subscriptionId), limits);
  return client.deploymentStacks.getAtSubscription(stackName.parse(name), { abortSignal: AbortSignal.timeout(limits.callMs) });
}

/** Progress is for show: where it cannot be had, the resources that the stack has already must do. */
async function progressOf(access: ArmAccess, { properties }: DeploymentStack): Promise<Progress> {
  const there = properties?.resources?.length ?? 0;
  if (properties?.provisioningState?.toLowerCase().startsWith('delet') || properties?.deploymentId === undefined) return { done: 0, of: there };
  return deploymentProgress(access, properties.deploymentId).catch(() => ({ done: there, of: there }));
}
