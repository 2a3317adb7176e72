import { details } from '../../services/records/index.js';
import { recordForm } from './record-form.js';

const { outcome } = details['website-terms'].shape;

/** The Project Manager records that no data of websites is used, or that their terms allow the use (paper 4.1.6). */
export const fileWebsiteTermsForm = recordForm({
  kind: 'website-terms',
  object: ({ about: { projectId } }) => (projectId === undefined ? undefined : { kind: 'project', projectId }),
  fields: ({ words: { t } }) => [
    { kind: 'choice', id: 'outcome', label: t('form.file-website-terms.outcome'), required: true, choices: outcome.options.map((value) => ({ title: t(`record-value.outcome.${value}`), value })) },
    { kind: 'long-text', id: 'sites', label: t('form.file-website-terms.sites'), required: false, max: 2_000 },
  ],
  read: (values, object) => ({ object, kind: 'website-terms', details: { outcome: outcome.parse(values.choice('outcome')), sites: values.text('sites') } }),
  faults: { 'invalid-input': 'sites' },
});
