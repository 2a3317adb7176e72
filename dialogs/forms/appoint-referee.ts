import { numberOf } from '../../services/context/index.js';
import { appointPerson, beginInProject, peopleOnRecord, proposeReferees } from '../../services/projects/index.js';
import { defineForm } from '../form.js';
import { aboutProject } from './about.js';
import { refused, refusedOn } from './refused.js';
import { appointedCard, showProject } from './show-project.js';

/** Proposals that are offered. */
const mostOffered = 12;

/** The Referee, out of those who are proposed; the one to be asked first is chosen already. */
export const appointRefereeForm = defineForm({
  key: 'appoint-referee',
  about: aboutProject,
  async begin({ context, about, words: { t } }) {
    const begun = await beginInProject(context, 'person.appoint', about.projectId, ['appoint-referee']);
    if (begun.kind === 'refused') return refused(begun.reason);
    const proposals = (await proposeReferees(context, about.projectId)).slice(0, mostOffered);
    const [first] = proposals;
    if (!first) return refused('not-in-college');
    return {
      kind: 'page',
      title: t('form.appoint-referee.title'),
      heading: t('form.appoint-referee.heading', { project: `${numberOf('project', begun.value.facts.id)} ${begun.value.facts.title}` }),
      fields: [
        {
          kind: 'choice',
          id: 'who',
          label: t('form.appoint-referee.who'),
          required: true,
          value: first.id,
          choices: proposals.map(({ id, name, seats }) => ({ title: t('form.appoint-referee.choice', { name, count: seats }), value: id })),
        },
      ],
      next: t('form.appoint-referee.next'),
      before: 'once-more',
    };
  },
  async submit(work, values) {
    const [person] = await peopleOnRecord(work.context, [values.choice('who') ?? '']);
    if (!person) return refused('not-found');
    const appointed = await appointPerson(work.context, { projectId: work.about.projectId, person, role: 'referee' });
    if (appointed.kind === 'refused') return refusedOn('who', appointed.reason, work.words);
    return { ...(await showProject(work, work.about.projectId, 'not-found')), also: appointedCard(work, person.name, 'referee') };
  },
});
