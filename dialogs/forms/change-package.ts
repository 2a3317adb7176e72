import { noticeCard } from '../../cards/index.js';
import { numberOf } from '../../services/context/index.js';
import { beginOnPackage, changePackage, type Refusal } from '../../services/projects/index.js';
import { defineForm } from '../form.js';
import type { FormRefused } from '../form.js';
import { aboutPackage } from './about.js';
import { packageFields, planOf } from './package-fields.js';
import { refused, refusedOn } from './refused.js';

/** A manager changes a work package that is new still; one that is not is cleared first, or followed by a successor. */
export const changePackageForm = defineForm({
  key: 'change-package',
  about: aboutPackage,
  async begin({ context, about, words }) {
    const { t } = words;
    const begun = await beginOnPackage(context, 'change-package', about.packageId);
    if (begun.kind === 'refused') return refusedWithWayOn(begun.reason, about.packageId);
    return {
      kind: 'page',
      title: t('form.change-package.title'),
      heading: t('form.change-package.heading', { package: numberOf('package', about.packageId) }),
      notes: [t('form.package.note')],
      fields: await packageFields(context, words, begun.value.plan),
      next: t('form.change-package.next'),
    };
  },
  async submit({ context, about, words, format }, values) {
    const plan = planOf(values);
    if (!plan) return refusedOn('more-datasets', 'dataset-unknown', words);
    const { packageId } = about;
    const changed = await changePackage(context, { packageId, ...plan });
    if (changed.kind === 'refused') return changed.reason === 'package-open' || changed.reason === 'package-classified' ? refusedWithWayOn(changed.reason, packageId) : refusedOn('datasets', changed.reason, words);
    return { kind: 'done', card: noticeCard({ notice: changed.kind === 'done' ? 'package-changed' : 'package-unchanged', packageId, values: { number: numberOf('package', packageId) } }, format) };
  },
});

/** What can be done instead: the card of an open package has the clearing, a classified one gets a successor. */
function refusedWithWayOn(reason: Refusal, packageId: number): FormRefused {
  if (reason === 'package-open') return { kind: 'refused', notice: { notice: reason, packageId } };
  if (reason !== 'package-classified') return refused(reason);
  return { kind: 'refused', notice: { notice: reason, packageId, offer: { text: 'do.successor', data: { verb: 'form.start', form: 'create-successor', packageId } } } };
}
