import type { ProjectLine, ProjectList } from '../../services/projects/index.js';
import { numberOf } from '../../services/context/index.js';
import { button } from '../buttons.js';
import { pageButtons, pagingOf, type ListCardData, type Row } from '../list-data.js';
import { oneLine } from '../literal.js';
import { renderFitting, type Card } from '../render.js';
import type { Format } from '../text.js';
import { wording, type Wording } from '../wording.js';

/** The projects that the reader has a role in; for a Programme Manager all. */
export function projectListCard(view: ProjectList, format: Format): Card {
  const words = wording(format);
  const { t } = words;
  const none = view.items.length === 0;
  return renderFitting('list', words, t('projects.summary', { total: view.total }), (room) => {
    const data: ListCardData = {
      title: t('projects.title'),
      empty: none ? [{ text: t('projects.empty') }] : [],
      rows: view.items.map((project) => projectRow(project, room, words)),
      paging: pagingOf(view, words),
      next: t(none ? (view.mayCreate ? 'projects.empty-next-create' : 'projects.empty-next') : 'projects.next'),
      searches: [],
      actions: [
        ...pageButtons(view, words, (page) => ({ verb: 'projects.list', page, renew: true })),
        ...(view.mayCreate ? [button(t('do.new-project'), { verb: 'form.start', form: 'create-project' }, { style: 'positive' }), button(t('do.portfolio'), { verb: 'portfolio.show', page: 1 })] : []),
      ],
    };
    return { ...data };
  });
}

function projectRow({ id, title, open, endsOn, role, investigator, people, packages }: ProjectLine, room: number, { t, day }: Wording): Row {
  const number = numberOf('project', id);
  const who = investigator === null ? t('projects.no-investigator') : t('projects.investigator', { name: oneLine(investigator, Math.min(room, 80)) });
  return {
    title: t('row.title', { number, what: oneLine(title, Math.min(room, 120)) }),
    states: [{ text: [t(open ? 'project.open' : 'project.closed'), ...(role === null ? [] : [t('projects.own-role', { role: t(`project-role-one.${role}`) })])].join(t('line.separator')) }],
    details: [{ text: [who, t('projects.counts', { people, packages }), t('project.until', { day: day(endsOn) })].join(t('line.separator')) }],
    open: button(t('do.open', { name: number }), { verb: 'project.show', projectId: id }, { inputs: 'none' }),
  };
}
