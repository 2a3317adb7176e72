import { localDate, type Context } from '../context/index.js';
import type { RecordKind } from './gates.js';
import { loadAround } from './load-around.js';
import { confirmingRole, filingRole, isOwn, maySee } from './permissions.js';
import { nameOf } from './parts.js';
import { objectOf, type RecordObject } from './record-object.js';
import { findRecord } from './store.js';
import type { Lapsing } from './sweep-records.js';
import type { RecordState } from './transitions.js';

/** One record as the acting person may know it. Days are ISO dates. */
export interface RecordView {
  readonly id: number;
  readonly kind: RecordKind;
  readonly state: RecordState;
  readonly object: RecordObject;
  /** Name of what it is about. */
  readonly about: string;
  readonly filedBy: { readonly id: string; readonly name: string };
  readonly filedAt: Date;
  readonly decidedBy: string | null;
  readonly startsOn: string;
  readonly endsOn: string | null;
  /** What was said, by field of the kind's `details`; nothing of an agreement's text. */
  readonly said: Readonly<Record<string, string>>;
  /** Where the signed copy lies, or null. */
  readonly documentId: number | null;
  readonly mayConfirm: boolean;
  /** What the acting person can get a link for: the agreement to print, the place to hand the signed copy in, that copy. */
  readonly links: readonly ('print' | 'hand-in' | 'open')[];
}

/** A record; undefined where there is none, or it is not the acting person's to see. */
export async function viewRecord(context: Context, recordId: number): Promise<RecordView | undefined> {
  const { trx, actor, clock, organisation } = context;
  const record = await findRecord(trx, recordId);
  if (!record) return undefined;
  const object = objectOf(record);
  const around = await loadAround(trx, object, actor, 'look');
  if (!around || !maySee(around.standing)) return undefined;
  const { id, kind, state, filed_by, filed_as, filed_at, decided_by, starts_on, ends_on } = record;
  const isPast = ends_on !== null && ends_on < localDate(organisation, clock.now());
  const document = await trx.selectFrom('documents').select('id').where('kind', '=', kind).where('object_id', '=', id).executeTakeFirst();
  return {
    id,
    kind,
    state,
    object,
    about: await nameOf(trx, object),
    filedBy: { id: filed_by, name: await nameOf(trx, { kind: 'person', personId: filed_by }) },
    filedAt: filed_at,
    decidedBy: decided_by === null ? null : await nameOf(trx, { kind: 'person', personId: decided_by }),
    startsOn: starts_on,
    endsOn: ends_on,
    said: kind === 'agreement' ? {} : textsOf(record.details),
    documentId: document?.id ?? null,
    mayConfirm: state === 'proposed' && around.open && !isOwn(record, actor.id) && confirmingRole(kind, filed_as, around.standing) !== undefined,
    links:
      kind !== 'agreement'
        ? []
        : [
            ...(document ? (['open'] as const) : []),
            ...(state === 'proposed' ? (['print'] as const) : []),
            ...(state === 'proposed' && !isPast && around.open && filingRole(kind, around.standing) !== undefined ? (['hand-in'] as const) : []),
          ],
  };
}

const textsOf = (said: unknown): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(said as Record<string, unknown>).filter((entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1] !== ''));

/** A warning as it stands now. */
export interface LapseView extends Lapsing {
  readonly about: string;
  /** The threshold, in days; 0 when it has lapsed. */
  readonly days: number;
  /** It is about the acting person. */
  readonly own: boolean;
  /** They may put the next one on record. */
  readonly mayFile: boolean;
}

/** What a warning is about; undefined where it was renewed since, or is not the acting person's to see. */
export async function viewLapse(context: Context, warningId: number): Promise<LapseView | undefined> {
  const { trx } = context;
  const row = await trx.selectFrom('lapse_warnings').selectAll().where('id', '=', warningId).executeTakeFirst();
  if (!row) return undefined;
  const object = objectOf({ ...row, work_package_id: null });
  const around = await loadAround(trx, object, context.actor, 'look');
  if (!around || !maySee(around.standing)) return undefined;
  if ((await endOf(context, object)) !== row.lapses_on) return undefined;
  const lapsed = row.lapses_on < localDate(context.organisation, context.clock.now());
  return { kind: row.kind, object, about: await nameOf(trx, object), endsOn: row.lapses_on, days: lapsed ? 0 : row.days, own: around.standing.has('self'), mayFile: around.open && filingRole(row.kind, around.standing) !== undefined };
}

/** The day on which what the warning is about ends, as it stands now. */
async function endOf({ trx }: Context, object: RecordObject): Promise<string | null> {
  switch (object.kind) {
    case 'person': {
      const row = await trx.selectFrom('training_records').select((select) => select.fn.max('expires_on').as('last')).where('person_id', '=', object.personId).executeTakeFirst();
      return row?.last ?? null;
    }
    case 'dataset-in-project': {
      const row = await trx.selectNoFrom((select) => select.fn<string | null>('agreement_end', [select.val(object.datasetId), select.val(object.projectId)]).as('last')).executeTakeFirst();
      return row?.last ?? null;
    }
    case 'project': {
      const row = await trx.selectFrom('gate_records').select('ends_on').where('kind', '=', 'ethics').where('project_id', '=', object.projectId).where('state', 'in', ['confirmed', 'lapsed']).executeTakeFirst();
      return row?.ends_on ?? null;
    }
    case 'dataset':
    case 'package':
      return null;
    default:
      return object satisfies never;
  }
}
