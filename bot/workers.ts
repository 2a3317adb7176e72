import type { Logger } from 'pino';
import { z } from 'zod';
import { sweepClassifications } from '../services/classification/index.js';
import type { Jobs } from '../services/database/index.js';
import { deliverOutbox, forgetDelivered, type Messenger } from '../services/notifications/index.js';
import { syncDirectory, type Recognition } from '../services/projects/index.js';
import { sweepRecords } from '../services/records/index.js';
import { fulfilRequest, sweepDue, type Fulfilment } from '../services/requests/index.js';
import type { ActivityClaims } from './state/activity-claims.js';
import type { ConversationStates } from './state/conversation-state.js';
import { tellWhatWaits } from './waiting.js';

export interface WorkerParts {
  readonly jobs: Jobs;
  readonly fulfilment: Fulfilment;
  readonly recognition: Recognition;
  readonly messenger: Messenger;
  readonly claims: ActivityClaims;
  readonly states: ConversationStates;
  readonly log: Logger;
}

const nothing = z.looseObject({});
const request = z.looseObject({ requestId: z.int().positive(), correlationId: z.uuid().optional() });

/** The jobs that the bot's process works on. Several instances share them; removals are the remover's alone. */
export async function startWorkers({ jobs, fulfilment, recognition, messenger, claims, states, log }: WorkerParts): Promise<void> {
  await jobs.work('deliver', nothing, async () => {
    const { sent, nextInMs } = await deliverOutbox(fulfilment, messenger);
    if (nextInMs !== undefined) await jobs.sendNow('deliver', {}, Math.max(1, Math.ceil(nextInMs / 1000)));
    if (sent > 0) log.debug({ sent }, 'messages delivered');
  });
  await jobs.work('fulfil', request, async ({ data, last }) => {
    await fulfilRequest(fulfilment, data.requestId, { last, correlationId: data.correlationId });
    log.info({ requestId: data.requestId, correlationId: data.correlationId }, 'fulfilment handled');
  });
  await jobs.work('sweep', nothing, async () => {
    await tellWhatWaits(fulfilment, log);
    const swept = await sweepDue(fulfilment);
    const classified = await sweepClassifications(fulfilment);
    const records = await sweepRecords(fulfilment);
    await claims.forgetOld();
    await states.forgetOld();
    await forgetDelivered(fulfilment);
    log.debug({ ...swept, ...classified, records }, 'swept');
  }, 1);
  await jobs.work('directory-sync', nothing, async () => {
    const report = await syncDirectory(recognition);
    log.info(report, 'directory compared');
  }, 1);
  await jobs.repeat('sweep', '* * * * *');
  await jobs.repeat('directory-sync', '17 * * * *');
}
