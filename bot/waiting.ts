import type { Surroundings } from '../services/audit/index.js';
import { jobAges } from '../services/database/index.js';
import { oldestDue } from '../services/notifications/index.js';

/** Longer than a queue at work leaves anything lying. */
const worthALine = 60;

interface WaitingLog {
  warn(fields: { readonly queue: string; readonly oldestWaitingSeconds: number }, message: string): void;
}

/** Writes a line for each queue in which something due is not taken. The alert `queueAge` of the bot's template reads `oldestWaitingSeconds`. */
export async function tellWhatWaits(world: Pick<Surroundings, 'db' | 'clock'>, log: WaitingLog): Promise<void> {
  const messages = await oldestDue(world);
  const ages = [...(await jobAges(world.db)), ...(messages === undefined ? [] : [['messages', messages] as const])];
  for (const [queue, oldestWaitingSeconds] of ages) {
    if (oldestWaitingSeconds >= worthALine) log.warn({ queue, oldestWaitingSeconds }, 'due, and not taken');
  }
}
