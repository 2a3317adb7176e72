import type { Actor, Trx } from '../context/index.js';
import type { ProjectRoleName } from '../database/index.js';
import type { Standing } from './permissions.js';

/** A project as the rules about its people look at it. */
export interface ProjectFacts {
  readonly id: number;
  readonly title: string;
  readonly open: boolean;
  /** ISO date, the last day. */
  readonly endsOn: string;
  /** The one role of each person. */
  readonly roles: ReadonlyMap<string, ProjectRoleName>;
  /** Who has a declared conflict of interest here, and who declared it; null for one from before that was recorded. */
  readonly conflicted: ReadonlyMap<string, string | null>;
}

/** `change`: held by one at a time until the transaction ends, so that two appointments see each other. */
export type Hold = 'change' | 'look';

/** A project with its people as they stand now; undefined when there is none. */
export async function loadProject(trx: Trx, projectId: number, hold: Hold): Promise<ProjectFacts | undefined> {
  const row = await trx
    .selectFrom('projects')
    .select(['id', 'title', 'state', 'ends_on'])
    .where('id', '=', projectId)
    .$if(hold === 'change', (query) => query.forUpdate())
    .executeTakeFirst();
  if (!row) return undefined;
  const roles = await trx.selectFrom('project_roles').select(['person_id', 'role']).where('project_id', '=', projectId).where('until', 'is', null).execute();
  const conflicts = await trx.selectFrom('declared_conflicts').select(['person_id', 'declared_by']).where('project_id', '=', projectId).execute();
  return {
    id: row.id,
    title: row.title,
    open: row.state === 'open',
    endsOn: row.ends_on,
    roles: new Map(roles.map(({ person_id, role }) => [person_id, role])),
    conflicted: new Map(conflicts.map(({ person_id, declared_by }) => [person_id, declared_by])),
  };
}

/** How the acting person stands to the project, and to the person acted on; a process stands nowhere. */
export function standingOf({ roles, conflicted }: Pick<ProjectFacts, 'roles' | 'conflicted'>, actor: Actor, subjectId?: string): ReadonlySet<Standing> {
  const standing = new Set<Standing>();
  if (actor.kind !== 'person') return standing;
  const role = roles.get(actor.id);
  const manages = actor.systemRoles.has('programme-manager');
  // Who has a conflict here looks on, and decides nothing.
  if (conflicted.has(actor.id)) {
    if (role !== undefined || manages) standing.add('conflicted');
  } else {
    if (role !== undefined) standing.add(role);
    if (manages && (role === undefined || role === 'project-manager')) standing.add('programme-manager');
  }
  if (actor.systemRoles.has('referee-college')) standing.add('college');
  if (subjectId === actor.id) standing.add('self');
  return standing;
}

/** The same to a declared conflict of theirs or of somebody else's. */
export function conflictStanding(facts: Pick<ProjectFacts, 'roles' | 'conflicted'>, actor: Actor, subjectId?: string): ReadonlySet<Standing> {
  const standing = new Set(standingOf(facts, actor, subjectId));
  if (subjectId !== undefined && facts.conflicted.get(subjectId) === actor.id) standing.add('declarer');
  return standing;
}
