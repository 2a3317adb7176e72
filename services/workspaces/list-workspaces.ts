import { sql } from 'kysely';
import type { Context } from '../context/index.js';
import type { WorkspaceState } from '../database/index.js';
import type { Page } from '../requests/index.js';

/** A workspace in a list. */
export interface WorkspaceLine {
  readonly id: number;
  readonly name: string;
  readonly state: WorkspaceState;
  readonly tier: number | null;
  readonly projectTitle: string;
  readonly members: number;
  readonly machines: number;
  /** That ran when Azure was asked last. */
  readonly running: number;
  /** The reader is a member. */
  readonly member: boolean;
}

export interface WorkspaceList extends Page<WorkspaceLine> {
  /** The reader may ask for one somewhere. */
  readonly mayAsk: boolean;
}

const pageSize = 8;

/** The workspaces that the acting person may see: their own first, those that are closed last. */
export async function listWorkspaces({ trx, actor }: Pick<Context, 'trx' | 'actor'>, page: number): Promise<WorkspaceList> {
  if (actor.kind !== 'person') return { items: [], page: 1, pages: 1, total: 0, mayAsk: false };
  const me = actor.id;
  const seesAll = actor.systemRoles.has('programme-manager');
  const { rows } = await sql<WorkspaceLine>`
    select w.id, w.name, w.state, coalesce(w.tier, k.tier) as tier, p.title as "projectTitle",
      (select count(distinct r.subject_id)::int from requests r where r.workspace_id = w.id and r.type = 'join-workspace' and r.state = 'active') as members,
      (select count(*)::int from workspace_machines m where m.workspace_id = w.id and m.removed_at is null) as machines,
      (select count(*)::int from workspace_machines m where m.workspace_id = w.id and m.removed_at is null and m.state = 'running') as running,
      exists (select from requests r where r.workspace_id = w.id and r.type = 'join-workspace' and r.state = 'active' and r.subject_id = ${me}) as member
    from workspaces w join projects p on p.id = w.project_id join work_packages k on k.id = w.work_package_id
    where w.state <> 'dropped' and (${seesAll}
      or exists (select from project_roles o where o.project_id = w.project_id and o.person_id = ${me} and o.until is null and o.role in ('investigator', 'project-manager'))
      or exists (select from requests r where r.workspace_id = w.id and r.type = 'join-workspace' and r.state = 'active' and r.subject_id = ${me})
      or exists (select from work_package_datasets d join dataset_representatives e on e.dataset_id = d.dataset_id and e.until is null and not e.deputy
                 where d.work_package_id = w.work_package_id and e.person_id = ${me}))
    order by w.state = 'closed', member desc, w.id`.execute(trx);
  const manages = await trx.selectFrom('project_roles').select('id').where('person_id', '=', me).where('role', 'in', ['investigator', 'project-manager']).where('until', 'is', null).limit(1).executeTakeFirst();
  const pages = Math.max(1, Math.ceil(rows.length / pageSize));
  const at = Math.min(Math.max(1, page), pages);
  return { items: rows.slice((at - 1) * pageSize, at * pageSize), page: at, pages, total: rows.length, mayAsk: manages !== undefined };
}
