import { z } from 'zod';
import { numberOf, type Context } from '../../context/index.js';
import { enqueue, renewCopies } from '../../notifications/index.js';
import type { WorkflowPlan } from '../../workflows/index.js';

/** What a machine is to become. */
export const wantedStates = ['running', 'deallocated'] as const;
export type WantedState = (typeof wantedStates)[number];

const input = z.strictObject({ workspaceId: z.int().positive(), number: z.int().min(1).max(99), wanted: z.enum(wantedStates), personId: z.string().min(1) });
export type OperateInput = z.output<typeof input>;

/**
 * Starting or stopping a machine with a person's own rights, as everybody may begin it: one thing at a time is done to a machine. The cards that show the
 * workspace follow.
 */
export const operatePlan: WorkflowPlan<OperateInput> = {
  kind: 'operate-machine',
  queue: 'workflow',
  actor: { kind: 'process', id: 'provisioning' },
  input,
  steps: [{ name: 'ask' }, { name: 'settle' }],
  async changed(context, { input: { workspaceId, number, wanted, personId }, state, cause }) {
    const about = { type: 'workspace' as const, id: workspaceId };
    if (state === 'waiting') await enqueue(context, { about, kind: 'sign-in', recipients: [personId], payload: { machine: number } });
    if (state === 'failed') {
      await forget(context, workspaceId, number);
      await enqueue(context, { about, kind: 'tell', recipients: [personId], payload: { event: 'machine-failed', machine: number, wanted, cause: cause ?? 'unexpected' } });
    }
    await renewCopies(context, about);
  },
};

export const aboutMachine = (workspaceId: number, number: number): { readonly type: string; readonly id: number } => ({ type: 'machine', id: workspaceId * 100 + number });
/** How a machine is named in the audit and to people. */
export const machineNumber = (workspaceId: number, number: number): string => `${numberOf('workspace', workspaceId)}-${String(number).padStart(2, '0')}`;

/** Nobody knows how it stands. */
async function forget({ trx, clock }: Context, workspaceId: number, number: number): Promise<void> {
  await trx.updateTable('workspace_machines').set({ state: 'unknown', seen_at: clock.now() }).where('workspace_id', '=', workspaceId).where('number', '=', number).execute();
}
