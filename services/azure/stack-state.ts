import type { DeploymentStack, ErrorDetail } from '@azure/arm-resourcesdeploymentstacks';
import type { StackState } from '../workspaces/index.js';
import { isTransient } from './azure-fault.js';

/** How far a stack is, counted in resources. */
export interface Progress {
  readonly done: number;
  readonly of: number;
}

/** Azure's answer as the product speaks of it. Whatever Azure calls it while it works is `under-way`. */
export function stackState({ properties }: DeploymentStack, progress: Progress): StackState {
  const resources = (properties?.resources ?? []).flatMap(({ id }) => (id === undefined ? [] : [id])).toSorted();
  switch (properties?.provisioningState?.toLowerCase()) {
    case 'succeeded':
      return { kind: 'succeeded', resources };
    case 'failed':
    case 'canceled': {
      const [first] = properties.failedResources ?? [];
      const { code, message, target } = innermost(first?.error ?? properties.error ?? {});
      return { kind: 'failed', code: code ?? 'Unknown', message: (message ?? '').slice(0, 500), target: first?.id ?? target ?? null, transient: isTransient(code ?? '') };
    }
    default:
      return { kind: 'under-way', ...progress };
  }
}

export const isUnderWay = ({ properties }: DeploymentStack): boolean => !['succeeded', 'failed', 'canceled'].includes(properties?.provisioningState?.toLowerCase() ?? '');

/** Azure wraps what happened into what it was doing: the reason is the innermost. */
function innermost(error: ErrorDetail): ErrorDetail {
  const [inner] = error.details ?? [];
  return inner ? innermost(inner) : error;
}
