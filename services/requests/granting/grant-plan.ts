import { z } from 'zod';
import type { Context } from '../../context/index.js';
import { beginWorkflow, type WorkflowPlan } from '../../workflows/index.js';
import { causes, isFulfillable, type Cause, type RequestRecord } from '../request.js';
import { lockRequest } from '../store.js';
import { outerStands } from '../workspace-membership.js';
import { awaited, recordWaiting } from './await-grantor.js';
import { failRequest } from './fail-request.js';

const input = z.object({ requestId: z.int().positive() });
export type GrantInput = z.output<typeof input>;

/**
 * Making the subject of an approved request a member of its group, as everybody may begin it. The request's states are how people see it; they change
 * here, with the workflow's own and in the same transaction. How it is done, and with whose rights, stands in `grant-workflow.ts`.
 */
export const grantPlan: WorkflowPlan<GrantInput> = {
  kind: 'grant-membership',
  queue: 'workflow',
  actor: { kind: 'process', id: 'fulfilment' },
  input,
  steps: [{ name: 'add-member' }],
  async hold(trx, { requestId }) {
    await lockRequest(trx, requestId);
  },
  async changed(context, { input: { requestId }, state, cause, said }) {
    const request = await lockRequest(context.trx, requestId);
    if (!request) return;
    switch (state) {
      case 'waiting':
        return recordWaiting(context, request, z.enum(awaited).parse(cause), said);
      case 'failed':
        return failRequest(context, request, causeOf(cause));
      case 'done':
        return beginAgain(context, request);
      case 'running':
      case 'undoing':
      case 'stuck':
      case 'undone':
        return;
      default:
        return state satisfies never;
    }
  },
};

export const aboutGrant = (request: Pick<RequestRecord, 'id'>): { readonly type: string; readonly id: number } => ({ type: 'request', id: request.id });

export const beginGranting = (context: Context, request: Pick<RequestRecord, 'id'>): Promise<{ readonly kind: 'done' | 'unchanged'; readonly workflowId: number }> =>
  beginWorkflow(context, grantPlan, { about: aboutGrant(request), input: { requestId: request.id } });

/** The request was approved again while this workflow came to its end, and whoever approved it found one that was at it. */
async function beginAgain(context: Context, request: RequestRecord): Promise<void> {
  if (isFulfillable(request.state) && (await outerStands(context.trx, request))) await beginGranting(context, request);
}

/** A fault of ours, or of time, is told as what it means to those concerned: the directory has not done it, and trying again may help. */
const causeOf = (cause: string | null): Cause => causes.find((known) => known === cause) ?? 'directory-unavailable';
