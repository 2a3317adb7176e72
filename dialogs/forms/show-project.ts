import { noticeCard, projectCard, type Card, type NoticeKey } from '../../cards/index.js';
import { numberOf } from '../../services/context/index.js';
import { viewProject, type projectRoles } from '../../services/projects/index.js';
import type { FormDone, FormWork } from '../form.js';

/** The project as it stands after what was done; for one who sees it no more, what was done. */
export async function showProject({ context, format }: Pick<FormWork<unknown>, 'context' | 'format'>, projectId: number, otherwise: NoticeKey): Promise<FormDone> {
  const view = await viewProject(context, projectId);
  return { kind: 'done', card: view ? projectCard(view, format) : noticeCard({ notice: otherwise }, format) };
}

/** Who has which role in the project now. */
export const appointedCard = ({ about, words, format }: FormWork<{ readonly projectId: number }>, who: string, role: (typeof projectRoles)[number]): Card =>
  noticeCard({ notice: 'appointed', values: { who, role: words.t(`project-role-one.${role}`), number: numberOf('project', about.projectId) } }, format);
