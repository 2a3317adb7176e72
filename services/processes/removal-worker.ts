import { z } from 'zod';
import { describeError, systemClock, type Organisation } from '../context/index.js';
import { connect, Jobs, type DatabaseLogin } from '../database/index.js';
import { removalWorkflow, type RemoverRights } from '../requests/index.js';
import { stackRemovalWorkflow, type AzureRemover } from '../workspaces/index.js';
import { worksOn } from '../workflows/index.js';

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

const jobSchema = z.looseObject({ workflowId: z.int().positive(), correlationId: z.uuid().optional() });

/** Milliseconds between two looks for removals that a killed process, or a lost job, has left. */
const sweepMs = 60_000;

/**
 * Works on the queue `removal`, and on nothing else. Two removals at once; each holds one connection while it waits for the directory
 * and needs a second one to record.
 * @throws the database's error when it cannot be reached or lacks the queues
 */
export async function startRemovalWorker(parts: { readonly database: DatabaseLogin; readonly rights: RemoverRights; readonly azure: AzureRemover; readonly organisation: Organisation; readonly log: ProcessLog }): Promise<RemovalWorker> {
  const { log } = parts;
  const db = connect(parts.database, 5);
  try {
    const jobs = await Jobs.start(parts.database, (error) => { log.error({ error: describeError(error) }, 'queue fault'); }, 'work-only');
    const world = { db, jobs, clock: systemClock, organisation: parts.organisation, rights: parts.rights };
    const stepFault = (error: unknown, where: object): void => { log.warn({ ...where, error: describeError(error) }, 'removal failed'); };
    const works = worksOn({ ...world, stepFault }, [removalWorkflow(world), stackRemovalWorkflow(parts.azure)]);
    const sweep = async (): Promise<void> => {
      await works.sweep().catch((error: unknown) => { log.error({ error: describeError(error) }, 'sweep fault'); });
    };
    await jobs.work('removal', jobSchema, async ({ data: { workflowId, correlationId } }) => {
      await works.drive(workflowId);
      log.info({ workflowId, correlationId }, 'removal handled');
    });
    await sweep();
    let sweeping = Promise.resolve();
    const timer = setInterval(() => { sweeping = sweeping.then(sweep); }, sweepMs);
    return {
      async stop() {
        clearInterval(timer);
        await sweeping;
        await jobs.stop();
        await db.destroy();
      },
    };
  } catch (error) {
    await db.destroy();
    throw error;
  }
}
