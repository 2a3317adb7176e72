import type { OwnRole } from '../../services/projects/index.js';
import { numberOf } from '../../services/context/index.js';
import { button } from '../buttons.js';
import { short } from '../names.js';
import type { NoticeCardData } from '../notice-data.js';
import { projectLine } from './project-words.js';
import { render, type Card } from '../render.js';
import type { Format } from '../text.js';
import { wording } from '../wording.js';

export interface ToldProjectView extends OwnRole {
  /** Who acted; null when the product did. */
  readonly actor: string | null;
}

/** What became of somebody's own role in a project: they have one now, or they have none any more. */
export function toldProjectCard({ project, role, actor }: ToldProjectView, format: Format): Card {
  const words = wording(format);
  const { t } = words;
  const number = numberOf('project', project.id);
  const event = role === null ? 'removed' : 'appointed';
  const values = { number, actor: actor === null ? 'none' : short(actor), role: role === null ? 'none' : t(`project-role-one.${role}`) };
  const title = t(`told-project.${event}.title`, values);
  const data: NoticeCardData = {
    eyebrows: [{ text: projectLine(project, words) }],
    title,
    bands: [{ style: role === null ? 'warning' : 'accent', word: t('kind.info'), text: t(`told-project.${event}.text`, values) }],
    lines: [],
    factSets: [],
    texts: [],
    next: t(`told-project.${event}.next`),
    actions: role === null ? [button(t('do.help'), { verb: 'help.show' })] : [button(t('do.show', { number }), { verb: 'project.show', projectId: project.id })],
  };
  return render('notice', words, title, { ...data });
}
