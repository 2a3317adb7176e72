import { transact, type Surroundings } from '../../audit/index.js';
import { plusWorkingDays, sweep, type Context } from '../../context/index.js';
import { loadFacts } from '../load-facts.js';
import { loadTierFourAnswers } from '../tier-four.js';
import { announce } from './announce.js';
import { reminders } from './deadlines.js';

/** Working days after which whoever has not said what happens with data of tier 4 is asked once more. */
const daysToAnswer = 5;
/** What stands in `classifications.reminded` once they were: one more than the reminders of the round itself. */
const askedOnceMore = reminders.length + 1;

/**
 * Asks once more what happens with packages that came to tier 4 and of which it is not on record (classification.md, "Tier 4"); what fails goes into `faults`.
 * @returns how many packages were asked about
 */
export async function sweepTierFour(world: Surroundings, faults: unknown[]): Promise<number> {
  const rows = await world.db
    .selectFrom('classifications as c')
    .innerJoin('work_packages as w', 'w.id', 'c.work_package_id')
    .select(['c.id', 'c.work_package_id', 'c.ended_at'])
    .where('c.outcome', '=', 'classified')
    .where('w.tier', '=', 4)
    .where('c.reminded', '<', askedOnceMore)
    .orderBy('c.id')
    .execute();
  const now = world.clock.now();
  let asked = 0;
  for (const { id, work_package_id, ended_at } of rows) {
    if (ended_at === null || plusWorkingDays(world.organisation, ended_at, daysToAnswer) > now) continue;
    try {
      asked += await transact(world, sweep, (context) => askOnceMore(context, id, work_package_id));
    } catch (error) {
      faults.push(error);
    }
  }
  return asked;
}

async function askOnceMore(context: Context, classificationId: number, packageId: number): Promise<number> {
  const facts = await loadFacts(context.trx, packageId, 'change');
  const taken = await context.trx.updateTable('classifications').set({ reminded: askedOnceMore }).where('id', '=', classificationId).where('reminded', '<', askedOnceMore).executeTakeFirst();
  if (!facts || taken.numUpdatedRows === 0n) return 0;
  const answers = await loadTierFourAnswers(context, facts);
  if (!answers.some(({ outcome }) => outcome === null)) return 0;
  await announce(context, facts, 'tier-four');
  return 1;
}
