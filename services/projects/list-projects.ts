import { sql } from 'kysely';
import type { Context } from '../context/index.js';
import type { ProjectRoleName } from '../database/index.js';
import type { Page } from '../requests/index.js';

/** A project in a list. */
export interface ProjectLine {
  readonly id: number;
  readonly title: string;
  readonly open: boolean;
  readonly endsOn: string;
  /** The reader's own; null for a Programme Manager without one. */
  readonly role: ProjectRoleName | null;
  readonly investigator: string | null;
  readonly people: number;
  readonly packages: number;
}

export interface ProjectList extends Page<ProjectLine> {
  /** The reader may open a project. */
  readonly mayCreate: boolean;
}

const pageSize = 8;

/** The projects in which the acting person has a role, for Programme Managers all; those that are open before those that are closed. */
export async function listProjects({ trx, actor }: Context, page: number): Promise<ProjectList> {
  if (actor.kind !== 'person') return { items: [], page: 1, pages: 1, total: 0, mayCreate: false };
  const seesAll = actor.systemRoles.has('programme-manager');
  const { rows } = await sql<ProjectLine>`
    select p.id, p.title, p.state = 'open' as open, p.ends_on as "endsOn", own.role,
      (select q.name from project_roles r join people q on q.id = r.person_id where r.project_id = p.id and r.role = 'investigator' and r.until is null) as investigator,
      (select count(*)::int from project_roles r where r.project_id = p.id and r.until is null) as people,
      (select count(*)::int from work_packages k where k.project_id = p.id) as packages
    from projects p left join project_roles own on own.project_id = p.id and own.person_id = ${actor.id} and own.until is null
    where ${seesAll} or own.id is not null
    order by p.state = 'open' desc, p.id desc`.execute(trx);
  const pages = Math.max(1, Math.ceil(rows.length / pageSize));
  const at = Math.min(page, pages);
  return { items: rows.slice((at - 1) * pageSize, at * pageSize), page: at, pages, total: rows.length, mayCreate: seesAll };
}
