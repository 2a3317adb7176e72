import { nextState, type PersonAction } from './transitions.js';
import { isAccess, nobodyOwns, type RequestRecord } from './request.js';

/** What the state of a request depends on beside its own row. */
export interface StateFacts {
  /** A removal for this request was given up. */
  readonly removalFailed: boolean;
}

/** Whether the state allows `action`, apart from who asks (`permissions.ts`). */
export function stateAllows(request: Pick<RequestRecord, 'type' | 'state' | 'gate' | 'failure'>, action: PersonAction, facts: StateFacts): boolean {
  if (nextState(request.state, action) === undefined) return false;
  // What was built is closed, not left.
  if (!isAccess(request.type) && (action === 'leave' || action === 'revoke')) return false;
  if (action === 'accept-commitments') return request.gate === 'commitments';
  // Signing in does not make anybody an owner.
  if (action === 'sign-in') return request.failure !== nobodyOwns;
  if (action === 'retry' && request.state === 'ending') return facts.removalFailed;
  return true;
}
