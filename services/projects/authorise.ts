import { numberOf, type Context } from '../context/index.js';
import { maySee, mayDo, type ProjectAction, type Standing } from './permissions.js';
import { loadProject, standingOf, type ProjectFacts } from './project-facts.js';
import { done, refuse, type Done, type Note, type Refused } from './results.js';

/** A project that the acting person may act on, held until the transaction ends. */
export interface Authorised {
  readonly facts: ProjectFacts;
  readonly standing: ReadonlySet<Standing>;
  /** What every audit entry about the command says. */
  readonly note: Note;
}

export interface Act {
  /** As the audit names it. */
  readonly action: string;
  readonly projectId: number;
  /** Whom it is done to. */
  readonly subjectId?: string;
  readonly facts?: Note['facts'];
}

/**
 * Loads and holds the project and asks who may (`permissions.ts`), then whether it is open. To somebody without a role in it there is no
 * such project, whatever they tried.
 * @param permission by the people who are there, since some rights hang on the subject's role
 */
export async function authoriseInProject(context: Context, { action, projectId, subjectId, facts: known }: Act, permission: (facts: ProjectFacts) => ProjectAction): Promise<Done<Authorised> | Refused> {
  const facts = await loadProject(context.trx, projectId, 'change');
  const note: Note = {
    action,
    objectType: 'project',
    objectId: numberOf('project', projectId),
    ...(facts ? { projectId: facts.id } : {}),
    ...(subjectId === undefined ? {} : { subjectId }),
    ...(known === undefined ? {} : { facts: known }),
  };
  if (!facts) return refuse(context, note, 'not-found');
  const standing = standingOf(facts, context.actor, subjectId);
  const wanted = permission(facts);
  if (!maySee(standing)) return refuse(context, note, 'not-found');
  if (!mayDo(wanted, standing)) return refuse(context, note, wanted.startsWith('appoint-') && standing.has('self') ? 'own-appointment' : 'not-allowed');
  if (!facts.open) return refuse(context, note, 'project-closed');
  return done({ facts, standing, note });
}
