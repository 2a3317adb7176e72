import { numberOf } from '../../services/context/index.js';
import { beginChangeProject, changeProject, longestProjectText } from '../../services/projects/index.js';
import { defineForm } from '../form.js';
import { aboutProject } from './about.js';
import { refused } from './refused.js';
import { showProject } from './show-project.js';

/** A Programme Manager puts a project's title and summary right. */
export const changeProjectForm = defineForm({
  key: 'change-project',
  about: aboutProject,
  async begin({ context, about, words: { t } }) {
    const begun = await beginChangeProject(context, about.projectId);
    if (begun.kind === 'refused') return refused(begun.reason);
    const { title, summary } = begun.value;
    return {
      kind: 'page',
      title: t('form.change-project.title'),
      heading: t('form.change-project.heading', { project: numberOf('project', about.projectId) }),
      fields: [
        { kind: 'text', id: 'name', label: t('form.create-project.name'), required: true, max: longestProjectText.title, value: title },
        { kind: 'long-text', id: 'summary', label: t('form.create-project.summary'), required: true, max: longestProjectText.summary, value: summary },
      ],
      next: t('form.change-project.next'),
    };
  },
  async submit(work, values) {
    const { projectId } = work.about;
    const changed = await changeProject(work.context, { projectId, title: values.text('name'), summary: values.text('summary') });
    return changed.kind === 'refused' ? refused(changed.reason) : showProject(work, projectId, 'not-found');
  },
});
