import { details } from '../../services/records/index.js';
import { recordForm } from './record-form.js';

const { right, personalData } = details.authority.shape;

/** The dataset's Representative certifies that the provider may share it (paper 2.8, 8). */
export const fileAuthorityForm = recordForm({
  kind: 'authority',
  object: ({ about: { datasetId } }) => (datasetId === undefined ? undefined : { kind: 'dataset', datasetId }),
  fields: ({ words: { t } }) => [
    { kind: 'choice', id: 'right', label: t('form.file-authority.right'), required: true, choices: right.options.map((value) => ({ title: t(`record-value.right.${value}`), value })) },
    { kind: 'choice', id: 'personal', label: t('form.file-authority.personal'), required: true, choices: personalData.options.map((value) => ({ title: t(`record-value.personalData.${value}`), value })) },
    { kind: 'long-text', id: 'statement', label: t('form.file-authority.statement'), required: true, max: 1_500 },
    { kind: 'toggle', id: 'certify', label: t('form.file-authority.certify'), statement: t('form.file-authority.certify-text'), required: true },
  ],
  read: (values, object) => ({
    object,
    kind: 'authority',
    details: { right: right.parse(values.choice('right')), personalData: personalData.parse(values.choice('personal')), statement: values.text('statement') },
  }),
  faults: { 'consent-not-passed-on': 'personal' },
});
