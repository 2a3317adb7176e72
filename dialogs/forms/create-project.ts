import { z } from 'zod';
import { localDate } from '../../services/context/index.js';
import { createProject, longestProjectText, mayCreateProject } from '../../services/projects/index.js';
import { defineForm } from '../form.js';
import { refused, refusedOn } from './refused.js';
import { showProject } from './show-project.js';

/** A Programme Manager opens a project. */
export const createProjectForm = defineForm({
  key: 'create-project',
  about: z.object({}),
  async begin({ context, words: { t } }) {
    const allowed = mayCreateProject(context);
    if (allowed.kind === 'refused') return refused(allowed.reason);
    return {
      kind: 'page',
      title: t('form.create-project.title'),
      heading: t('form.create-project.heading'),
      fields: [
        { kind: 'text', id: 'name', label: t('form.create-project.name'), required: true, max: longestProjectText.title },
        { kind: 'long-text', id: 'summary', label: t('form.create-project.summary'), required: true, max: longestProjectText.summary },
        { kind: 'date', id: 'ends', label: t('form.create-project.ends'), required: true, placeholder: t('form.create-project.ends-placeholder'), earliest: localDate(context.organisation, context.clock.now()) },
      ],
      next: t('form.create-project.next'),
    };
  },
  async submit(work, values) {
    const created = await createProject(work.context, { title: values.text('name'), summary: values.text('summary'), endsOn: values.date('ends') ?? '' });
    if (created.kind === 'refused') return refusedOn('ends', created.reason, work.words);
    return showProject(work, created.value.id, 'not-found');
  },
});
