import type { Context } from '../context/index.js';
import { changeState } from './change-state.js';
import { queueRemoval } from './removing/queue-removal.js';
import type { RequestRecord, Suspension } from './request.js';

/** Access is taken away for as long as its cause stands; coming back needs a grantor (people-and-requests, "States"). */
export async function suspendAccess(context: Context, request: RequestRecord, cause: Suspension): Promise<void> {
  const suspended = await changeState(context, request, { action: 'suspend', patch: { cause }, event: 'suspended', reason: cause });
  await queueRemoval(context, suspended);
}
