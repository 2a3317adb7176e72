import { z } from 'zod';
import type { Context } from '../../context/index.js';
import type { Facts } from '../../workflows/index.js';
import { changeState, post } from '../change-state.js';
import { queueRemoval } from '../removing/queue-removal.js';
import { isFulfillable, nobodyOwns, type RequestRecord } from '../request.js';

/** What the step waits for: the grantor's sign-in, somebody who owns the group, or the membership of the workspace around it. */
export const awaited = ['sign-in', 'owner', 'outer'] as const;
type Awaited = (typeof awaited)[number];

const saidSchema = z.object({
  /** Whose rights were to be used, or who must become owner; nobody at all, or not known yet: null. */
  grantor: z.string().nullable().default(null),
  /** An earlier try may have added the member and lost the answer. */
  mayHaveAdded: z.boolean().default(false),
});

/** The decision stands, and waits for somebody. Nobody is a member meanwhile whom no active request explains. */
export async function recordWaiting(context: Context, request: RequestRecord, what: Awaited, said: Facts): Promise<void> {
  const { grantor, mayHaveAdded } = saidSchema.parse(said);
  const waiting = what === 'sign-in' ? await awaitSignIn(context, request, grantor) : what === 'owner' ? await awaitOwner(context, request, grantor) : request;
  if (mayHaveAdded && waiting) await queueRemoval(context, waiting);
}

/** The grantor is asked to sign in, so that the product can act with their rights. */
async function awaitSignIn(context: Context, request: RequestRecord, grantor: string | null): Promise<RequestRecord | undefined> {
  if (request.state !== 'fulfilling' || grantor === null) return undefined;
  const waiting = await changeState(context, request, { action: 'await-sign-in', patch: { grantor_id: grantor }, event: 'awaiting-sign-in', facts: { grantor } });
  await post(context, waiting, 'sign-in', [grantor]);
  return waiting;
}

/** Nobody may act: the request names who must become owner. */
async function awaitOwner(context: Context, request: RequestRecord, owner: string | null): Promise<RequestRecord | undefined> {
  if (!isFulfillable(request.state) || (request.state === 'awaiting-sign-in' && request.failure === nobodyOwns)) return undefined;
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
  return waiting;
}
