import type { Context } from '../context/index.js';
import { auditedDetails } from './details.js';
import { checkContent, type Filing } from './check-content.js';
import { gates, type RecordKind } from './gates.js';
import { loadAround } from './load-around.js';
import { filingRole, maySee } from './permissions.js';
import type { GateRecord } from './record.js';
import { noteOf, type RecordObject } from './record-object.js';
import { done, refuse, type Done, type Refused, type Result } from './results.js';
import { bringIntoForce, insertProposed } from './store.js';
import { tellThoseWhoConfirm } from './tell.js';

/** A record and what it is about. An agreement is not said but generated (`prepare-agreement.ts`). */
export type FileRecord = { readonly object: RecordObject } & Filing<Exclude<RecordKind, 'agreement'>>;

/** Puts something on record (people-and-requests, "Gates"): in force at once, or proposed to whoever has to confirm it. */
export async function fileRecord(context: Context, command: FileRecord): Promise<Result<GateRecord>> {
  const proposed = await propose(context, command);
  if (proposed.kind !== 'done') return proposed;
  const record = proposed.value;
  if (gates[record.kind].confirmedBy !== 'at-once') {
    await tellThoseWhoConfirm(context, record);
    return proposed;
  }
  const { record: inForce, superseded } = await bringIntoForce(context, record, { by: record.filed_by, as: record.filed_as });
  context.audit.push({ ...noteOf('confirm', record.kind, command.object, record.id), outcome: 'done', ...(superseded ? { reason: 'superseded', facts: { kind: record.kind, supersedes: superseded.id } } : {}) });
  return done(inForce);
}

/** Files it as proposed: who, then whether it can be filed there, then what it says. */
export async function propose(context: Context, command: { readonly object: RecordObject } & Filing): Promise<Done<GateRecord> | Refused> {
  const { kind, object } = command;
  const note = noteOf('file', kind, object);
  if (gates[kind].object !== object.kind) return refuse(context, note, 'invalid-input');
  const around = await loadAround(context.trx, object, context.actor, 'change');
  if (!around || !maySee(around.standing)) return refuse(context, note, 'not-found');
  const as = filingRole(kind, around.standing);
  if (as === undefined) return refuse(context, note, 'not-allowed');
  if (!around.open) return refuse(context, note, 'not-possible');
  const content = checkContent(context, command);
  if (!content.ok) return refuse(context, note, content.reason, content.limit);
  const record = await insertProposed(context, { kind, object, details: content.details, startsOn: content.startsOn, endsOn: content.endsOn, filed: { by: context.actor.id, as } });
  const { facts, texts } = auditedDetails(kind, command.details);
  context.audit.push({
    ...noteOf('file', kind, object, record.id),
    outcome: 'done',
    facts: { kind, as, startsOn: record.starts_on, endsOn: record.ends_on, ...facts },
    ...(Object.keys(texts).length === 0 ? {} : { texts }),
  });
  return done(record);
}
