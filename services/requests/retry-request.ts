import type { Context } from '../context/index.js';
import { authorise, type ActOnRequest } from './authorise.js';
import { changeState } from './change-state.js';
import { followOuter } from './decide-request.js';
import { carryOut, stopCarryingOut } from './carry-out.js';
import { queueRemoval, retryRemoval } from './removing/queue-removal.js';
import { isAccess, type RequestRecord } from './request.js';
import { done, type Result } from './results.js';

/** A manager has a failed request, or a removal that failed, tried again. */
export async function retryRequest(context: Context, command: ActOnRequest): Promise<Result<RequestRecord>> {
  const authorised = await authorise(context, 'retry', command);
  if (authorised.kind !== 'done') return authorised;
  const request = authorised.value;
  // What is built goes on with the rights of the Programme Manager who has it tried again.
  const takesOver = !isAccess(request.type) && context.actor.kind === 'person' && context.actor.systemRoles.has('programme-manager');
  const retried = await changeState(context, request, { action: 'retry', patch: { failure: null, ...(request.state === 'failed' ? { cause: null } : {}), ...(takesOver ? { grantor_id: context.actor.id } : {}) } });
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
