import type { Context } from '../context/index.js';
import { authoriseInProject } from './authorise.js';
import { beginInProject } from './begin-in-project.js';
import { done, unchanged, type Done, type Refused, type Result } from './results.js';

export interface ChangeProject {
  readonly projectId: number;
  readonly title: string;
  /** What it is to find out. */
  readonly summary: string;
}

const action = 'project.change';

/** The project as it is called and described now, for whoever may put that right. */
export async function beginChangeProject(context: Context, projectId: number): Promise<Done<ChangeProject> | Refused> {
  const begun = await beginInProject(context, action, projectId, ['change-project']);
  if (begun.kind === 'refused') return begun;
  const { title, summary } = await context.trx.selectFrom('projects').select(['title', 'summary']).where('id', '=', projectId).executeTakeFirstOrThrow();
  return done({ projectId, title, summary });
}

/** Puts title and summary of an open project right. What is decided on in it, its people, packages and last day, stays as it is. */
export async function changeProject(context: Context, { projectId, title, summary }: ChangeProject): Promise<Result<{ readonly id: number }>> {
  const authorised = await authoriseInProject(context, { action, projectId }, () => 'change-project');
  if (authorised.kind === 'refused') return authorised;
  const { note } = authorised.value;
  const before = await context.trx.selectFrom('projects').select(['title', 'summary']).where('id', '=', projectId).executeTakeFirstOrThrow();
  if (before.title === title && before.summary === summary) return unchanged(context, note, { id: projectId });
  await context.trx.updateTable('projects').set({ title, summary }).where('id', '=', projectId).execute();
  context.audit.push({ ...note, outcome: 'done', texts: { title, summary } });
  return done({ id: projectId });
}
