import type { Logger } from 'pino';
import { z } from 'zod';
import type { Surroundings } from '../services/audit/index.js';
import { sweepClassifications } from '../services/classification/index.js';
import type { Jobs } from '../services/database/index.js';
import { deliverOutbox, forgetDelivered, type Messenger } from '../services/notifications/index.js';
import { syncDirectory, type Recognition } from '../services/projects/index.js';
import { sweepRecords } from '../services/records/index.js';
import { compareDirectory, sweepDue, type GroupReader } from '../services/requests/index.js';
import { goOnBuilding, sweepWorkspaces } from '../services/workspaces/index.js';
import type { Works } from '../services/workflows/index.js';
import type { ActivityClaims } from './state/activity-claims.js';
import type { ConversationStates } from './state/conversation-state.js';
import { tellWhatWaits } from './waiting.js';

export interface WorkerParts {
  readonly world: Surroundings;
  readonly jobs: Jobs;
  /** The workflows that run with what the bot holds: grantors' tokens. */
  readonly works: Works;
  readonly recognition: Recognition;
  /** Members and owners in the directory, which the approved requests must explain. */
  readonly groups: GroupReader;
  readonly messenger: Messenger;
  readonly claims: ActivityClaims;
  readonly states: ConversationStates;
  readonly log: Logger;
}

const nothing = z.looseObject({});
const request = z.looseObject({ requestId: z.int().positive(), correlationId: z.uuid().optional() });
const workflow = z.looseObject({ workflowId: z.int().positive(), correlationId: z.uuid().optional() });

/** The jobs that the bot's process works on. Several instances share them; removals are the remover's alone. */
export async function startWorkers({ world, jobs, works, recognition, groups, messenger, claims, states, log }: WorkerParts): Promise<void> {
  await jobs.work('deliver', nothing, async () => {
    const { sent, nextInMs } = await deliverOutbox(world, messenger);
    if (nextInMs !== undefined) await jobs.sendNow('deliver', {}, Math.max(1, Math.ceil(nextInMs / 1000)));
    if (sent > 0) log.debug({ sent }, 'messages delivered');
  });
  // A step that takes its time must not keep short ones waiting.
  await jobs.work('workflow', workflow, async ({ data }) => {
    await works.drive(data.workflowId);
    log.info({ workflowId: data.workflowId, correlationId: data.correlationId }, 'workflow driven');
  }, 4);
  await jobs.work('provision', request, async ({ data }) => {
    await goOnBuilding(world, data.requestId, data.correlationId);
    log.info({ requestId: data.requestId, correlationId: data.correlationId }, 'building looked at');
  });
  await jobs.work('sweep', nothing, async () => {
    await tellWhatWaits(world, log);
    const taken = await works.sweep();
    const swept = await sweepDue(world);
    const classified = await sweepClassifications(world);
    const records = await sweepRecords(world);
    const workspaces = await sweepWorkspaces(world);
    await claims.forgetOld();
    await states.forgetOld();
    await forgetDelivered(world);
    log.debug({ ...swept, ...classified, ...workspaces, records, taken }, 'swept');
  }, 1);
  await jobs.work('directory-sync', nothing, async () => {
    const report = await syncDirectory(recognition);
    log.info(report, 'directory compared');
  }, 1);
  await jobs.work('membership-comparison', nothing, async () => {
    const report = await compareDirectory({ ...world, groups });
    log.info(report, 'memberships compared');
  }, 1);
  await jobs.repeat('sweep', '* * * * *');
  await jobs.repeat('directory-sync', '17 * * * *');
  // After the people: whose account is closed has lost their requests, and their removals are on their way.
  await jobs.repeat('membership-comparison', '37 * * * *');
}
