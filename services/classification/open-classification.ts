import { openGates } from '../records/index.js';
import { askToClassify, renewCards } from './asking/announce.js';
import { authoriseOnPackage } from './authorise.js';
import type { ClassificationContext } from './answering/classification-context.js';
import { classificationDueAt } from './asking/deadlines.js';
import { loadFacts } from './load-facts.js';
import { movePackage } from './move-package.js';
import { done, refuse, type Result } from './results.js';
import { storeFlowchart } from './flowcharts/store-flowchart.js';

export interface OpenClassification {
  readonly packageId: number;
  /** Name of the flowchart by which everyone classifies. */
  readonly flowchart: string;
}

/**
 * From new to open: everyone concerned may now give an opinion. A package without a dataset cannot be opened, and none of a project that has not
 * started: ethics approval and the terms of websites have to be on record, or that there is no need of them (people-and-requests, "Gates").
 */
export async function openClassification(context: ClassificationContext, command: OpenClassification): Promise<Result<{ readonly classificationId: number }>> {
  const authorised = await authoriseOnPackage(context, 'open', command.packageId);
  if (authorised.kind !== 'done') return authorised;
  const { facts, note } = authorised.value;
  if (facts.datasets.length === 0) return refuse(context, note, 'dataset-needed');
  const open = await openGates(context, 'open-classification', { packageId: facts.id, projectId: facts.projectId });
  if (open.length > 0) return refuse(context, { ...note, facts: { ...note.facts, missing: open.join(' ') } }, 'not-on-record');
  const flowchart = context.flowcharts.get(command.flowchart);
  if (!flowchart) return refuse(context, note, 'no-such-flowchart');
  await storeFlowchart(context, flowchart);
  const now = context.clock.now();
  const { id } = await context.trx
    .insertInto('classifications')
    .values({ work_package_id: facts.id, flowchart: flowchart.name, opened_by: context.actor.id, opened_at: now, due_at: classificationDueAt(context.organisation, now) })
    .returning('id')
    .executeTakeFirstOrThrow();
  await movePackage(context, { facts, note, action: 'open', says: { classification: id, datasets: facts.datasets.length, flowchart: flowchart.name, flowchartVersion: flowchart.version } });
  const opened = await loadFacts(context.trx, facts.id, 'look');
  if (opened) await askToClassify(context, opened);
  await renewCards(context, facts);
  return done({ classificationId: id });
}
