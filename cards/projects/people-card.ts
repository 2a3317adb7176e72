import type { ProjectView } from '../../services/projects/index.js';
import { numberOf } from '../../services/context/index.js';
import { button } from '../buttons.js';
import { oneLine } from '../literal.js';
import { nothing, section, type OverviewCardData } from '../overview-data.js';
import { mayAdd, mayRemove, personLine, projectLine, projectRoleOrder } from './project-words.js';
import { renderFitting, type Card } from '../render.js';
import type { Format } from '../text.js';
import { wording } from '../wording.js';

/** Names of one role on one card; the others are counted. */
const mostNames = 25;

/** Everybody with a role in a project, role by role. */
export function peopleCard(view: ProjectView, format: Format): Card {
  const words = wording(format);
  const { t } = words;
  const about = { projectId: view.id };
  return renderFitting('overview', words, t('people.summary', { number: numberOf('project', view.id), count: view.people.length }), (room) => {
    const data: OverviewCardData = {
      ...nothing,
      eyebrows: [{ text: projectLine(view, words) }],
      title: t('people.title'),
      next: view.people.length === 0 ? t('people.none') : t(mayAdd(view) ? 'people.next' : 'people.next-read'),
      sections: projectRoleOrder.flatMap((role) => {
        const holders = view.people.filter((person) => person.role === role);
        const more = holders.length - mostNames;
        const items = holders.slice(0, mostNames).map((person) => ({ title: oneLine(personLine(person, words), Math.min(room, 200)) || '…', details: [] }));
        return section(t('people.role', { role: t(`project-role.${role}`), count: holders.length }), { items: [...items, ...(more > 0 ? [{ title: t('line.more', { count: more }), details: [] }] : [])] });
      }),
      actions: [
        ...(mayAdd(view) ? [button(t('do.add-person'), { verb: 'form.start', form: 'appoint', ...about }, { style: 'positive' })] : []),
        ...(mayRemove(view) ? [button(t('do.remove-person'), { verb: 'form.start', form: 'remove-person', ...about })] : []),
        button(t('do.show', { number: numberOf('project', view.id) }), { verb: 'project.show', ...about }),
      ],
    };
    return { ...data };
  });
}
