import { numberOf } from '../../services/context/index.js';
import { beginTakingBack, longestConflict, peopleOnRecord, takeBackConflict } from '../../services/projects/index.js';
import { defineForm } from '../form.js';
import { aboutProject } from './about.js';
import { refused, refusedOn } from './refused.js';
import { showProject } from './show-project.js';

/** A conflict of interest that was declared in error. */
export const takeBackConflictForm = defineForm({
  key: 'take-back-conflict',
  about: aboutProject,
  async begin({ context, about, words: { t } }) {
    const begun = await beginTakingBack(context, about.projectId);
    if (begun.kind === 'refused') return refused(begun.reason);
    const people = await peopleOnRecord(context, begun.value.subjects);
    const me = context.actor.id;
    const [only] = people;
    return {
      kind: 'page',
      title: t('form.take-back-conflict.title'),
      heading: t('form.take-back-conflict.heading', { project: numberOf('project', about.projectId) }),
      notes: [t('form.take-back-conflict.note')],
      fields: [
        {
          kind: 'choice',
          id: 'who',
          label: t('form.take-back-conflict.who'),
          required: true,
          choices: people.map(({ id, name }) => ({ title: id === me ? t('form.declare-conflict.me', { name }) : name, value: id })),
          ...(people.length === 1 && only ? { value: only.id } : {}),
        },
        { kind: 'long-text', id: 'reason', label: t('form.take-back-conflict.reason'), required: true, max: longestConflict },
      ],
      next: t('form.declare-conflict.next'),
      before: 'once-more',
    };
  },
  async submit(work, values) {
    const taken = await takeBackConflict(work.context, { projectId: work.about.projectId, personId: values.choice('who') ?? '', reason: values.text('reason') });
    if (taken.kind === 'refused') return refusedOn('who', taken.reason, work.words);
    return showProject(work, work.about.projectId, 'conflict-taken-back');
  },
});
