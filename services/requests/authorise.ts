import type { Context } from '../context/index.js';
import { subjectOf } from './change-state.js';
import { mayDo, maySee } from './permissions.js';
import { stateAllows } from './policies.js';
import type { RequestRecord } from './request.js';
import { refuse, type Result } from './results.js';
import { standingOf } from './standing.js';
import { loadSeatFacts } from './load-seat-facts.js';
import { lockRequest } from './store.js';
import type { PersonAction } from './transitions.js';

export interface ActOnRequest {
  readonly requestId: number;
  /** The version that the person saw. */
  readonly version: number;
}

/**
 * Loads and locks the request and asks both tables: who (`permissions`), then whether the state allows it (`policies`), then the version.
 * The caller goes on only with `done`.
 */
export async function authorise(context: Context, action: PersonAction, command: ActOnRequest): Promise<Result<RequestRecord>> {
  const name = `request.${action}`;
  const request = await lockRequest(context.trx, command.requestId);
  if (!request) return refuse(context, { action: name, objectType: 'request', objectId: String(command.requestId) }, 'not-found');
  const note = { action: name, ...subjectOf(request), facts: { state: request.state, version: command.version } };
  const standing = await standingOf(context, request, await loadSeatFacts(context.trx, request));
  if (!maySee(standing)) return refuse(context, note, 'not-found');
  if (!mayDo(action, standing)) return refuse(context, note, 'not-allowed');
  if (!stateAllows(request, action, { removalFailed: await hasFailedRemoval(context, request.id) })) return refuse(context, note, 'not-possible');
  if (command.version !== request.version) return refuse(context, note, 'outdated');
  return { kind: 'done', value: request };
}

/** Answering a return, where what is asked for is checked by the capability that builds it. */
export const authoriseResubmission = (context: Context, command: ActOnRequest): Promise<Result<RequestRecord>> => authorise(context, 'resubmit', command);

export async function hasFailedRemoval(context: Pick<Context, 'trx'>, requestId: number): Promise<boolean> {
  const removal = await context.trx.selectFrom('removals').select('state').where('request_id', '=', requestId).orderBy('id', 'desc').limit(1).executeTakeFirst();
  return removal?.state === 'failed';
}
