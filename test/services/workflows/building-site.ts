import { z } from 'zod';
import { driveWorkflow, type Driving, type Step, type StepOutcome, type Workflow, type WorkflowState } from '../../../services/workflows/index.js';
import { transact } from '../../../services/audit/index.js';
import { sweep, type Context } from '../../../services/context/index.js';
import type { TestDatabase } from '../../support/database.js';
import { surroundings, TestClock } from '../../support/surroundings.js';

/** The process is gone before it could record anything. */
export class Killed extends Error {}

/** What a step does at its next tries, in this order; after them it does its work. `kill-before` and `kill-after` its work. */
export type Mishap = 'throws' | 'kill-before' | 'kill-after' | 'hangs' | 'under-way' | 'waits' | 'fails';

/** Three floors, each built by a step of its own and taken down by its undoing; what stands is outside the database, as a cloud is. */
export class BuildingSite {
  readonly clock = new TestClock();
  readonly standing = new Set<string>();
  /** How often something was really put up or taken down. */
  readonly works: string[] = [];
  readonly mishaps = new Map<string, Mishap[]>();
  readonly told: { readonly state: WorkflowState; readonly cause: string | null }[] = [];
  readonly workflow: Workflow<{ readonly site: string }>;
  readonly world: Driving;

  constructor(database: TestDatabase, floors: readonly string[] = ['ground', 'first', 'roof']) {
    this.world = {
      ...surroundings(database, this.clock),
      stepFault: (error) => {
        if (error instanceof Killed) throw error;
      },
    };
    this.workflow = {
      kind: 'build-house',
      input: z.object({ site: z.string() }),
      queue: 'workflow',
      actor: { kind: 'process', id: 'provisioning' },
      steps: floors.map((floor) => this.floor(floor)),
      changed: (_context, { state, cause }) => {
        this.told.push({ state, cause });
        return Promise.resolve();
      },
    };
  }

  private floor(name: string): Step<{ readonly site: string }> {
    const act = async (key: string, work: () => void): Promise<StepOutcome> => {
      const mishap = this.mishaps.get(key)?.shift();
      if (mishap === 'throws') throw new Error('a fault');
      if (mishap === 'kill-before') throw new Killed();
      if (mishap === 'hangs') await new Promise((resolve) => setTimeout(resolve, 1_000));
      if (mishap === 'under-way') return { kind: 'under-way', askAfterMs: 1_000, facts: { asked: true } };
      if (mishap === 'waits') return { kind: 'waits', for: 'sign-in' };
      if (mishap === 'fails') return { kind: 'fails', cause: 'no-ground' };
      work();
      if (mishap === 'kill-after') throw new Killed();
      return { kind: 'done', facts: { name } };
    };
    return {
      name,
      tryMs: 100,
      tries: 3,
      givesUpAfterMs: 10_000,
      run: () => act(name, () => {
        if (this.standing.has(name)) return;
        this.standing.add(name);
        this.works.push(`+${name}`);
      }),
      undo: () => act(`un-${name}`, () => {
        if (this.standing.delete(name)) this.works.push(`-${name}`);
      }),
    };
  }

  run<Value>(work: (context: Context) => Promise<Value>): Promise<Value> {
    return transact(this.world, sweep, work);
  }

  /** One process that takes up the workflow; a kill ends it without a word. */
  async drive(workflowId: number): Promise<void> {
    await driveWorkflow(this.world, this.workflow, workflowId).catch((error: unknown) => {
      if (!(error instanceof Killed)) throw error;
    });
  }

  /** Process after process, as the sweep sends them, minutes apart, until nothing more happens by itself. */
  async driveToRest(workflowId: number): Promise<WorkflowState> {
    for (let turn = 0; turn < 60; turn += 1) {
      await this.drive(workflowId);
      const { state } = await this.row(workflowId);
      if (state !== 'running' && state !== 'undoing') return state;
      this.clock.advance({ minutes: 6 });
    }
    throw new Error('it never comes to rest');
  }

  row(workflowId: number) {
    return this.world.db.selectFrom('workflows').selectAll().where('id', '=', workflowId).executeTakeFirstOrThrow();
  }
}
