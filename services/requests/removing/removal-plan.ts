import { z } from 'zod';
import type { Context } from '../../context/index.js';
import type { WorkflowPlan } from '../../workflows/index.js';
import { recordRemoval, reopenRemoval } from './record-removal.js';

const input = z.object({ removalId: z.int().positive() });
export type RemovalInput = z.output<typeof input>;

/** What the step found: taken out, was no member, or kept because a request explains the membership. */
export const removalResults = ['removed', 'not-member', 'kept'] as const;

/** Taking a person out of a group, as everybody may begin it. How it is done, and with whose right, the remover alone knows (`removal-workflow.ts`). */
export const removalPlan: WorkflowPlan<RemovalInput> = {
  kind: 'remove-member',
  queue: 'removal',
  actor: { kind: 'process', id: 'remover' },
  input,
  steps: [{ name: 'take-out' }],
  async hold(trx, { removalId }) {
    await trx
      .selectFrom('requests')
      .select('id')
      .where('id', '=', (removal) => removal.selectFrom('removals').select('request_id').where('id', '=', removalId))
      .forUpdate()
      .execute();
  },
  async changed(context: Context, { input: { removalId }, state, cause, found }) {
    switch (state) {
      case 'done':
        return recordRemoval(context, { removalId, outcome: z.enum(removalResults).parse(found['take-out']?.['result']) });
      case 'failed':
        // A fault of ours, or of time, is told as what it means to those concerned: it has not been done, and will be tried again.
        return recordRemoval(context, { removalId, outcome: 'failed', failure: cause === 'directory-refused' ? cause : 'directory-unavailable' });
      case 'running':
        return reopenRemoval(context, removalId);
      case 'waiting':
      case 'undoing':
      case 'stuck':
      case 'undone':
        return;
      default:
        return state satisfies never;
    }
  },
};
