import type { Context } from '../context/index.js';

/** Ids of the requests that wait for the acting person's sign-in, oldest first. */
export async function requestsAwaitingMe(context: Context): Promise<readonly number[]> {
  const rows = await context.trx.selectFrom('requests').select('id').where('state', '=', 'awaiting-sign-in').where('grantor_id', '=', context.actor.id).orderBy('id').execute();
  return rows.map(({ id }) => id);
}

/** Somebody signed in: every request that waited for their rights goes on. Answers with how many that are. */
export async function completeSignIn(context: Context): Promise<number> {
  // Before the look at what waits: an attempt that found no token either sees this sign-in, or its request is seen here.
  await context.trx.updateTable('people').set((row) => ({ sign_ins: row('sign_ins', '+', 1) })).where('id', '=', context.actor.id).execute();
  const waiting = await requestsAwaitingMe(context);
  for (const id of waiting) context.jobs.push({ queue: 'fulfil', data: { requestId: id } });
  context.audit.push({ action: 'grantor.sign-in', outcome: 'done', objectType: 'membership', objectId: context.actor.id, facts: { waiting: waiting.length } });
  return waiting.length;
}
