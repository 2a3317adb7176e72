import { numberOf, type Context } from '../context/index.js';
import { endRole } from './change-role.js';
import { maySee, mayDo, type Standing } from './permissions.js';
import { loadProject, standingOf } from './project-facts.js';
import { reseatOpenRequests } from './record-person.js';
import { done, refuse, unchanged, type Note, type Result } from './results.js';

/** Longest reason, in UTF-16 units. */
export const longestConflict = 1_000;

export interface DeclareConflict {
  readonly projectId: number;
  /** Directory id: the acting person, or somebody on whose behalf a Project Manager declares. */
  readonly personId: string;
  readonly reason: string;
}

/**
 * A conflict of interest in a project. Whoever has one decides nothing there, and a Referee ceases to be one at once (people-and-requests,
 * "Roles" and "Vacant seats"). It is not taken back. Members of the college declare theirs before they are asked: to them the project exists.
 */
export async function declareConflict(context: Context, { projectId, personId, reason }: DeclareConflict): Promise<Result<{ readonly projectId: number; readonly personId: string }>> {
  const { trx, clock, actor } = context;
  const facts = await loadProject(trx, projectId, 'change');
  const note: Note = { action: 'conflict.declare', objectType: 'project', objectId: numberOf('project', projectId), subjectId: personId, ...(facts ? { projectId } : {}) };
  const standing = facts ? standingOf(facts, actor, personId) : new Set<Standing>();
  if (!facts || !(maySee(standing) || standing.has('college'))) return refuse(context, note, 'not-found');
  if (!mayDo('declare-conflict', standing)) return refuse(context, note, maySee(standing) ? 'not-allowed' : 'not-found');
  if (!facts.open) return refuse(context, note, 'project-closed');
  const declared = { projectId, personId };
  if (facts.conflicted.has(personId)) return unchanged(context, note, declared);
  if (!facts.roles.has(personId) && !(await mayBeReferee(context, personId))) return refuse(context, note, 'not-in-project');
  await trx.insertInto('declared_conflicts').values({ project_id: projectId, person_id: personId, declared_at: clock.now(), declared_by: actor.id, reason }).execute();
  context.audit.push({ ...note, outcome: 'done', texts: { reason } });
  if (facts.roles.get(personId) === 'referee') await endRole(context, facts, personId, 'conflict-declared');
  await reseatOpenRequests(context);
  return done(declared);
}

/** Of the college, or a Programme Manager who may stand in for it. */
async function mayBeReferee({ trx }: Context, personId: string): Promise<boolean> {
  const row = await trx.selectFrom('system_role_holders').select('role').where('person_id', '=', personId).where('role', 'in', ['referee-college', 'programme-manager']).limit(1).executeTakeFirst();
  return row !== undefined;
}
