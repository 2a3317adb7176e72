import { noticeCard, projectCard, type NoticeKey } from '../../cards/index.js';
import { viewProject } from '../../services/projects/index.js';
import type { FormDone, FormWork } from '../form.js';

/** The project as it stands after what was done; for one who sees it no more, what was done. */
export async function showProject({ context, format }: Pick<FormWork<unknown>, 'context' | 'format'>, projectId: number, otherwise: NoticeKey): Promise<FormDone> {
  const view = await viewProject(context, projectId);
  return { kind: 'done', card: view ? projectCard(view, format) : noticeCard({ notice: otherwise }, format) };
}
