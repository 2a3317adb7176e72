import type { Trx } from '../../context/index.js';
import { accessTypes } from '../request.js';
import { accessRules } from '../request-types.js';
import { owningRoles, type ComparedGroup } from './finding.js';

/** What changed since `since` is left alone: a directory of many copies may show for minutes what was. */
export async function loadGroups(trx: Trx, since: Date): Promise<readonly ComparedGroup[]> {
  const groups = await trx
    .selectFrom('directory_groups as g')
    .innerJoin('workspaces as w', 'w.id', 'g.workspace_id')
    .innerJoin('work_packages as k', 'k.id', 'w.work_package_id')
    .select(['g.id', 'g.kind', 'g.workspace_id', 'g.dataset_id', 'w.project_id', 'k.tier'])
    .orderBy('g.id')
    .execute();
  const active = await ofRequests(trx).where('r.state', '=', 'active').execute();
  const moving = await ofRequests(trx)
    .where((where) =>
      where.or([
        where('r.updated_at', '>', since),
        where('r.id', 'in', (workflows) => workflows.selectFrom('workflows').select('about_id').where('kind', '=', 'grant-membership').where('state', 'in', ['running', 'undoing'])),
      ]),
    )
    .execute();
  const removals = await trx
    .selectFrom('removals')
    .select(['group_id', 'person_id'])
    .where((where) => where.or([where('state', 'in', ['queued', 'failed']), where('done_at', '>', since)]))
    .execute();
  const owners = await trx.selectFrom('project_roles').select(['project_id', 'person_id']).where('role', 'in', owningRoles).where('until', 'is', null).execute();
  const explained = byGroup(active);
  const changing = byGroup([...moving, ...removals]);
  return groups.map(({ id, kind, tier, project_id }) => {
    const mayOwn = new Set(owners.filter((role) => role.project_id === project_id).map(({ person_id }) => person_id));
    return {
      groupId: id,
      tier: tier ?? 3,
      explained: explained.get(id) ?? new Set<string>(),
      changing: changing.get(id) ?? new Set<string>(),
      mayOwn,
      // What managers may do at the workspace follows from their role, and from no request.
      byRole: kind === 'managers' ? mayOwn : new Set<string>(),
    };
  });
}

/** Requests with the group that they are about. */
const ofRequests = (trx: Trx) =>
  trx
    .selectFrom('requests as r')
    .innerJoin('directory_groups as g', (join) => join.onRef('g.workspace_id', '=', 'r.workspace_id').on('g.dataset_id', 'is not distinct from', (value) => value.ref('r.dataset_id')))
    .select(['g.id as group_id', 'r.subject_id as person_id'])
    .where((where) => where.or(accessTypes.map((type) => where.and([where('r.type', '=', type), where('g.kind', '=', accessRules[type].group)]))));

function byGroup(rows: readonly { readonly group_id: string; readonly person_id: string }[]): ReadonlyMap<string, ReadonlySet<string>> {
  const people = new Map<string, Set<string>>();
  for (const { group_id, person_id } of rows) {
    const own = people.get(group_id) ?? new Set<string>();
    people.set(group_id, own.add(person_id));
  }
  return people;
}
