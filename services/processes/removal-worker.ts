import { z } from 'zod';
import { describeError, systemClock, type Organisation } from '../context/index.js';
import { connect, Jobs, type DatabaseLogin } from '../database/index.js';
import { removeMember, type RemoverRights } from '../requests/index.js';

/** The part of pino that the worker uses. */
export interface ProcessLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface RemovalWorker {
  /** Lets running removals finish, then closes the connections. */
  stop(): Promise<void>;
}

const jobSchema = z.object({ removalId: z.int().positive(), correlationId: z.uuid().optional() });

/**
 * Works on the queue `remove`, and on nothing else. Two removals at once; each holds one connection while it waits for the directory
 * and needs a second one to record.
 * @throws the database's error when it cannot be reached or lacks the queues
 */
export async function startRemovalWorker(parts: { readonly database: DatabaseLogin; readonly rights: RemoverRights; readonly organisation: Organisation; readonly log: ProcessLog }): Promise<RemovalWorker> {
  const { log } = parts;
  const db = connect(parts.database, 5);
  try {
    const jobs = await Jobs.start(parts.database, (error) => { log.error({ error: describeError(error) }, 'queue fault'); }, 'work-only');
    const world = { db, jobs, clock: systemClock, organisation: parts.organisation, rights: parts.rights };
    await jobs.work('remove', jobSchema, async ({ data: { removalId, correlationId }, last }) => {
      try {
        await removeMember(world, removalId, { last, correlationId });
        log.info({ removalId, correlationId }, 'removal handled');
      } catch (error) {
        log.warn({ removalId, correlationId, last, error: describeError(error) }, 'removal failed');
        throw error;
      }
    });
    return {
      async stop() {
        await jobs.stop();
        await db.destroy();
      },
    };
  } catch (error) {
    await db.destroy();
    throw error;
  }
}
