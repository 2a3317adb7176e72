import { localDate } from '../../services/context/index.js';
import { details } from '../../services/records/index.js';
import { recordForm } from './record-form.js';

const { outcome } = details.ethics.shape;

/** The Project Manager records what the ethics committee decided (paper 4.1.6). */
export const fileEthicsForm = recordForm({
  kind: 'ethics',
  object: ({ about: { projectId } }) => (projectId === undefined ? undefined : { kind: 'project', projectId }),
  fields: ({ context, words: { t } }) => {
    const today = localDate(context.organisation, context.clock.now());
    const placeholder = t('form.file.day-placeholder');
    return [
      { kind: 'choice', id: 'outcome', label: t('form.file-ethics.outcome'), required: true, choices: outcome.options.map((value) => ({ title: t(`record-value.outcome.${value}`), value })) },
      { kind: 'text', id: 'reference', label: t('form.file-ethics.reference'), required: true, max: 500 },
      { kind: 'date', id: 'decided', label: t('form.file-ethics.decided'), required: true, placeholder, latest: today },
      { kind: 'date', id: 'ends', label: t('form.file-ethics.ends'), required: false, placeholder, earliest: today },
    ];
  },
  read: (values, object) => {
    const endsOn = values.date('ends');
    return { object, kind: 'ethics', details: { outcome: outcome.parse(values.choice('outcome')), reference: values.text('reference'), decidedOn: values.date('decided') ?? '' }, ...(endsOn === null ? {} : { endsOn }) };
  },
  faults: { 'in-the-future': 'decided', 'already-lapsed': 'ends', 'ends-before-start': 'ends' },
});
