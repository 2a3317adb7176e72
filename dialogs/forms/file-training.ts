import { localDate } from '../../services/context/index.js';
import { recordForm } from './record-form.js';

/** Everybody certifies their own training (paper 8). */
export const fileTrainingForm = recordForm({
  kind: 'training',
  object: ({ context }) => ({ kind: 'person', personId: context.actor.id }),
  note: ({ words: { t } }) => t('form.file-training.note'),
  fields: ({ context, words: { t } }) => {
    const today = localDate(context.organisation, context.clock.now());
    const placeholder = t('form.file.day-placeholder');
    return [
      { kind: 'text', id: 'course', label: t('form.file-training.course'), required: true, max: 200 },
      { kind: 'date', id: 'completed', label: t('form.file-training.completed'), required: true, placeholder, latest: today },
      { kind: 'long-text', id: 'evidence', label: t('form.file-training.evidence'), required: true, max: 1_000 },
      { kind: 'date', id: 'ends', label: t('form.file-training.ends'), required: false, placeholder, earliest: today },
    ];
  },
  read: (values, object) => {
    const endsOn = values.date('ends');
    return { object, kind: 'training', details: { course: values.text('course'), completedOn: values.date('completed') ?? '', evidence: values.text('evidence') }, ...(endsOn === null ? {} : { endsOn }) };
  },
  faults: { 'in-the-future': 'completed', 'already-lapsed': 'completed', 'ends-too-late': 'ends', 'ends-before-start': 'ends' },
});
