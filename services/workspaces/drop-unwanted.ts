import type { Context } from '../context/index.js';
import { finalStates } from '../requests/index.js';

/**
 * What was asked for and is not to be (denied, withdrawn, lapsed) is dropped, of one package or of all. What had been begun is dropped by its
 * workflow, once it is removed. Answers with how many there were.
 */
export async function dropUnwanted({ trx }: Pick<Context, 'trx'>, packageId?: number): Promise<number> {
  const dropped = await trx
    .updateTable('workspaces')
    .set({ state: 'dropped' })
    .where('state', '=', 'planned')
    .$if(packageId !== undefined, (query) => query.where('work_package_id', '=', packageId ?? 0))
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('requests as r')
            .select('r.id')
            .whereRef('r.workspace_id', '=', 'workspaces.id')
            .where('r.type', '=', 'workspace')
            .where('r.state', 'not in', [...finalStates]),
        ),
      ),
    )
    .returning('id')
    .execute();
  return dropped.length;
}
