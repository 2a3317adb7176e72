import type { Context } from '../context/index.js';
import { renewCopies } from '../notifications/index.js';
import { authoriseDecision, type ActOnRecord } from './authorise-decision.js';
import type { GateRecord } from './record.js';
import { noteOf } from './record-object.js';
import { done, refuse, type Result } from './results.js';
import { move } from './store.js';
import { tellWhoFiled } from './tell.js';

export interface DeclineRecord extends ActOnRecord {
  /** Why, for who filed it and the record; needed. */
  readonly comment: string;
}

/** The evidence does not do: who filed it hears why, and can file again. */
export async function declineRecord(context: Context, command: DeclineRecord): Promise<Result<GateRecord>> {
  const authorised = await authoriseDecision(context, 'decline', command);
  if (authorised.kind !== 'done') return authorised;
  const { record, object, as } = authorised.value;
  const note = noteOf('decline', record.kind, object, record.id);
  const comment = command.comment.trim();
  if (comment === '') return refuse(context, note, 'comment-needed');
  const declined = await move(context, record, 'decline', { by: context.actor.id, as });
  context.audit.push({ ...note, outcome: 'done', texts: { comment } });
  await tellWhoFiled(context, declined, 'declined', comment);
  await renewCopies(context, { type: 'record', id: declined.id });
  return done(declined);
}
