import type { Context } from '../context/index.js';
import { changeState, post } from './change-state.js';
import { isAccess, isFulfillable, type Cause, type RequestRecord } from './request.js';
import { lockRequest } from './store.js';

/** A request for something to be built, locked; undefined where it is none. */
export async function lockBuilding(context: Context, requestId: number): Promise<RequestRecord | undefined> {
  const request = await lockRequest(context.trx, requestId);
  return request && !isAccess(request.type) ? request : undefined;
}

/** It is being built, with the rights of the Programme Manager who approved it or had it tried again. */
export async function beginBuilding(context: Context, request: RequestRecord, grantorId: string): Promise<RequestRecord> {
  if (request.state !== 'approved' && request.state !== 'awaiting-sign-in') return request;
  return changeState(context, request, { action: 'fulfil', patch: { grantor_id: grantorId, failure: null, cause: null, grant_begun_at: context.clock.now() }, facts: { grantor: grantorId } });
}

/** It stands. */
export async function buildingStands(context: Context, request: RequestRecord): Promise<RequestRecord> {
  if (request.state !== 'fulfilling') return request;
  return changeState(context, request, { action: 'activate', patch: { failure: null, cause: null, activated_at: context.clock.now() }, event: 'active' });
}

/** It could not be built. `failure`: a key that says more than the cause. What was begun stays, to be gone on with or given up. */
export async function buildingFailed(context: Context, request: RequestRecord, cause: Cause, failure: string = cause): Promise<RequestRecord> {
  if (!isFulfillable(request.state)) return request;
  return changeState(context, request, { action: 'fail', patch: { cause, failure }, event: 'failed', reason: failure });
}

/** Whose rights it is built with has to sign in first. */
export async function buildingWaits(context: Context, request: RequestRecord): Promise<void> {
  if (request.state !== 'fulfilling' || request.grantor_id === null) return;
  const waiting = await changeState(context, request, { action: 'await-sign-in', event: 'awaiting-sign-in', facts: { grantor: request.grantor_id } });
  await post(context, waiting, 'sign-in', [request.grantor_id]);
}

/** What builds looks at the request: it begins, goes on, or removes what it has built, as the request stands then. */
export function goOnWithBuilding(context: Context, request: Pick<RequestRecord, 'id'>): Promise<void> {
  context.jobs.push({ queue: 'provision', data: { requestId: request.id } });
  return Promise.resolve();
}
