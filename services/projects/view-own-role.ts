import type { Context } from '../context/index.js';
import type { ProjectRoleName } from '../database/index.js';

/** What somebody may know of a project in which they have or had a role. */
export interface OwnRole {
  readonly project: { readonly id: number; readonly title: string };
  /** Null once it has ended. */
  readonly role: ProjectRoleName | null;
}

/** The acting person's own role in the project; undefined where they never had one. */
export async function viewOwnRole({ trx, actor }: Context, projectId: number): Promise<OwnRole | undefined> {
  const row = await trx
    .selectFrom('project_roles as r')
    .innerJoin('projects as p', 'p.id', 'r.project_id')
    .select(['p.id', 'p.title', 'r.role', 'r.until'])
    .where('r.project_id', '=', projectId)
    .where('r.person_id', '=', actor.id)
    .orderBy('r.until', (order) => order.desc().nullsFirst())
    .orderBy('r.id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && { project: { id: row.id, title: row.title }, role: row.until === null ? row.role : null };
}
