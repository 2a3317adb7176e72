import type { Context } from '../context/index.js';
import type { DirectoryPerson } from './ports.js';

/** People whom the product has met, as the directory was last seen to know them; in the order of their names. */
export async function peopleOnRecord({ trx }: Context, ids: readonly string[]): Promise<readonly DirectoryPerson[]> {
  if (ids.length === 0) return [];
  const rows = await trx.selectFrom('people').select(['id', 'name', 'mail', 'user_type', 'enabled']).where('id', 'in', [...ids]).orderBy('name').orderBy('id').execute();
  return rows.map(({ id, name, mail, user_type, enabled }) => ({ id, name, mail, userType: user_type, enabled }));
}
