import { localDate, plusMonths } from '../../services/context/index.js';
import { recordForm } from './record-form.js';

/** The Project Manager has a data sharing agreement prepared (paper 4.1.7). */
export const fileAgreementForm = recordForm({
  kind: 'agreement',
  object: ({ about: { datasetId, projectId } }) => (datasetId === undefined || projectId === undefined ? undefined : { kind: 'dataset-in-project', datasetId, projectId }),
  fields: ({ context, words: { t, day } }) => {
    const today = localDate(context.organisation, context.clock.now());
    return [
      { kind: 'date', id: 'starts', label: t('form.file-agreement.starts'), required: true, value: day(today) },
      { kind: 'date', id: 'ends', label: t('form.file-agreement.ends'), required: true, placeholder: t('form.file.day-placeholder'), earliest: today, latest: plusMonths(today, 240) },
    ];
  },
  read: (values, object) => ({ object, kind: 'agreement', details: {}, startsOn: values.date('starts') ?? '', endsOn: values.date('ends') ?? '' }),
  faults: { 'already-lapsed': 'ends', 'ends-before-start': 'ends' },
});
