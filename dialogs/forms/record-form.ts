import { z } from 'zod';
import { noticeCard, noticeOfError, noticeOfRefusal, recordCard, type FormField, type FormKey } from '../../cards/index.js';
import { fileRecord, mayFile, viewRecord, type FileRecord, type RecordKind, type RecordObject, type Refusal } from '../../services/records/index.js';
import { defineForm, type Form, type FormFault, type FormRefused, type FormWork } from '../form.js';
import type { FormValues } from '../form-values.js';

/** What a form about a record begins with: ids of what it is about, as its kind needs them. */
const about = z.object({ projectId: z.number().optional(), packageId: z.number().optional(), datasetId: z.number().optional() });
export type RecordAbout = z.output<typeof about>;
type Work = FormWork<RecordAbout>;

/** What differs from one kind of record to the next. */
export interface RecordForm {
  readonly kind: RecordKind;
  /** What it is about; undefined where the ids that it needs were not given. */
  readonly object: (work: Work) => RecordObject | undefined;
  readonly note?: (work: Work) => string;
  readonly fields: (work: Work) => readonly FormField[];
  readonly read: (values: FormValues, object: RecordObject) => FileRecord;
  /** The field at which a refusal is told. */
  readonly faults: Partial<Readonly<Record<Refusal, string>>>;
}

/** Makes the form by which a kind of record is filed: who may is asked first, and what does not fit is told at its field. */
export function recordForm({ kind, object: objectOf, note, fields, read, faults }: RecordForm): Form {
  const key = `file-${kind}` as const satisfies FormKey;
  return defineForm<RecordAbout>({
    key,
    about,
    async begin(work) {
      const { t } = work.words;
      const object = objectOf(work);
      if (!object) return { kind: 'refused', notice: { notice: 'not-found' } };
      const allowed = await mayFile(work.context, kind, object);
      if (allowed.kind === 'refused') return refused(allowed.reason);
      return {
        kind: 'page',
        title: t(`form.${key}.title`),
        heading: t(`form.${key}.heading`),
        notes: note ? [note(work)] : [],
        facts: kind === 'training' ? [] : [{ title: t('form.file.about'), value: allowed.value.about }],
        fields: fields(work),
        next: t(`form.${key}.next`),
      };
    },
    async submit(work, values) {
      const { context, format } = work;
      const object = objectOf(work);
      if (!object) return { kind: 'refused', notice: { notice: 'not-found' } };
      const filed = await fileRecord(context, read(values, object));
      if (filed.kind === 'refused') return fault(work, faults, filed.reason, filed.limit) ?? refused(filed.reason);
      const view = await viewRecord(context, filed.value.id);
      return { kind: 'done', card: view ? recordCard(view, format) : noticeCard({ notice: 'not-found' }, format) };
    },
  });
}

const refused = (reason: Refusal): FormRefused => ({ kind: 'refused', notice: { notice: isTold(reason) ? noticeOfRefusal(reason) : noticeOfError('invalid-input') } });

/** Refusals that are told by a notice; the others belong to a field. */
type Told = Extract<Refusal, 'not-found' | 'not-allowed' | 'not-possible' | 'own-record' | 'already-decided' | 'comment-needed'>;
const told: readonly string[] = ['not-found', 'not-allowed', 'not-possible', 'own-record', 'already-decided', 'comment-needed'] satisfies readonly Told[];
export const isTold = (reason: Refusal): reason is Told => told.includes(reason);

function fault({ words: { t, day } }: Work, faults: RecordForm['faults'], reason: Refusal, limit: string | undefined): FormFault | undefined {
  const field = faults[reason];
  if (field === undefined || isTold(reason)) return undefined;
  const error = reason === 'invalid-input' ? t('record-fault.sites-needed') : t(`record-fault.${reason}`, { limit: limit === undefined ? '' : day(limit) });
  return { kind: 'refused', faults: [{ field, error }] };
}
