import type { Context } from '../context/index.js';
import type { Standing } from './permissions.js';

/** How the acting person stands to a workspace, from current roles; a process stands nowhere. */
export async function standingIn({ trx, actor }: Pick<Context, 'trx' | 'actor'>, workspaceId: number): Promise<ReadonlySet<Standing>> {
  const standing = new Set<Standing>();
  if (actor.kind !== 'person') return standing;
  const role = await trx
    .selectFrom('workspaces as w')
    .innerJoin('project_roles as r', (join) => join.onRef('r.project_id', '=', 'w.project_id').on('r.person_id', '=', actor.id).on('r.until', 'is', null))
    .select('r.role')
    .where('w.id', '=', workspaceId)
    .executeTakeFirst();
  if (role?.role === 'investigator' || role?.role === 'project-manager') standing.add(role.role);
  const member = await trx.selectFrom('requests').select('id').where('type', '=', 'join-workspace').where('workspace_id', '=', workspaceId).where('subject_id', '=', actor.id).where('state', '=', 'active').limit(1).executeTakeFirst();
  if (member) standing.add('member');
  const represents = await trx
    .selectFrom('workspaces as w')
    .innerJoin('work_package_datasets as d', 'd.work_package_id', 'w.work_package_id')
    .innerJoin('dataset_representatives as e', (join) => join.onRef('e.dataset_id', '=', 'd.dataset_id').on('e.until', 'is', null).on('e.deputy', '=', false))
    .select('e.person_id')
    .where('w.id', '=', workspaceId)
    .where('e.person_id', '=', actor.id)
    .limit(1)
    .executeTakeFirst();
  if (represents) standing.add('representative');
  for (const system of ['programme-manager', 'system-manager', 'finance'] as const) if (actor.systemRoles.has(system)) standing.add(system);
  return standing;
}
