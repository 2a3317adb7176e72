import { randomUUID } from 'node:crypto';
import type { Database, Jobs } from '../database/index.js';
import type { Actor, Clock, Context, Organisation } from '../context/index.js';
import { appendAudit } from './append.js';

/** What every transaction of the process shares. */
export interface Surroundings {
  readonly db: Database;
  readonly jobs: Pick<Jobs, 'send'>;
  readonly clock: Clock;
  readonly organisation: Organisation;
}

/** Serialization failure, deadlock, a statement prepared before a migration: the database asks to try again. */
const tryAgain = new Set(['40001', '40P01', '0A000']);
const tries = 3;

/**
 * Runs one command in one transaction: its state, then its jobs, then its audit entries, then the commit.
 * Nothing is decided without its entry, nothing is announced that was not decided. What the database asks to try again is tried three times in all.
 * @throws what `work` throws; then nothing was stored
 */
export async function transact<Result>(
  surroundings: Surroundings,
  actor: Actor,
  work: (context: Context) => Promise<Result>,
  correlationId: string = randomUUID(),
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await surroundings.db.transaction().execute(async (trx) => {
        const context: Context = {
          actor,
          clock: surroundings.clock,
          organisation: surroundings.organisation,
          correlationId,
          trx,
          audit: [],
          jobs: [],
        };
        const result = await work(context);
        // What follows carries the id of what it follows from, into its own audit entries and logs.
        for (const job of context.jobs) await surroundings.jobs.send(trx, job.queue, { ...job.data, correlationId }, job.startAfter ? { startAfter: job.startAfter } : {});
        await appendAudit(context);
        return result;
      });
    } catch (error) {
      if (attempt === tries || !tryAgain.has(codeOf(error))) throw error;
    }
  }
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}
