import { noticeCard } from '../../cards/index.js';
import { numberOf } from '../../services/context/index.js';
import { beginOnPackage, createSuccessor, successorReasons } from '../../services/projects/index.js';
import { defineForm } from '../form.js';
import { aboutPackage } from './about.js';
import { packageFields, planOf } from './package-fields.js';
import { refused, refusedOn } from './refused.js';

/** A new package in place of a classified one, written from that. */
export const createSuccessorForm = defineForm({
  key: 'create-successor',
  about: aboutPackage,
  async begin({ context, about, words }) {
    const { t } = words;
    const { packageId } = about;
    const begun = await beginOnPackage(context, 'succeed-package', packageId);
    if (begun.kind === 'refused') {
      if (begun.reason !== 'package-new') return begun.reason === 'package-open' ? { kind: 'refused', notice: { notice: begun.reason, packageId } } : refused(begun.reason);
      return { kind: 'refused', notice: { notice: 'package-new', packageId, offer: { text: 'do.change-package', data: { verb: 'form.start', form: 'change-package', packageId } } } };
    }
    return {
      kind: 'page',
      title: t('form.create-successor.title'),
      heading: t('form.create-successor.heading', { package: numberOf('package', packageId) }),
      notes: [t('form.create-successor.note')],
      fields: [
        { kind: 'choice', id: 'reason', label: t('form.create-successor.reason'), required: true, choices: successorReasons.map((value) => ({ title: t(`successor.${value}`), value })) },
        ...(await packageFields(context, words, begun.value.plan)),
      ],
      next: t('form.create-successor.next'),
    };
  },
  async submit({ context, about, words, format }, values) {
    const plan = planOf(values);
    const reason = successorReasons.find((one) => one === values.choice('reason'));
    if (!plan || !reason) return refusedOn('more-datasets', 'dataset-unknown', words);
    const created = await createSuccessor(context, { packageId: about.packageId, reason, ...plan });
    if (created.kind === 'refused') return refusedOn('datasets', created.reason, words);
    const { packageId } = created.value;
    return { kind: 'done', card: noticeCard({ notice: 'successor-created', packageId, values: { number: numberOf('package', packageId), who: numberOf('package', about.packageId) } }, format) };
  },
});
