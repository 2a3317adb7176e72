import type { Context } from '../context/index.js';
import { authorise, type ActOnRequest } from './authorise.js';
import { changeState } from './change-state.js';
import type { RequestRecord } from './request.js';
import { done, type Result } from './results.js';
import { enterReview } from './review.js';
import { acceptAll } from './submit-request.js';

/** The subject accepts the commitments that a request was blocked for; it goes on at once. */
export async function acceptCommitments(context: Context, command: ActOnRequest): Promise<Result<RequestRecord>> {
  const authorised = await authorise(context, 'accept-commitments', command);
  if (authorised.kind !== 'done') return authorised;
  await acceptAll(context, authorised.value);
  const submitted = await changeState(context, authorised.value, { action: 'accept-commitments', patch: { gate: null } });
  return done(await enterReview(context, submitted));
}
