import type { Context } from '../context/index.js';
import type { RequestEvent } from './announcements.js';
import { changeState } from './change-state.js';
import type { Cause, RequestRecord, RequestState } from './request.js';

/** What was ending has ended, with its cause. */
export async function finishEnding(context: Context, request: RequestRecord): Promise<RequestRecord> {
  const { state, event } = endOf(request.cause);
  return changeState(context, request, { action: 'finish-ending', to: state, patch: { failure: null }, event, ...(request.cause ? { reason: request.cause } : {}) });
}

/** Where `ending` leads: somebody revoked, or it ended. */
function endOf(cause: Cause | null): { readonly state: RequestState; readonly event: RequestEvent } {
  if (cause === 'revoked') return { state: 'revoked', event: 'revoked' };
  return cause === 'left' ? { state: 'ended', event: 'left' } : { state: 'ended', event: 'ended' };
}
