import type { Context } from '../context/index.js';
import { advance } from './review.js';
import { lockRequest } from './store.js';

/** Roles changed, or an approval elsewhere covers the subject: the seats follow, and the request goes on if none is left to wait for. */
export async function recomputeSeats(context: Context, requestId: number): Promise<void> {
  const request = await lockRequest(context.trx, requestId);
  if (request?.state === 'in-review') await advance(context, request);
}
