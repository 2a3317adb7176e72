import type { Context } from '../../context/index.js';
import { changeState } from '../change-state.js';
import { queueRemoval } from '../removing/queue-removal.js';
import { isFulfillable, type Cause, type RequestRecord } from '../request.js';

/** Visibly failed, with its reason. An attempt whose answer was lost may have made the subject a member: the remover makes sure. */
export async function failRequest(context: Context, request: RequestRecord, cause: Cause): Promise<void> {
  if (!isFulfillable(request.state)) return;
  const failed = await changeState(context, request, { action: 'fail', patch: { cause, failure: cause }, event: 'failed', reason: cause });
  if (request.state === 'fulfilling') await queueRemoval(context, failed);
}
