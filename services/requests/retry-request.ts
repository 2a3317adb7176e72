import type { Context } from '../context/index.js';
import { authorise, type ActOnRequest } from './authorise.js';
import { changeState } from './change-state.js';
import { followOuter } from './decide-request.js';
import { carryOut, stopCarryingOut } from './carry-out.js';
import { queueRemoval, retryRemoval } from './removing/queue-removal.js';
import type { RequestRecord } from './request.js';
import { done, type Result } from './results.js';

/** A manager has a failed request, or a removal that failed, tried again. */
export async function retryRequest(context: Context, command: ActOnRequest): Promise<Result<RequestRecord>> {
  const authorised = await authorise(context, 'retry', command);
  if (authorised.kind !== 'done') return authorised;
  const retried = await changeState(context, authorised.value, { action: 'retry', patch: { failure: null, ...(authorised.value.state === 'failed' ? { cause: null } : {}) } });
  if (retried.state === 'ending') await retryRemoval(context, retried);
  else await carryOut(context, retried);
  return done(retried);
}

/** A manager gives a failed request up. */
export async function abandonRequest(context: Context, command: ActOnRequest): Promise<Result<RequestRecord>> {
  const authorised = await authorise(context, 'abandon', command);
  if (authorised.kind !== 'done') return authorised;
  const abandoned = await changeState(context, authorised.value, { action: 'abandon', event: 'abandoned' });
  await stopCarryingOut(context, abandoned, 'abandoned');
  // An attempt whose answer was lost may have made the subject a member.
  await queueRemoval(context, abandoned);
  await followOuter(context, abandoned);
  return done(abandoned);
}
