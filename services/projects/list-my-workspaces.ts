import type { Context } from '../context/index.js';
import { isAskedForIn, isOpen, requestTypeRules, type RequestState } from '../requests/index.js';

/** A workspace of a project in which the viewer has a role. */
export interface MyWorkspace {
  readonly id: number;
  readonly name: string;
  readonly project: { readonly id: number; readonly title: string };
  /** Tier of the workspace's package; null while it is not classified. */
  readonly tier: number | null;
  readonly member: boolean;
  /** The viewer's role allows asking to join, and they are no member and have no request under way. */
  readonly mayJoin: boolean;
}

/** Active workspaces of the projects in which the acting person has a role, by number. */
export async function listMyWorkspaces(context: Context): Promise<readonly MyWorkspace[]> {
  if (context.actor.kind !== 'person') return [];
  const me = context.actor.id;
  const rows = await context.trx
    .selectFrom('workspaces as w')
    .innerJoin('projects as p', 'p.id', 'w.project_id')
    .innerJoin('work_packages as k', 'k.id', 'w.work_package_id')
    .innerJoin('project_roles as r', (join) => join.onRef('r.project_id', '=', 'p.id').on('r.person_id', '=', me).on('r.until', 'is', null))
    .select(['w.id', 'w.name', 'p.id as projectId', 'p.title', 'p.state as projectState', 'k.state as packageState', 'k.suspended_at as packageSuspendedAt', 'k.tier', 'r.role'])
    .where('w.state', '=', 'active')
    .orderBy('w.id')
    .execute();
  const joined = await context.trx
    .selectFrom('requests')
    .select(['workspace_id', 'state'])
    .where('type', '=', 'join-workspace')
    .where('subject_id', '=', me)
    .execute();
  return rows.map(({ id, name, projectId, title, projectState, role, ...workPackage }) => {
    const own = joined.filter(({ workspace_id }) => workspace_id === id);
    const askable = projectState === 'open' && isAskedForIn(workPackage);
    return {
      id,
      name,
      project: { id: projectId, title },
      tier: workPackage.tier,
      member: own.some(({ state }) => state === 'active'),
      mayJoin: askable && requestTypeRules['join-workspace'].askedBy.includes(role) && !own.some(({ state }) => state !== 'ending' && isOpen(state as RequestState)),
    };
  });
}
