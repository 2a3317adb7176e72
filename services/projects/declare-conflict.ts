import { discountOpinions, roundsWithOpinionOf } from '../classification/index.js';
import { numberOf, type Context } from '../context/index.js';
import { endRole } from './change-role.js';
import { maySee, mayDo, type Standing } from './permissions.js';
import { loadProject, standingOf, type ProjectFacts } from './project-facts.js';
import { reseatOpenRequests } from './record-person.js';
import { done, refuse, unchanged, type Note, type Result } from './results.js';

/** Longest reason, in UTF-16 units. */
export const longestConflict = 1_000;

export interface DeclareConflict {
  readonly projectId: number;
  /** Directory id: the acting person, or a Referee, or one of the college, on whose behalf a Project Manager declares. */
  readonly personId: string;
  readonly reason: string;
}

/**
 * A conflict of interest in a project. Whoever has one decides nothing there, and a Referee ceases to be one at once (people-and-requests,
 * "Roles" and "Vacant seats"). Everyone declares their own; on behalf of others it is declared of Referees alone, since it would silence a
 * Representative or an Investigator, and not after an opinion was given, which it would take away: a round is cleared where all see it. Members of the college declare theirs before they are asked: to them the project exists.
 */
export async function declareConflict(context: Context, { projectId, personId, reason }: DeclareConflict): Promise<Result<{ readonly projectId: number; readonly personId: string }>> {
  const { trx, clock, actor } = context;
  const facts = await loadProject(trx, projectId, 'change');
  const note: Note = { action: 'conflict.declare', objectType: 'project', objectId: numberOf('project', projectId), subjectId: personId, ...(facts ? { projectId } : {}) };
  const standing = facts ? standingOf(facts, actor, personId) : new Set<Standing>();
  if (!facts || !(maySee(standing) || standing.has('college'))) return refuse(context, note, 'not-found');
  if (!mayDo(personId === actor.id ? 'declare-conflict' : 'declare-referee-conflict', standing)) return refuse(context, note, maySee(standing) ? 'not-allowed' : 'not-found');
  if (!facts.open) return refuse(context, note, 'project-closed');
  const declared = { projectId, personId };
  if (facts.conflicted.has(personId)) return unchanged(context, note, declared);
  if (!facts.roles.has(personId) && !(await mayBeReferee(context, personId))) return refuse(context, note, 'not-in-project');
  if (personId !== actor.id && !(await isForRefereeing(context, facts, personId))) return refuse(context, note, 'declares-themselves');
  const rounds = await roundsWithOpinionOf(trx, projectId, personId);
  if (personId !== actor.id && rounds.length > 0) return refuse(context, note, 'has-given-opinion');
  await trx.insertInto('declared_conflicts').values({ project_id: projectId, person_id: personId, declared_at: clock.now(), declared_by: actor.id, reason }).execute();
  context.audit.push({ ...note, outcome: 'done', facts: { opinions: rounds.length }, texts: { reason } });
  await discountOpinions(context, rounds);
  if (facts.roles.get(personId) === 'referee') await endRole(context, facts, personId, 'conflict-declared');
  await reseatOpenRequests(context);
  return done(declared);
}

/** Whether a Project Manager may declare for somebody: for a Referee of the project, and for one of the college who has no other role or office there. */
export async function isForRefereeing({ trx }: Context, { roles }: Pick<ProjectFacts, 'roles'>, personId: string): Promise<boolean> {
  const role = roles.get(personId);
  if (role !== undefined) return role === 'referee';
  const held = await trx.selectFrom('system_role_holders').select('role').where('person_id', '=', personId).where('role', 'in', ['referee-college', 'programme-manager']).execute();
  return held.length === 1 && held[0]?.role === 'referee-college';
}

/** Of the college, or a Programme Manager who may stand in for it. */
async function mayBeReferee({ trx }: Context, personId: string): Promise<boolean> {
  const row = await trx.selectFrom('system_role_holders').select('role').where('person_id', '=', personId).where('role', 'in', ['referee-college', 'programme-manager']).limit(1).executeTakeFirst();
  return row !== undefined;
}
