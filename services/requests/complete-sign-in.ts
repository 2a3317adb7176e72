import type { Context } from '../context/index.js';
import { carryOut } from './carry-out.js';
import type { RequestRecord } from './request.js';

/** Ids of the requests that wait for the acting person's sign-in, oldest first. */
export async function requestsAwaitingMe(context: Context): Promise<readonly number[]> {
  const rows = await context.trx.selectFrom('requests').select('id').where('state', '=', 'awaiting-sign-in').where('grantor_id', '=', context.actor.id).orderBy('id').execute();
  return rows.map(({ id }) => id);
}

/** Somebody signed in: every request that waited for their rights goes on. Answers with how many that are. */
export async function completeSignIn(context: Context): Promise<number> {
  const rows = await context.trx
    .selectFrom('requests')
    .selectAll()
    .where('grantor_id', '=', context.actor.id)
    // One that is being carried out at this moment may have looked for the sign-in a moment too early.
    .where('state', 'in', ['awaiting-sign-in', 'fulfilling'])
    .orderBy('id')
    .forUpdate()
    .execute();
  for (const row of rows as RequestRecord[]) await carryOut(context, row);
  const waiting = rows.filter(({ state }) => state === 'awaiting-sign-in').length;
  context.audit.push({ action: 'grantor.sign-in', outcome: 'done', objectType: 'membership', objectId: context.actor.id, facts: { waiting } });
  return waiting;
}
