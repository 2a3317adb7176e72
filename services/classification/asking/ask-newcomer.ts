import type { Context } from '../../context/index.js';
import { enqueue } from '../../notifications/index.js';
import { askedPeople } from './asked-people.js';
import { loadFacts } from '../load-facts.js';

/** Somebody who got a role while packages are being classified is asked for their opinion in each that they may classify now. */
export async function askNewcomer(context: Context, personId: string): Promise<void> {
  const open = await context.trx.selectFrom('work_packages').select('id').where('state', '=', 'open').orderBy('id').execute();
  for (const { id } of open) {
    const facts = await loadFacts(context.trx, id, 'look');
    const isAsked = facts?.projectOpen && askedPeople(facts).some((one) => one.personId === personId && !one.given);
    if (isAsked) await enqueue(context, { about: { type: 'package', id }, kind: 'classify', recipients: [personId] });
  }
}
