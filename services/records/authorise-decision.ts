import type { Context } from '../context/index.js';
import { loadAround } from './load-around.js';
import { confirmingRole, isOwn, maySee } from './permissions.js';
import type { GateRecord } from './record.js';
import { noteOf, objectOf, type RecordObject } from './record-object.js';
import { refuse, type Done, type Refused } from './results.js';
import { findRecord, lockRecord } from './store.js';

export interface ActOnRecord {
  readonly recordId: number;
}

/** A proposed record that the acting person may confirm or decline, held until the transaction ends. */
export interface Decision {
  readonly record: GateRecord;
  readonly object: RecordObject;
  /** The role in which they decide. */
  readonly as: string;
}

/** Loads and holds the record: who may decide on it, then whether it still waits. What they decided already is answered as it stands. */
export async function authoriseDecision(context: Context, action: 'confirm' | 'decline', { recordId }: ActOnRecord): Promise<Done<Decision> | { readonly kind: 'unchanged'; readonly value: GateRecord } | Refused> {
  const unknown = { action: `record.${action}`, objectType: 'record', objectId: '' } as const;
  const seen = await findRecord(context.trx, recordId);
  if (!seen) return refuse(context, unknown, 'not-found');
  const object = objectOf(seen);
  const around = await loadAround(context.trx, object, context.actor, 'change');
  const record = await lockRecord(context.trx, recordId);
  if (!record || !around || !maySee(around.standing)) return refuse(context, unknown, 'not-found');
  const note = noteOf(action, record.kind, object, record.id);
  if (isOwn(record, context.actor.id)) return refuse(context, note, 'own-record');
  const as = confirmingRole(record.kind, record.filed_as, around.standing);
  if (as === undefined) return refuse(context, note, 'not-allowed');
  const said = action === 'confirm' ? 'confirmed' : 'declined';
  if (record.state === said && record.decided_by === context.actor.id) return { kind: 'unchanged', value: record };
  if (record.state !== 'proposed') return refuse(context, note, 'already-decided');
  if (!around.open) return refuse(context, note, 'not-possible');
  return { kind: 'done', value: { record, object, as } };
}
