import { askNewcomer } from '../classification/index.js';
import { numberOf, type Context } from '../context/index.js';
import { endRole, giveRole, recordAppointed } from './change-role.js';
import type { DirectoryPerson } from './ports.js';
import { loadProject } from './project-facts.js';
import { barInProjects, represent } from './record-designation.js';
import { reseatOpenRequests } from './record-person.js';
import { capacityOf, projectsUsing, representsIn } from './represented-projects.js';
import { done, refuse, type Note, type Result } from './results.js';

export interface HandOverDataset {
  readonly datasetId: number;
  /** Who represents it from now on, as the directory gives them now. */
  readonly person: DirectoryPerson;
}

/**
 * A Representative hands a dataset over to somebody of the provider's (paper 2.8): the successor takes their place for the dataset and their role
 * in every project that uses it; approvals that were given survive (people-and-requests, "When people change"). Deputies stay.
 */
export async function handOverDataset(context: Context, { datasetId, person }: HandOverDataset): Promise<Result<{ readonly datasetId: number; readonly projectIds: readonly number[] }>> {
  const { trx, actor, clock } = context;
  const dataset = await trx.selectFrom('datasets').select('id').where('id', '=', datasetId).forUpdate().executeTakeFirst();
  const note: Note = { action: 'dataset.hand-over', objectType: 'dataset', objectId: numberOf('dataset', datasetId), subjectId: person.id, ...(dataset ? { datasetId } : {}) };
  if (!dataset || (await capacityOf(trx, datasetId, actor.id)) !== 'principal') return refuse(context, note, 'not-found');
  if (person.id === actor.id) return refuse(context, note, 'own-appointment');
  if (!person.enabled) return refuse(context, note, 'account-disabled');
  if ((await capacityOf(trx, datasetId, person.id)) === 'principal') return refuse(context, note, 'already-represents');
  const bar = await barInProjects(context, datasetId, person.id);
  if (bar) return refuse(context, note, bar);

  await recordAppointed(context, person);
  await represent(context, datasetId, person.id, 'principal');
  await trx.updateTable('dataset_representatives').set({ until: clock.now() }).where('dataset_id', '=', datasetId).where('person_id', '=', actor.id).where('until', 'is', null).execute();
  const projectIds = await projectsUsing(trx, datasetId);
  context.audit.push({ ...note, outcome: 'done', facts: { projects: projectIds.length } });
  for (const projectId of projectIds) await moveRole(context, projectId, person.id);
  await reseatOpenRequests(context);
  await askNewcomer(context, person.id);
  return done({ datasetId, projectIds });
}

/** The role in one project goes over; who still represents another dataset there keeps theirs. */
async function moveRole(context: Context, projectId: number, successorId: string): Promise<void> {
  const { trx, actor } = context;
  const facts = await loadProject(trx, projectId, 'change');
  if (facts?.roles.get(actor.id) !== 'representative') return;
  if (!(await representsIn(trx, projectId, actor.id))) await endRole(context, facts, actor.id, 'handed-over');
  if (!facts.roles.has(successorId)) await giveRole(context, projectId, successorId, 'representative');
}
