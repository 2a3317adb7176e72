import { numberOf, type Context } from '../context/index.js';
import { maySee, mayDo, type ProjectAction } from './permissions.js';
import { loadProject, standingOf, type ProjectFacts } from './project-facts.js';
import { done, refuse, type Refused, type Done } from './results.js';

/** What somebody may begin to do in a project. */
export interface Beginning {
  readonly facts: ProjectFacts;
  /** Of the actions asked for, those that their standing gives a right to. */
  readonly allowed: readonly ProjectAction[];
}

/**
 * Whether a form can lead anywhere: the acting person may do one of `actions` in the project, which is open. A refusal is put on record before
 * anything is filled in; the use case decides again when it is sent.
 */
export async function beginInProject(context: Context, action: string, projectId: number, actions: readonly ProjectAction[]): Promise<Done<Beginning> | Refused> {
  const facts = await loadProject(context.trx, projectId, 'look');
  const note = { action, objectType: 'project', objectId: numberOf('project', projectId) } as const;
  if (!facts) return refuse(context, note, 'not-found');
  const standing = standingOf(facts, context.actor);
  if (!maySee(standing)) return refuse(context, note, 'not-found');
  const allowed = actions.filter((one) => mayDo(one, standing));
  if (allowed.length === 0) return refuse(context, { ...note, projectId }, 'not-allowed');
  return facts.open ? done({ facts, allowed }) : refuse(context, { ...note, projectId }, 'project-closed');
}
