import { numberOf, type Context } from '../context/index.js';
import { maySee, mayDo, type Standing } from './permissions.js';
import { conflictStanding, loadProject, type ProjectFacts } from './project-facts.js';
import { reseatOpenRequests } from './record-person.js';
import { done, refuse, type Done, type Note, type Refused, type Result } from './results.js';

export interface TakeBackConflict {
  readonly projectId: number;
  /** Directory id of whose conflict it is. */
  readonly personId: string;
  /** What was in error. At most `longestConflict` characters. */
  readonly reason: string;
}

/**
 * A declaration that was made in error is taken back by whoever made it, or by a Programme Manager whom it is not about; both stand on record.
 * What the declaration ended stays ended: a Referee is appointed anew.
 */
export async function takeBackConflict(context: Context, { projectId, personId, reason }: TakeBackConflict): Promise<Result<{ readonly projectId: number; readonly personId: string }>> {
  const { trx, actor } = context;
  const facts = await loadProject(trx, projectId, 'change');
  const note: Note = { action, objectType: 'project', objectId: numberOf('project', projectId), subjectId: personId, ...(facts ? { projectId } : {}) };
  const standing = facts ? conflictStanding(facts, actor, personId) : new Set<Standing>();
  if (!facts || !knowsProject(standing)) return refuse(context, note, 'not-found');
  if (!mayTakeBack(standing)) return refuse(context, note, 'not-allowed');
  if (!facts.open) return refuse(context, note, 'project-closed');
  if (!facts.conflicted.has(personId)) return refuse(context, note, 'no-such-conflict');
  await trx.deleteFrom('declared_conflicts').where('project_id', '=', projectId).where('person_id', '=', personId).execute();
  context.audit.push({ ...note, outcome: 'done', facts: { declaredBy: facts.conflicted.get(personId) ?? null }, texts: { reason } });
  await reseatOpenRequests(context);
  return done({ projectId, personId });
}

const action = 'conflict.take-back';

/** To whoever declared a conflict in it the project exists for that, and to members of the college. */
const knowsProject = (standing: ReadonlySet<Standing>): boolean => maySee(standing) || standing.has('college') || standing.has('declarer');

/** A Programme Manager's own conflict that somebody else declared is for another to take back. */
const mayTakeBack = (standing: ReadonlySet<Standing>): boolean => standing.has('declarer') || (mayDo('take-back-conflict', standing) && !standing.has('self'));

/** Whose declared conflicts the acting person may take back. */
export const takeableBack = (facts: ProjectFacts, actor: Context['actor']): readonly string[] => [...facts.conflicted.keys()].filter((personId) => mayTakeBack(conflictStanding(facts, actor, personId)));

/** The same to choose from, where the project is open; refused where there is none. */
export async function beginTakingBack(context: Context, projectId: number): Promise<Done<{ readonly subjects: readonly string[] }> | Refused> {
  const facts = await loadProject(context.trx, projectId, 'look');
  const note = { action, objectType: 'project', objectId: numberOf('project', projectId) } as const;
  const subjects = facts ? takeableBack(facts, context.actor) : [];
  const isKnown = facts !== undefined && (subjects.length > 0 || knowsProject(conflictStanding(facts, context.actor)));
  if (!isKnown) return refuse(context, note, 'not-found');
  if (!facts.open) return refuse(context, note, 'project-closed');
  return subjects.length > 0 ? done({ subjects }) : refuse(context, note, 'no-such-conflict');
}
