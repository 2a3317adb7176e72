import { transact, type Surroundings } from '../../audit/index.js';
import { sweep, type Context } from '../../context/index.js';
import { announce } from './announce.js';
import { askedPeople } from './asked-people.js';
import { reminders, remindersDue } from './deadlines.js';
import { loadFacts } from '../load-facts.js';
import { isOpenRound } from '../work-package.js';

/**
 * Reminds who has still to classify, at half and at nine tenths of the time, and tells the managers when it is over, each once. Of several
 * that are due at once only the last goes out. A round does not lapse: nobody waits for access, and its opinions stay.
 * @returns how many reminders went out
 */
export async function sweepReminders(world: Surroundings, faults: unknown[]): Promise<number> {
  const rows = await world.db
    .selectFrom('classifications')
    .select(['id', 'work_package_id', 'opened_at', 'reminded'])
    .where('ended_at', 'is', null)
    .where('due_at', 'is not', null)
    .where('reminded', '<', reminders.length)
    .orderBy('id')
    .execute();
  const now = world.clock.now();
  let sent = 0;
  for (const { id, work_package_id, opened_at, reminded } of rows) {
    const due = remindersDue(world.organisation, opened_at, now);
    if (due <= reminded) continue;
    await transact(world, sweep, (context) => remind(context, { id, packageId: work_package_id, reminded, due })).then(
      (done) => {
        sent += done;
      },
      (error: unknown) => {
        faults.push(error);
      },
    );
  }
  return sent;
}

interface Due {
  readonly id: number;
  readonly packageId: number;
  readonly reminded: number;
  readonly due: number;
}

async function remind(context: Context, { id, packageId, reminded, due }: Due): Promise<number> {
  const facts = await loadFacts(context.trx, packageId, 'change');
  if (!facts || !isOpenRound(facts.round) || facts.round.id !== id) return 0;
  const updated = await context.trx.updateTable('classifications').set({ reminded: due }).where('id', '=', id).where('reminded', '=', reminded).executeTakeFirst();
  const event = reminders[due - 1];
  if (updated.numUpdatedRows === 0n || event === undefined || !askedPeople(facts).some(({ given }) => !given)) return 0;
  await announce(context, facts, event);
  return 1;
}
