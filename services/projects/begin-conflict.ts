import { numberOf, type Context } from '../context/index.js';
import { isForRefereeing } from './declare-conflict.js';
import { maySee, mayDo } from './permissions.js';
import { loadProject, standingOf } from './project-facts.js';
import { done, refuse, type Done, type Refused } from './results.js';

/** People that a Project Manager is offered. */
const mostOffered = 40;

/**
 * Of whom the acting person may declare a conflict in the project: of themselves, and as its Project Manager of its Referees and of the
 * college. To members of the college the project exists for that.
 */
export async function beginConflict(context: Context, projectId: number): Promise<Done<{ readonly subjects: readonly string[] }> | Refused> {
  const { trx, actor } = context;
  const facts = await loadProject(trx, projectId, 'look');
  const note = { action: 'conflict.declare', objectType: 'project', objectId: numberOf('project', projectId) } as const;
  const standing = facts && standingOf(facts, actor, actor.id);
  if (!facts || !standing || !(maySee(standing) || standing.has('college'))) return refuse(context, note, 'not-found');
  if (!facts.open) return refuse(context, note, 'project-closed');
  if (!mayDo('declare-referee-conflict', standing)) return done({ subjects: [actor.id] });
  const college = await trx.selectFrom('system_role_holders').select('person_id').where('role', '=', 'referee-college').execute();
  const known = new Set([...facts.roles.keys(), ...college.map(({ person_id }) => person_id)]);
  const others: string[] = [];
  for (const id of known) if (id !== actor.id && !facts.conflicted.has(id) && (await isForRefereeing(context, facts, id))) others.push(id);
  return done({ subjects: [actor.id, ...others].slice(0, mostOffered) });
}
