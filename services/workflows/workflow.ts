import type { z } from 'zod';
import type { Context, ProcessActor, Trx } from '../context/index.js';
import type { QueueName } from '../database/index.js';

export const workflowStates = ['running', 'waiting', 'failed', 'undoing', 'stuck', 'done', 'undone'] as const;
/**
 * `waiting`: for a person. `failed`: a step gave up; somebody has it tried again or gives the workflow up. `undoing`: what was built is
 * removed, the last first. `stuck`: removing gave up, and something may still stand.
 */
export type WorkflowState = (typeof workflowStates)[number];

export type StepState = 'to-do' | 'under-way' | 'done' | 'failed' | 'undone';

/** What a step found or made: keys and plain values, no secrets and no texts of people. */
export type Facts = Readonly<Record<string, string | number | boolean | null>>;

/** What came of one try of a step. What it throws is tried again until its tries are used up. */
export type StepOutcome =
  | { readonly kind: 'done'; readonly facts?: Facts }
  /** It goes on elsewhere: asked again after a while, which uses up no try. `facts` are kept for the next time. */
  | { readonly kind: 'under-way'; readonly askAfterMs: number; readonly facts?: Facts }
  /** A person has to do something first; `resumeWorkflow` goes on. */
  | { readonly kind: 'waits'; readonly for: string; readonly facts?: Facts }
  /** Trying again changes nothing. `cause`: a key. */
  | { readonly kind: 'fails'; readonly cause: string; readonly facts?: Facts };

/** One try of a step, as it is handed to it. */
export interface Try<Input> {
  readonly workflowId: number;
  readonly input: Input;
  /** What steps before this one found, by the step's name. */
  readonly found: Readonly<Record<string, Facts>>;
  /** What this step said at earlier tries. */
  readonly own: Facts;
  readonly correlationId: string;
  /** Aborted when the try's time is over. */
  readonly signal: AbortSignal;
}

/**
 * A step is idempotent: it may be run again after it has done its work, since a crash can come before that is recorded. Each try looks first at
 * what is there.
 */
export interface Step<Input> {
  readonly name: string;
  /** Time of one try, in milliseconds. */
  readonly tryMs: number;
  /** How often it is tried before it fails. */
  readonly tries: number;
  /** Time after which something under way elsewhere is given up, in milliseconds from the first try. */
  readonly givesUpAfterMs: number;
  run(now: Try<Input>): Promise<StepOutcome>;
  /** Removes what `run` built, if it did; absent where nothing is left behind. */
  undo?(now: Try<Input>): Promise<StepOutcome>;
}

/** A workflow as its subject's capability tells the rest of its state; what hangs on it changes in the same transaction. */
export interface WorkflowChange<Input> {
  readonly workflowId: number;
  readonly input: Input;
  readonly state: WorkflowState;
  /** Why it failed, or what it waits for. */
  readonly cause: string | null;
  readonly found: Readonly<Record<string, Facts>>;
  /** What the step that it happened to said of it; empty where it happened to none. */
  readonly said: Facts;
}

/**
 * Long work as everybody may know it: enough to begin it, to resume it or to give it up. What its steps do, and with whose rights, only the process
 * knows that runs them (`Workflow`).
 */
export interface WorkflowPlan<Input> {
  readonly kind: string;
  readonly input: z.ZodType<Input>;
  /** On whose jobs it runs: a queue belongs to one kind of process. */
  readonly queue: Extract<QueueName, 'workflow' | 'removal'>;
  readonly actor: ProcessActor;
  readonly steps: readonly Pick<Step<Input>, 'name'>[];
  /**
   * Locks what `changed` will change, before the workflow itself is locked: whoever acts on the subject holds it first and its workflow second, and
   * two who lock in the same order never wait for each other.
   */
  hold?(trx: Trx, input: Input): Promise<void>;
  /** Called in the transaction of every change of state and every finished step. */
  changed(context: Context, change: WorkflowChange<Input>): Promise<void>;
}

/** Long work as named steps in their order. */
export interface Workflow<Input> extends WorkflowPlan<Input> {
  readonly steps: readonly Step<Input>[];
}
