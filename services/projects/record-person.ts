import { rolesOnRecord, type Context } from '../context/index.js';
import { recomputeSeats } from '../requests/index.js';
import type { Answer } from './recognition-cache.js';

/** What recording came to: `roles-changed` when a system role or the account's state is another than before. */
export type Recorded = 'unchanged' | 'roles-changed' | 'not-kept';

/**
 * Stores what the directory says of a person. Of an account that is disabled or deleted the system roles end at once, and its seats pass on;
 * what does not come back by itself ends when everybody is compared (`end-every-role.ts`). Somebody never met is kept only if their account is enabled, and a guest only with a
 * system role: every other role of a guest is on record together with the person. Changes of roles leave an audit entry.
 * @param answer undefined when the directory knows no such person
 */
export async function recordPerson(context: Context, personId: string, answer: Answer | undefined): Promise<Recorded> {
  const { trx } = context;
  // Voting takes a key share of the person's row; `no key update` lets it pass, so that the two cannot wait for each other.
  const stored = await trx.selectFrom('people').select(['enabled']).where('id', '=', personId).forNoKeyUpdate().executeTakeFirst();
  const enabled = answer?.person.enabled ?? false;
  if (!stored && !isWorthKeeping(answer)) return 'not-kept';

  const held: readonly string[] = await rolesOnRecord(trx, personId);
  const roles: readonly string[] = enabled ? (answer?.systemRoles ?? []) : [];
  const added = roles.filter((role) => !held.includes(role));
  const removed = held.filter((role) => !roles.includes(role));
  await writePerson(context, personId, answer);
  if (removed.length > 0) await trx.deleteFrom('system_role_holders').where('person_id', '=', personId).where('role', 'in', removed).execute();
  if (added.length > 0) {
    await trx
      .insertInto('system_role_holders')
      .values(added.map((role) => ({ role, person_id: personId })))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  if (added.length === 0 && removed.length === 0 && (stored?.enabled ?? true) === enabled) return 'unchanged';
  context.audit.push({
    action: 'directory.change',
    outcome: 'done',
    objectType: 'membership',
    objectId: personId,
    subjectId: personId,
    ...(answer ? {} : { reason: 'account-deleted' }),
    facts: { enabled, added: added.join(' '), removed: removed.join(' ') },
  });
  return 'roles-changed';
}

const isWorthKeeping = (answer: Answer | undefined): boolean => answer !== undefined && answer.person.enabled && (answer.person.userType === 'member' || answer.systemRoles.length > 0);

async function writePerson({ trx, clock }: Context, personId: string, answer: Answer | undefined): Promise<void> {
  const updated_at = clock.now();
  if (!answer) {
    await trx.updateTable('people').set({ enabled: false, updated_at }).where('id', '=', personId).execute();
    return;
  }
  const { name, mail, userType: user_type, enabled } = answer.person;
  const row = { name, mail, user_type, enabled, updated_at };
  await trx
    .insertInto('people')
    .values({ id: personId, ...row })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute();
}

/** Roles changed: whoever sits now in a request under review is asked, whoever no longer sits is not. */
export async function reseatOpenRequests(context: Context): Promise<void> {
  const rows = await context.trx.selectFrom('requests').select('id').where('state', '=', 'in-review').orderBy('id').execute();
  for (const { id } of rows) await recomputeSeats(context, id);
}
