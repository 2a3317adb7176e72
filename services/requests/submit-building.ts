import type { Context } from '../context/index.js';
import { changeState } from './change-state.js';
import { insertDraft, type Draft } from './insert-draft.js';
import type { RequestRecord } from './request.js';
import { enterReview } from './review.js';

/**
 * Asks for something to be built. Whether the acting person may, and whether it can be built, is asked by the capability that builds it; who
 * asks is the request's subject, too, and so decides nothing of it.
 */
export async function submitBuilding(context: Context, draft: Omit<Draft, 'subjectId' | 'datasetId' | 'outerId'>, facts: Readonly<Record<string, string | number>>): Promise<RequestRecord> {
  const inserted = await insertDraft(context, { ...draft, subjectId: context.actor.id, datasetId: null, outerId: null });
  const submitted = await changeState(context, inserted, {
    action: 'submit',
    facts: { type: inserted.type, tier: inserted.tier, workspace: inserted.workspace_id, until: inserted.until_on, ...facts },
    texts: { purpose: inserted.purpose },
  });
  return enterReview(context, submitted);
}

/** The requester has answered a return with another plan: the version rises and every seat is asked again. */
export async function resubmitBuilding(context: Context, request: RequestRecord, change: { readonly purpose: string; readonly tier: number }, facts: Readonly<Record<string, string | number>>): Promise<RequestRecord> {
  const submitted = await changeState(context, request, {
    action: 'resubmit',
    patch: { version: request.version + 1, stage: 0, purpose: change.purpose, gate: null },
    facts,
    texts: { purpose: change.purpose },
  });
  return enterReview(context, submitted);
}
