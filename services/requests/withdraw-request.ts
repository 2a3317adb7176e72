import type { Context } from '../context/index.js';
import { authorise, type ActOnRequest } from './authorise.js';
import { changeState } from './change-state.js';
import { followOuter } from './decide-request.js';
import type { RequestRecord } from './request.js';
import { done, type Result } from './results.js';
import { closeSeats } from './store.js';

/** The requester takes a request back, until it is decided. What is withdrawn already is refused as not possible. */
export async function withdrawRequest(context: Context, command: ActOnRequest): Promise<Result<RequestRecord>> {
  const authorised = await authorise(context, 'withdraw', command);
  if (authorised.kind !== 'done') return authorised;
  const withdrawn = await changeState(context, authorised.value, { action: 'withdraw', patch: { due_at: null }, event: 'withdrawn' });
  await closeSeats(context.trx, withdrawn.id);
  await followOuter(context, withdrawn);
  return done(withdrawn);
}
