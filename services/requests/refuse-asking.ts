import { numberOf, type Context } from '../context/index.js';
import { refuse, type Refusal, type Result } from './results.js';

/** What somebody wanted to ask for. */
export interface WantedAccess {
  readonly datasetId: number | null;
  readonly workspaceId: number | null;
}

/** What was wanted of a request could not even begin; on record like every refusal. */
export function refuseToBegin(context: Context, action: 'resubmit' | 'sign-in', requestId: number, reason: Refusal): Result<never> {
  return refuse(context, { action: `request.${action}`, objectType: 'request', objectId: numberOf('request', requestId) }, reason);
}

/** Asking that can lead nowhere is refused before anything is filled in; it is on record like a refused request. */
export function refuseAsking(context: Context, { datasetId, workspaceId }: WantedAccess, reason: Refusal): Result<never> {
  const object =
    workspaceId === null
      ? { objectType: 'dataset' as const, objectId: datasetId === null ? '' : numberOf('dataset', datasetId) }
      : { objectType: 'workspace' as const, objectId: numberOf('workspace', workspaceId) };
  return refuse(context, { action: 'request.submit', ...object, subjectId: context.actor.id, ...(datasetId === null ? {} : { datasetId }) }, reason);
}
