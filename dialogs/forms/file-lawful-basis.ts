import { details } from '../../services/records/index.js';
import { recordForm } from './record-form.js';

const { consent } = details['lawful-basis'].shape;

/** One of the two managers verifies the lawful basis; the other confirms it on a card (paper 4.1.6). */
export const fileLawfulBasisForm = recordForm({
  kind: 'lawful-basis',
  object: ({ about: { packageId } }) => (packageId === undefined ? undefined : { kind: 'package', packageId }),
  note: ({ words: { t } }) => t('form.file-lawful-basis.note'),
  fields: ({ words: { t } }) => [
    { kind: 'long-text', id: 'sharing', label: t('form.file-lawful-basis.sharing'), required: true, max: 1_000 },
    { kind: 'long-text', id: 'use', label: t('form.file-lawful-basis.use'), required: true, max: 1_000 },
    { kind: 'choice', id: 'consent', label: t('form.file-lawful-basis.consent'), required: true, choices: consent.options.map((value) => ({ title: t(`record-value.consent.${value}`), value })) },
  ],
  read: (values, object) => ({ object, kind: 'lawful-basis', details: { sharing: values.text('sharing'), use: values.text('use'), consent: consent.parse(values.choice('consent')) } }),
  faults: { 'fresh-consent-needed': 'consent' },
});
