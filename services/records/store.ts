import type { Context, Trx } from '../context/index.js';
import type { RecordKind } from './gates.js';
import type { GateRecord, Signed } from './record.js';
import { columnsOf, objectOf, type RecordObject } from './record-object.js';
import { nextState, type RecordAction } from './transitions.js';

/** Loads a record and holds it until the transaction ends. */
export async function lockRecord(trx: Trx, id: number): Promise<GateRecord | undefined> {
  return trx.selectFrom('gate_records').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

export async function findRecord(trx: Trx, id: number): Promise<GateRecord | undefined> {
  return trx.selectFrom('gate_records').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The proposed record of a kind about an object, and the one that is or was in force. */
export async function recordsAbout(trx: Trx, kind: RecordKind, object: RecordObject): Promise<{ readonly proposed?: GateRecord; readonly inForce?: GateRecord }> {
  const rows: GateRecord[] = await ofObject(trx, kind, object).where('state', 'in', ['proposed', 'confirmed', 'lapsed']).execute();
  const proposed = rows.find(({ state }) => state === 'proposed');
  const inForce = rows.find(({ state }) => state !== 'proposed');
  return { ...(proposed ? { proposed } : {}), ...(inForce ? { inForce } : {}) };
}

function ofObject(trx: Trx, kind: RecordKind, object: RecordObject) {
  const { person_id, dataset_id, work_package_id, project_id } = columnsOf(object);
  return trx
    .selectFrom('gate_records')
    .selectAll()
    .where('kind', '=', kind)
    .where('person_id', 'is not distinct from', person_id)
    .where('dataset_id', 'is not distinct from', dataset_id)
    .where('work_package_id', 'is not distinct from', work_package_id)
    .where('project_id', 'is not distinct from', project_id);
}

export interface NewRecord {
  readonly kind: RecordKind;
  readonly object: RecordObject;
  readonly details: unknown;
  readonly startsOn: string;
  readonly endsOn: string | null;
  readonly filed: Signed;
}

/** Puts a record on file as proposed; an earlier proposal about the same gives way to it. */
export async function insertProposed(context: Context, { kind, object, details, startsOn, endsOn, filed }: NewRecord): Promise<GateRecord> {
  const { proposed } = await recordsAbout(context.trx, kind, object);
  if (proposed) await move(context, proposed, 'supersede');
  return context.trx
    .insertInto('gate_records')
    .values({
      kind,
      ...columnsOf(object),
      state: 'proposed',
      details: JSON.stringify(details),
      starts_on: startsOn,
      ends_on: endsOn,
      filed_by: filed.by,
      filed_as: filed.as,
      filed_at: context.clock.now(),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Brings a proposed record into force; what was in force about the same is superseded. Answers with both. */
export async function bringIntoForce(context: Context, record: GateRecord, decided: Signed): Promise<{ readonly record: GateRecord; readonly superseded?: GateRecord }> {
  const { inForce } = await recordsAbout(context.trx, record.kind, objectOf(record));
  if (inForce) await move(context, inForce, 'supersede');
  return { record: await move(context, record, 'confirm', decided), ...(inForce ? { superseded: inForce } : {}) };
}

/**
 * Moves a record on, as the table says.
 * @throws Error when the table holds no such move: a fault of the caller, which loses nothing
 */
export async function move(context: Context, record: GateRecord, action: RecordAction, decided?: Signed): Promise<GateRecord> {
  const state = nextState(record.state, action);
  if (state === undefined) throw new Error(`${action} is not possible from ${record.state}`);
  const now = context.clock.now();
  return context.trx
    .updateTable('gate_records')
    .set({
      state,
      ...(decided ? { decided_by: decided.by, decided_as: decided.as, decided_at: now } : {}),
      ...(state === 'confirmed' ? {} : { ended_at: now }),
    })
    .where('id', '=', record.id)
    .returningAll()
    .executeTakeFirstOrThrow();
}
