import { sql, type RawBuilder } from 'kysely';
import type { Context } from '../context/index.js';

/** Who looks into the catalogue. */
export interface Viewer {
  readonly id: string;
  readonly kind: 'staff' | 'guest' | 'programme-manager';
}

/** The acting person as a viewer; undefined for a process, for somebody unknown and for a disabled account: they see nothing. */
export async function viewerOf(context: Pick<Context, 'actor' | 'trx'>): Promise<Viewer | undefined> {
  const { actor, trx } = context;
  if (actor.kind !== 'person') return undefined;
  const person = await trx.selectFrom('people').select(['user_type', 'enabled']).where('id', '=', actor.id).executeTakeFirst();
  if (!person?.enabled) return undefined;
  if (actor.systemRoles.has('programme-manager')) return { id: actor.id, kind: 'programme-manager' };
  return { id: actor.id, kind: person.user_type === 'guest' ? 'guest' : 'staff' };
}

/**
 * Condition on a row `d` of `datasets`. Entries are for all staff, guests see those of their projects; a hidden one is for Programme
 * Managers, its Representative and the projects that use it (people-and-requests, "Who sees what"). A guest Representative sees their own.
 */
export function isVisibleTo(viewer: Viewer): RawBuilder<boolean> {
  const concerned = sql<boolean>`(
    exists (select from dataset_representatives v where v.dataset_id = d.id and v.person_id = ${viewer.id} and v.until is null)
    or exists (
      select from work_package_datasets u
      join work_packages k on k.id = u.work_package_id
      join project_roles r on r.project_id = k.project_id
      where u.dataset_id = d.id and r.person_id = ${viewer.id} and r.until is null))`;
  switch (viewer.kind) {
    case 'programme-manager':
      return sql<boolean>`true`;
    case 'staff':
      return sql<boolean>`(not d.hidden or ${concerned})`;
    case 'guest':
      return concerned;
    default:
      return viewer.kind satisfies never;
  }
}
