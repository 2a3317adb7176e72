import { endOfDay, type Context } from '../context/index.js';
import type { RequestRecord, RequestType } from './request.js';

export interface Draft {
  readonly type: RequestType;
  readonly subjectId: string;
  readonly place: { readonly projectId: number; readonly packageId: number; readonly workspaceId: number };
  readonly datasetId: number | null;
  readonly tier: number;
  readonly purpose: string;
  /** ISO date, the last day. */
  readonly untilOn: string;
  /** The request that this one waits for. */
  readonly outerId: number | null;
}

/** A request of the acting person that nobody has seen yet. */
export async function insertDraft(context: Context, { type, subjectId, place, datasetId, tier, purpose, untilOn, outerId }: Draft): Promise<RequestRecord> {
  const now = context.clock.now();
  const row = await context.trx
    .insertInto('requests')
    .values({
      type,
      version: 1,
      state: 'draft',
      requester_id: context.actor.id,
      subject_id: subjectId,
      project_id: place.projectId,
      work_package_id: place.packageId,
      workspace_id: place.workspaceId,
      dataset_id: datasetId,
      tier,
      purpose,
      until_on: untilOn,
      ends_at: endOfDay(context.organisation, untilOn),
      stage: 0,
      due_at: null,
      gate: null,
      cause: null,
      failure: null,
      grantor_id: null,
      outer_id: outerId,
      created_at: now,
      updated_at: now,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return row as RequestRecord;
}
