import { noticeCard } from '../../cards/index.js';
import { numberOf } from '../../services/context/index.js';
import { beginInProject, createPackage } from '../../services/projects/index.js';
import { defineForm } from '../form.js';
import { aboutProject } from './about.js';
import { packageFields, planOf } from './package-fields.js';
import { refused, refusedOn } from './refused.js';

/** A manager writes a new work package. */
export const createPackageForm = defineForm({
  key: 'create-package',
  about: aboutProject,
  async begin({ context, about, words }) {
    const { t } = words;
    const begun = await beginInProject(context, 'package.create', about.projectId, ['create-package']);
    if (begun.kind === 'refused') return refused(begun.reason);
    const { id, title } = begun.value.facts;
    return {
      kind: 'page',
      title: t('form.create-package.title'),
      heading: t('form.create-package.heading', { project: `${numberOf('project', id)} ${title}` }),
      notes: [t('form.package.note')],
      fields: await packageFields(context, words),
      next: t('form.create-package.next'),
    };
  },
  async submit({ context, about, words, format }, values) {
    const plan = planOf(values);
    if (!plan) return refusedOn('more-datasets', 'dataset-unknown', words);
    const created = await createPackage(context, { projectId: about.projectId, ...plan });
    if (created.kind === 'refused') return refusedOn('datasets', created.reason, words);
    const { packageId } = created.value;
    return { kind: 'done', card: noticeCard({ notice: 'package-created', packageId, values: { number: numberOf('package', packageId) } }, format) };
  },
});
