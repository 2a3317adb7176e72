import { numberOf, type Context } from '../context/index.js';
import { maySee, mayDo } from './permissions.js';
import { loadProject, standingOf } from './project-facts.js';
import { proposeReferees, type RefereeProposal } from './propose-referee.js';
import { done, refuse, type Result } from './results.js';

/** Whom a manager may ask to be Referee, the first to be asked at the top. */
export interface RefereeView {
  readonly project: { readonly id: number; readonly title: string };
  readonly proposals: readonly RefereeProposal[];
  /** The reader appoints the Referee. */
  readonly mayAppoint: boolean;
}

/** The proposals for a project's managers. */
export async function viewReferees(context: Context, projectId: number): Promise<Result<RefereeView>> {
  const facts = await loadProject(context.trx, projectId, 'look');
  const note = { action: 'referee.propose', objectType: 'project', objectId: numberOf('project', projectId) } as const;
  if (!facts) return refuse(context, note, 'not-found');
  const standing = standingOf(facts, context.actor);
  if (!maySee(standing)) return refuse(context, note, 'not-found');
  if (!mayDo('propose-referee', standing)) return refuse(context, { ...note, projectId }, 'not-allowed');
  return done({ project: { id: facts.id, title: facts.title }, proposals: await proposeReferees(context, projectId), mayAppoint: facts.open && mayDo('appoint-referee', standing) });
}
