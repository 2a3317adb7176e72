import { endOfDay, type Context } from '../context/index.js';
import { loadPlace } from './access-terms.js';
import { authorise, type ActOnRequest } from './authorise.js';
import { changeState, subjectOf } from './change-state.js';
import { isAccess, type RequestRecord } from './request.js';
import { done, refuse, type Result } from './results.js';
import { enterReview } from './review.js';
import { decideAtOnce, faultOf } from './submit-request.js';
import { closeSeats } from './store.js';

export interface ResubmitRequest extends ActOnRequest {
  readonly purpose: string;
  /** ISO date. */
  readonly untilOn: string;
}

/** The requester answers a return: the version rises and every seat is asked again. */
export async function resubmitRequest(context: Context, command: ResubmitRequest): Promise<Result<RequestRecord>> {
  const authorised = await authorise(context, 'resubmit', command);
  if (authorised.kind !== 'done') return authorised;
  const request = authorised.value;
  const note = { action: 'request.resubmit', ...subjectOf(request) };
  if (!isAccess(request.type)) return refuse(context, note, 'not-possible');
  const place = await loadPlace(context, request.workspace_id, context.actor.id);
  if (!place) return refuse(context, note, 'not-found');
  const fault = await faultOf(context, request.type, { ...command, subjectId: request.subject_id, datasetId: request.dataset_id, alsoJoin: false }, place);
  if (fault) return refuse(context, note, fault.reason, fault);
  const purpose = command.purpose.trim();
  await closeSeats(context.trx, request.id);
  const submitted = await changeState(context, request, {
    action: 'resubmit',
    patch: { version: request.version + 1, stage: 0, purpose, until_on: command.untilOn, ends_at: endOfDay(context.organisation, command.untilOn), gate: null },
    facts: { until: command.untilOn },
    texts: { purpose },
  });
  return done(await decideAtOnce(context, await enterReview(context, submitted)));
}
