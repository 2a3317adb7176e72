import { randomUUID } from 'node:crypto';
import { transact, type Surroundings } from '../audit/index.js';
import { LockkeeperError } from '../context/index.js';
import { recordOutcome, type Tried } from './record-outcome.js';
import { takeStep, type Taken } from './take-step.js';
import type { Workflow } from './workflow.js';

export interface Driving extends Surroundings {
  /** Told of what a step threw; it is tried again. */
  readonly stepFault: (error: unknown, where: { readonly workflowId: number; readonly step: string; readonly tries: number }) => void;
}

/**
 * Runs what is due of a workflow, step by step, until it ends, waits or has to be asked again later. May be called by any process at any time and
 * twice at once: each step is leased, and done by one.
 */
export async function driveWorkflow<Input>(world: Driving, workflow: Workflow<Input>, workflowId: number): Promise<void> {
  const lease = randomUUID();
  for (;;) {
    const taken = await transact(world, workflow.actor, (context) => takeStep(context, workflow, workflowId, lease));
    if (!taken) return;
    const tried = await tryStep(world, taken);
    if ((await transact(world, workflow.actor, (context) => recordOutcome(context, taken, tried), taken.stored.correlation_id)) === 'stop') return;
  }
}

async function tryStep<Input>(world: Driving, taken: Taken<Input>): Promise<Tried> {
  const { step, stored } = taken;
  const signal = AbortSignal.timeout(step.tryMs);
  const now = { workflowId: stored.id, input: taken.input, found: taken.found, own: taken.own, correlationId: stored.correlation_id, signal };
  try {
    if (taken.direction === 'run') return await withinTime(step.run(now), signal);
    return step.undo ? await withinTime(step.undo(now), signal) : { kind: 'done' };
  } catch (error) {
    world.stepFault(error, { workflowId: stored.id, step: step.name, tries: taken.tries });
    if (signal.aborted) return { kind: 'broke-off', cause: 'took-too-long' };
    return { kind: 'broke-off', cause: error instanceof LockkeeperError ? error.code : 'unexpected' };
  }
}

/** A step that does not heed its signal is not waited for either. */
async function withinTime<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  const over = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => { reject(signal.reason instanceof Error ? signal.reason : new Error('out of time')); }, { once: true });
  });
  return Promise.race([work, over]);
}
