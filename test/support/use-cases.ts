import * as requests from '../../services/requests/index.js';
import type { PersonAction, Result } from '../../services/requests/index.js';
import type { Context } from '../../services/context/index.js';

type Command = { readonly requestId: number; readonly version: number };

/** Each act of `personActions` with inputs that are in order, so that only standing and state decide. */
export const useCases: Readonly<Record<PersonAction, (context: Context, command: Command) => Promise<Result<unknown>>>> = {
  resubmit: (context, command) => requests.resubmitRequest(context, { ...command, purpose: 'as you asked', untilOn: '2027-02-23' }),
  'accept-commitments': requests.acceptCommitments,
  approve: (context, command) => requests.decideRequest(context, { ...command, answer: 'approve', comment: '' }),
  deny: (context, command) => requests.decideRequest(context, { ...command, answer: 'deny', comment: 'because' }),
  return: (context, command) => requests.decideRequest(context, { ...command, answer: 'return', comment: 'because' }),
  withdraw: requests.withdrawRequest,
  leave: requests.leaveAccess,
  revoke: (context, command) => requests.revokeAccess(context, { ...command, comment: 'because' }),
  'sign-in': async (context, command) => {
    const waiting = await requests.completeSignIn(context);
    return waiting > 0 ? { kind: 'done', value: command } : { kind: 'unchanged', value: command };
  },
  retry: requests.retryRequest,
  abandon: requests.abandonRequest,
};
