import type { Context } from '../context/index.js';
import { auditedDetails } from './details.js';
import { checkContent, type Filing } from './check-content.js';
import { gates } from './gates.js';
import { mayFile } from './may-file.js';
import type { GateRecord } from './record.js';
import { noteOf, type RecordObject } from './record-object.js';
import { done, refuse, type Done, type Refused, type Result } from './results.js';
import { bringIntoForce, insertProposed } from './store.js';
import { tellThoseWhoConfirm } from './tell.js';

/** A record and what it is about. */
export type FileRecord = { readonly object: RecordObject } & Filing;

/**
 * Puts something on record (people-and-requests, "Gates"): in force at once, or proposed: to whoever has to confirm it, or until its signed copy
 * is handed in.
 */
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
async function propose(context: Context, command: FileRecord): Promise<Done<GateRecord> | Refused> {
  const { kind, object } = command;
  const allowed = await mayFile(context, kind, object, 'change');
  if (allowed.kind !== 'done') return allowed;
  const { as } = allowed.value;
  const content = checkContent(context, command);
  if (!content.ok) return refuse(context, noteOf('file', kind, object), content.reason, content.limit);
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
