import { numberOf } from '../../services/context/index.js';
import { beginConflict, declareConflict, longestConflict, peopleOnRecord } from '../../services/projects/index.js';
import { defineForm } from '../form.js';
import { aboutProject } from './about.js';
import { refused, refusedOn } from './refused.js';
import { showProject } from './show-project.js';

/** A conflict of interest in a project: one's own, or as its Project Manager that of a Referee. */
export const declareConflictForm = defineForm({
  key: 'declare-conflict',
  about: aboutProject,
  async begin({ context, about, words: { t } }) {
    const begun = await beginConflict(context, about.projectId);
    if (begun.kind === 'refused') return refused(begun.reason);
    const people = await peopleOnRecord(context, begun.value.subjects);
    const me = context.actor.id;
    const who = {
      kind: 'choice' as const,
      id: 'who',
      label: t('form.declare-conflict.who'),
      required: true,
      value: me,
      choices: people.map(({ id, name }) => ({ title: id === me ? t('form.declare-conflict.me', { name }) : name, value: id })),
    };
    return {
      kind: 'page',
      title: t('form.declare-conflict.title'),
      heading: t('form.declare-conflict.heading', { project: numberOf('project', about.projectId) }),
      notes: [t('form.declare-conflict.note')],
      fields: [...(people.length > 1 ? [who] : []), { kind: 'long-text', id: 'reason', label: t('form.declare-conflict.reason'), required: true, max: longestConflict }],
      next: t('form.declare-conflict.next'),
      before: 'once-more',
    };
  },
  async submit(work, values) {
    const personId = values.has('who') ? (values.choice('who') ?? '') : work.context.actor.id;
    const declared = await declareConflict(work.context, { projectId: work.about.projectId, personId, reason: values.text('reason') });
    if (declared.kind === 'refused') return refusedOn('reason', declared.reason, work.words);
    return showProject(work, work.about.projectId, 'conflict-recorded');
  },
});
