import { localDate } from '../../services/context/index.js';
import { recordForm } from './record-form.js';

/** The Project Manager records the final version of the impact assessment (paper 4.1.6). */
export const fileDpiaForm = recordForm({
  kind: 'dpia',
  object: ({ about: { packageId } }) => (packageId === undefined ? undefined : { kind: 'package', packageId }),
  fields: ({ context, words: { t } }) => [
    { kind: 'text', id: 'reference', label: t('form.file-dpia.reference'), required: true, max: 500 },
    { kind: 'date', id: 'final', label: t('form.file-dpia.final'), required: true, placeholder: t('form.file.past-day-placeholder'), latest: localDate(context.organisation, context.clock.now()) },
  ],
  read: (values, object) => ({ object, kind: 'dpia', details: { reference: values.text('reference'), finalOn: values.date('final') ?? '' } }),
  faults: { 'in-the-future': 'final' },
});
