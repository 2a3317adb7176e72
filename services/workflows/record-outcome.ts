import type { Context } from '../context/index.js';
import { changeWorkflow, goOn } from './change-workflow.js';
import { lockWorkflow, type StoredWorkflow } from './store.js';
import { release, type Taken } from './take-step.js';
import type { Facts, StepOutcome } from './workflow.js';

/** What a try came to: its outcome, or that it broke off. */
export type Tried = StepOutcome | { readonly kind: 'broke-off'; readonly cause: string };

/**
 * Records what came of a try and says whether the next step can follow at once. Where the lease has passed to somebody else, nothing is recorded:
 * they run the same step, which finds what was done.
 */
export async function recordOutcome<Input>(context: Context, taken: Taken<Input>, tried: Tried): Promise<'go-on' | 'stop'> {
  await taken.workflow.hold?.(context.trx, taken.input);
  const stored = await lockWorkflow(context.trx, taken.stored.id);
  if (stored?.lease !== taken.lease) return 'stop';
  await release(context, stored.id);
  const record = new Record(context, taken, stored);
  if (stored.state === 'undoing' && taken.direction === 'run') return record.givenUpMeanwhile(tried);
  switch (tried.kind) {
    case 'done':
      return record.done(tried.facts ?? {});
    case 'under-way':
      return isOver(context, taken) ? record.failed('took-too-long', tried.facts ?? {}) : record.later(tried.askAfterMs, tried.facts ?? {}, 'no-try');
    case 'waits':
      return record.waits(tried.for, tried.facts ?? {});
    case 'fails':
      return record.failed(tried.cause, tried.facts ?? {});
    case 'broke-off':
      return taken.tries >= taken.step.tries ? record.failed(tried.cause, {}) : record.later(pauseMs(taken.tries), {}, 'a-try');
    default:
      return tried satisfies never;
  }
}

const isOver = <Input>({ clock }: Context, { begunAt, step }: Taken<Input>): boolean => clock.now().getTime() - begunAt.getTime() > step.givesUpAfterMs;

/** 2 s, 4 s, 8 s … 5 minutes before the next try. */
const pauseMs = (tries: number): number => Math.min(300_000, 1_000 * 2 ** tries);

class Record<Input> {
  constructor(
    private readonly context: Context,
    private readonly taken: Taken<Input>,
    private readonly stored: StoredWorkflow,
  ) {}

  async done(facts: Facts): Promise<'go-on'> {
    const { taken, context } = this;
    const undone = taken.direction === 'undo';
    await this.step({ state: undone ? 'undone' : 'done', tries: 0, cause: null, ended_at: context.clock.now() }, facts);
    await changeWorkflow(context, taken.workflow, this.stored, { event: undone ? 'step-undone' : 'step-done', step: taken.step.name, said: facts });
    return 'go-on';
  }

  /** Nothing has changed that anybody needs to be told. */
  async later(afterMs: number, facts: Facts, uses: 'a-try' | 'no-try'): Promise<'stop'> {
    const { context, taken, stored } = this;
    const dueAt = new Date(context.clock.now().getTime() + afterMs);
    await this.step(uses === 'no-try' ? { tries: taken.tries - 1 } : {}, facts);
    await context.trx.updateTable('workflows').set({ due_at: dueAt }).where('id', '=', stored.id).execute();
    goOn(context, taken.workflow, stored.id, dueAt);
    return 'stop';
  }

  async waits(cause: string, facts: Facts): Promise<'stop'> {
    const { taken } = this;
    // Removing asks nobody: what cannot be removed without somebody is stuck, and says so.
    if (taken.direction === 'undo') return this.failed(cause, facts);
    // It came while the step ran: whoever brought it found nothing waiting.
    if (this.stored.resumed_meanwhile) return this.later(0, facts, 'no-try');
    await this.step({ tries: taken.tries - 1 }, facts);
    await changeWorkflow(this.context, taken.workflow, this.stored, { event: 'wait', cause, step: taken.step.name, said: facts });
    return 'stop';
  }

  async failed(cause: string, facts: Facts): Promise<'stop'> {
    const { taken } = this;
    // A step whose removing failed has still to be undone.
    await this.step(taken.direction === 'run' ? { state: 'failed', cause } : { cause }, facts);
    await changeWorkflow(this.context, taken.workflow, this.stored, { event: 'fail', cause, step: taken.step.name, said: facts, facts: { tries: taken.tries } });
    return 'stop';
  }

  /** Given up while the step ran: whatever it says, it may have built something, which is undone like the rest. */
  async givenUpMeanwhile(tried: Tried): Promise<'go-on'> {
    await this.step({ state: tried.kind === 'done' ? 'done' : 'failed', tries: 0 }, 'facts' in tried ? (tried.facts ?? {}) : {});
    if (tried.kind === 'done') await changeWorkflow(this.context, this.taken.workflow, this.stored, { event: 'step-done', step: this.taken.step.name });
    return 'go-on';
  }

  private async step(patch: { readonly state?: 'done' | 'failed' | 'undone'; readonly tries?: number; readonly cause?: string | null; readonly ended_at?: Date }, facts: Facts): Promise<void> {
    await this.context.trx
      .updateTable('workflow_steps')
      .set({ ...patch, facts: JSON.stringify({ ...this.taken.own, ...facts }) })
      .where('workflow_id', '=', this.stored.id)
      .where('place', '=', this.taken.place)
      .execute();
  }
}
