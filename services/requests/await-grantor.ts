import type { Context } from '../context/index.js';
import { carryOut } from './carry-out.js';
import { changeState, post } from './change-state.js';
import { queueRemoval } from './end-access.js';
import { isFulfillable, nobodyOwns, type RequestRecord } from './request.js';
import { lockRequest } from './store.js';

/**
 * The decision stands; the grantor is asked to sign in, so that the product can act with their rights. Who signed in since this attempt
 * looked for a token is not asked: the request is carried out at once. The person's row is locked here and by `completeSignIn`, so that one
 * of the two sees the other.
 * @param before the request as this attempt found it: already `fulfilling`, an earlier attempt may have added and lost the answer
 */
export async function awaitSignIn(context: Context, before: RequestRecord, grantor: { readonly id: string; readonly signIns: number }): Promise<void> {
  // The person before the request, as whoever records a closed account locks them.
  const { sign_ins } = await context.trx.selectFrom('people').select('sign_ins').where('id', '=', grantor.id).forNoKeyUpdate().executeTakeFirstOrThrow();
  const request = await lockRequest(context.trx, before.id);
  if (request?.state !== 'fulfilling') return;
  if (sign_ins !== grantor.signIns) {
    carryOut(context, request);
    return;
  }
  const waiting = await changeState(context, request, { action: 'await-sign-in', patch: { grantor_id: grantor.id }, event: 'awaiting-sign-in', facts: { grantor: grantor.id } });
  await post(context, waiting, 'sign-in', [grantor.id]);
  if (before.state === 'fulfilling') await queueRemoval(context, waiting);
}

/** Nobody may act: the request waits and names who must become owner. */
export async function waitForOwner(context: Context, requestId: number, owner: string | null): Promise<void> {
  const request = await lockRequest(context.trx, requestId);
  if (!request || !isFulfillable(request.state) || (request.state === 'awaiting-sign-in' && request.failure === nobodyOwns)) return;
  const waiting = await changeState(context, request, {
    action: 'await-sign-in',
    patch: { grantor_id: owner, failure: nobodyOwns },
    event: 'awaiting-sign-in',
    reason: nobodyOwns,
    facts: { owner },
  });
  const managers = await context.trx.selectFrom('system_role_holders').select('person_id').where('role', '=', 'programme-manager').execute();
  const told = new Set([...(owner === null ? [] : [owner]), ...managers.map(({ person_id }) => person_id)]);
  await post(context, waiting, 'tell', [...told].filter((id) => id !== waiting.requester_id && id !== waiting.subject_id), { event: 'awaiting-sign-in', actor: null });
  if (request.state === 'fulfilling') await queueRemoval(context, waiting);
}
