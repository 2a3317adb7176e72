import { numberOf } from '../../services/context/index.js';
import { appointPerson, beginInProject, projectRoles } from '../../services/projects/index.js';
import { defineForm } from '../form.js';
import { aboutSomebody } from './about.js';
import { refused, refusedOn } from './refused.js';
import { appointedCard, showProject } from './show-project.js';

/** Somebody gets a role in a project; whoever fills it in is offered the roles that they may give. */
export const appointForm = defineForm({
  key: 'appoint',
  about: aboutSomebody,
  async begin({ context, about, words: { t } }) {
    const begun = await beginInProject(context, 'person.appoint', about.projectId, projectRoles.map((role) => `appoint-${role}` as const));
    if (begun.kind === 'refused') return refused(begun.reason);
    const { facts, allowed } = begun.value;
    const roles = projectRoles.filter((role) => allowed.includes(`appoint-${role}`));
    return {
      kind: 'page',
      title: t('form.appoint.title'),
      heading: t('form.appoint.heading', { project: `${numberOf('project', facts.id)} ${facts.title}` }),
      fields: [
        { kind: 'person', id: 'who', label: t('form.appoint.who'), required: true, placeholder: t('form.person-placeholder'), ...(about.who === undefined ? {} : { value: about.who }) },
        { kind: 'choice', id: 'role', label: t('form.appoint.role'), required: true, choices: roles.map((role) => ({ title: t(`form.appoint.role-${role}`), value: role })), ...(roles.includes('researcher') ? { value: 'researcher' } : {}) },
      ],
      next: t('form.appoint.next'),
    };
  },
  async submit(work, values) {
    const person = values.person('who');
    const role = projectRoles.find((one) => one === values.choice('role'));
    if (!person || !role) return refused('not-found');
    const appointed = await appointPerson(work.context, { projectId: work.about.projectId, person, role });
    if (appointed.kind === 'refused') return refusedOn('who', appointed.reason, work.words);
    return { ...(await showProject(work, work.about.projectId, 'not-found')), also: appointedCard(work, person.name, role) };
  },
});
