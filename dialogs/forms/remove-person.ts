import { numberOf } from '../../services/context/index.js';
import { beginInProject, mayDo, peopleOnRecord, projectRoles, rankPeople, removePerson, standingOf } from '../../services/projects/index.js';
import { defineForm } from '../form.js';
import { aboutSomebody } from './about.js';
import { refused, refusedOn } from './refused.js';
import { showProject } from './show-project.js';

/** People that are offered; of more, whoever was named comes first. */
const mostOffered = 40;

/** Somebody's role in a project ends; offered are those whom the one who fills it in may remove. */
export const removePersonForm = defineForm({
  key: 'remove-person',
  about: aboutSomebody,
  async begin({ context, about, words: { t } }) {
    const begun = await beginInProject(context, 'person.remove', about.projectId, ['see-project']);
    if (begun.kind === 'refused') return refused(begun.reason);
    const { facts } = begun.value;
    const removable = [...facts.roles].filter(([id, role]) => mayDo(`remove-${role}`, standingOf(facts, context.actor, id))).map(([id]) => id);
    const people = await peopleOnRecord(context, removable);
    if (people.length === 0) return { kind: 'refused', notice: { notice: 'nobody-to-remove' } };
    const named = about.who === undefined ? { fitting: [], near: [] } : rankPeople(people, about.who);
    const meant = [...named.fitting, ...named.near];
    const offered = [...meant, ...people.filter((person) => !meant.includes(person))].slice(0, mostOffered);
    const roleOf = (id: string): string => t(`project-role-one.${facts.roles.get(id) ?? projectRoles[2]}`);
    return {
      kind: 'page',
      title: t('form.remove-person.title'),
      heading: t('form.remove-person.heading', { project: `${numberOf('project', facts.id)} ${facts.title}` }),
      notes: [t('form.remove-person.note')],
      fields: [
        {
          kind: 'choice',
          id: 'who',
          label: t('form.remove-person.who'),
          required: true,
          choices: offered.map(({ id, name }) => ({ title: t('form.remove-person.choice', { name, role: roleOf(id) }), value: id })),
          ...(meant.length === 1 && meant[0] ? { value: meant[0].id } : {}),
        },
      ],
      next: t('form.remove-person.next'),
      before: 'once-more',
    };
  },
  async submit(work, values) {
    const removed = await removePerson(work.context, { projectId: work.about.projectId, personId: values.choice('who') ?? '' });
    if (removed.kind === 'refused') return refusedOn('who', removed.reason, work.words);
    return showProject(work, work.about.projectId, 'stepped-down');
  },
});
