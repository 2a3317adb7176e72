import { fromKysely, PgBoss, type JobWithMetadata } from 'pg-boss';
import type { z } from 'zod';
import type { Transaction } from 'kysely';
import { connectionOf, type DatabaseLogin } from './login.js';
import type { Schema } from './schema.js';

/**
 * Every queue of the product. Made by `migrate`, never at run time: a queue that is looked up first inside a
 * transaction can deadlock the pool. Retries: number, first delay in seconds, then doubling up to the maximum.
 */
export const queues = {
  /** Hand out what stands in the outbox. */
  deliver: { retryLimit: 3, retryDelay: 2, retryBackoff: true, expireInSeconds: 120 },
  /** Begin, go on with or give up what an approved request has built. */
  provision: { retryLimit: 6, retryDelay: 2, retryBackoff: true, retryDelayMax: 300, expireInSeconds: 120 },
  /** Run the next steps of a workflow. Retries stand with the step; these are for a database that is away. */
  workflow: { retryLimit: 3, retryDelay: 2, retryBackoff: true, expireInSeconds: 900 },
  /** The same for what the remover alone may do. */
  removal: { retryLimit: 3, retryDelay: 2, retryBackoff: true, expireInSeconds: 900 },
  /** Handle what is due by the clock. */
  sweep: { retryLimit: 0, expireInSeconds: 300 },
  /** Compare people and system roles with the directory. */
  'directory-sync': { retryLimit: 2, retryDelay: 30, retryBackoff: true, expireInSeconds: 300 },
  /** Compare memberships in the directory with the active requests. */
  'membership-comparison': { retryLimit: 2, retryDelay: 60, retryBackoff: true, expireInSeconds: 600 },
} as const;

export type QueueName = keyof typeof queues;

export interface Attempt<T> {
  readonly data: T;
  /** True when no retry follows: what fails now stays failed. */
  readonly last: boolean;
}

/** Told of an error, and of the job that it ended, where it was one. */
export type OnFault = (error: unknown, job?: { readonly queue: QueueName; readonly job: string; readonly last: boolean }) => void;

export interface SendOptions {
  readonly startAfter?: Date;
}

/** pg-boss on the product's database, with a small pool of its own. */
export class Jobs {
  private constructor(
    private readonly boss: PgBoss,
    private readonly onFault: OnFault,
  ) {}

  /** @param onFault told of faults of the queue itself (a lost connection), and of jobs that throw, which are then retried as `queues` says */
  static async start(login: DatabaseLogin, onFault: OnFault, supervise: 'supervise' | 'work-only' = 'supervise'): Promise<Jobs> {
    const boss = new PgBoss({
      ...connectionOf(login),
      schema: 'pgboss',
      max: 4,
      migrate: false,
      supervise: supervise === 'supervise',
      schedule: supervise === 'supervise',
      application_name: 'lockkeeper-jobs',
    });
    boss.on('error', (error) => { onFault(error); });
    await boss.start();
    const jobs = new Jobs(boss, onFault);
    for (const name of Object.keys(queues)) await boss.getQueue(name);
    return jobs;
  }

  /** Sends within `trx`: the job exists if and only if the transaction commits. */
  async send(trx: Transaction<Schema>, queue: QueueName, data: object, options: SendOptions = {}): Promise<void> {
    const { startAfter } = options;
    await this.boss.send(queue, data, {
      db: fromKysely(trx),
      ...(startAfter ? { startAfter } : {}),
    });
  }

  /** Sends outside any transaction. */
  async sendNow(queue: QueueName, data: object, startAfterSeconds = 0): Promise<void> {
    await this.boss.send(queue, data, startAfterSeconds > 0 ? { startAfter: startAfterSeconds } : {});
  }

  /** Repeats `queue` on a cron expression; several instances share one schedule. */
  async repeat(queue: QueueName, cron: string): Promise<void> {
    await this.boss.schedule(queue, cron);
  }

  /** Works on a queue, one job at a time and `concurrency` loops. A job that throws is retried as `queues` says. */
  async work<T>(queue: QueueName, schema: z.ZodType<T>, handle: (attempt: Attempt<T>) => Promise<void>, concurrency = 2): Promise<void> {
    for (let loop = 0; loop < concurrency; loop += 1) {
      await this.boss.work(queue, { includeMetadata: true, batchSize: 1, pollingIntervalSeconds: 0.5 }, async (batch: JobWithMetadata[]) => {
        for (const job of batch) {
          const last = job.retryCount >= job.retryLimit;
          try {
            await handle({ data: schema.parse(job.data ?? {}), last });
          } catch (error) {
            this.onFault(error, { queue, job: job.id, last });
            throw error;
          }
        }
      });
    }
  }

  /** Lets running jobs finish (at most `milliseconds`), then closes. */
  async stop(milliseconds = 10_000): Promise<void> {
    await this.boss.stop({ graceful: true, timeout: milliseconds, close: true });
  }
}

/** Makes pg-boss's schema and the queues, as the database's owner. */
export async function migrateJobs(login: DatabaseLogin): Promise<void> {
  const boss = new PgBoss({ ...connectionOf(login), schema: 'pgboss', max: 2, supervise: false, schedule: false });
  boss.on('error', () => undefined);
  await boss.start();
  try {
    for (const [name, options] of Object.entries(queues)) {
      if (await boss.getQueue(name)) await boss.updateQueue(name, options);
      else await boss.createQueue(name, options);
    }
  } finally {
    await boss.stop({ graceful: false, close: true });
  }
}
