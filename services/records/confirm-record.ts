import { localDate, type Context } from '../context/index.js';
import { renewCopies } from '../notifications/index.js';
import { authoriseDecision, type ActOnRecord } from './authorise-decision.js';
import { details } from './details.js';
import type { GateRecord } from './record.js';
import { noteOf } from './record-object.js';
import { done, refuse, type Result } from './results.js';
import { bringIntoForce } from './store.js';
import { tellWhoFiled } from './tell.js';

/** A second person confirms what somebody put on record: a manager the evidence of a training, the other manager the lawful basis. */
export async function confirmRecord(context: Context, command: ActOnRecord): Promise<Result<GateRecord>> {
  const authorised = await authoriseDecision(context, 'confirm', command);
  if (authorised.kind !== 'done') return authorised;
  const { record, object, as } = authorised.value;
  const note = noteOf('confirm', record.kind, object, record.id);
  if (record.ends_on !== null && record.ends_on < localDate(context.organisation, context.clock.now())) return refuse(context, note, 'already-lapsed', record.ends_on);
  const { record: confirmed, superseded } = await bringIntoForce(context, record, { by: context.actor.id, as });
  if (record.kind === 'training') await countTraining(context, confirmed);
  context.audit.push({ ...note, outcome: 'done', facts: { kind: record.kind, as, ...(superseded ? { supersedes: superseded.id } : {}) } });
  await tellWhoFiled(context, confirmed, 'confirmed');
  await renewCopies(context, { type: 'record', id: confirmed.id });
  return done(confirmed);
}

/** Requests look at `training_records`: what is confirmed counts there, and what waited for it goes on with the next sweep. */
async function countTraining(context: Context, record: GateRecord): Promise<void> {
  const { course } = details.training.parse(record.details);
  if (record.person_id === null || record.ends_on === null) throw new Error('a training is of somebody and until some day');
  await context.trx
    .insertInto('training_records')
    .values({
      person_id: record.person_id,
      course,
      completed_on: record.starts_on,
      expires_on: record.ends_on,
      confirmed_by: context.actor.id,
      confirmed_at: context.clock.now(),
      record_id: record.id,
    })
    .execute();
}
