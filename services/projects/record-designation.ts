import { askNewcomer } from '../classification/index.js';
import { localDate, numberOf, type Context } from '../context/index.js';
import { recordAppointed } from './change-role.js';
import type { DirectoryPerson } from './ports.js';
import { loadProject } from './project-facts.js';
import { reseatOpenRequests } from './record-person.js';
import { capacityOf, projectsUsing } from './represented-projects.js';
import { done, refuse, unchanged, type Note, type Refusal, type Result } from './results.js';

/** Longest words on what the designation rests on, in UTF-16 units. */
export const longestEvidence = 500;

export interface RecordDesignation {
  readonly datasetId: number;
  /** As the directory gives them now. */
  readonly person: DirectoryPerson;
  /** A principal decides; a deputy stands in where the principal cannot. */
  readonly capacity: 'principal' | 'deputy';
  /** The provider's letter or message. */
  readonly evidence: string;
  /** ISO date of it. */
  readonly designatedOn: string;
}

/**
 * A Programme Manager puts on record whom a provider designated to represent a dataset (paper 2.8). It names a Representative beside those
 * there are: replacing one is the handing over that they do themselves.
 */
export async function recordDesignation(context: Context, { datasetId, person, capacity, evidence, designatedOn }: RecordDesignation): Promise<Result<{ readonly datasetId: number }>> {
  const { trx, clock, actor, organisation } = context;
  const dataset = await trx.selectFrom('datasets').select('id').where('id', '=', datasetId).forUpdate().executeTakeFirst();
  const note: Note = { action: 'designation.record', objectType: 'dataset', objectId: numberOf('dataset', datasetId), subjectId: person.id, facts: { capacity, designatedOn }, ...(dataset ? { datasetId } : {}) };
  if (actor.kind !== 'person' || !actor.systemRoles.has('programme-manager')) return refuse(context, note, 'not-allowed');
  if (!dataset) return refuse(context, note, 'not-found');
  const bar = barTo(context, person) ?? (designatedOn > localDate(organisation, clock.now()) ? 'day-impossible' : undefined) ?? (await barInProjects(context, datasetId, person.id));
  if (bar) return refuse(context, note, bar);
  const before = await capacityOf(trx, datasetId, person.id);
  if (before === capacity) return unchanged(context, note, { datasetId });
  // A Representative who became a deputy would have lost their seat by somebody else's word.
  if (before === 'principal') return refuse(context, note, 'already-represents');
  await recordAppointed(context, person);
  await trx
    .insertInto('provider_designations')
    .values({ dataset_id: datasetId, person_id: person.id, deputy: capacity === 'deputy', evidence, designated_on: designatedOn, recorded_by: actor.id, recorded_at: clock.now() })
    .execute();
  await represent(context, datasetId, person.id, capacity);
  context.audit.push({ ...note, outcome: 'done', texts: { evidence } });
  await reseatOpenRequests(context);
  await askNewcomer(context, person.id);
  return done({ datasetId });
}

function barTo({ actor }: Context, { id, enabled }: DirectoryPerson): Refusal | undefined {
  if (id === actor.id) return 'own-appointment';
  return enabled ? undefined : 'account-disabled';
}

/** A Representative holds no other role in a project where the dataset is used. */
export async function barInProjects(context: Context, datasetId: number, personId: string): Promise<Refusal | undefined> {
  for (const projectId of await projectsUsing(context.trx, datasetId)) {
    const facts = await loadProject(context.trx, projectId, 'change');
    const role = facts?.roles.get(personId);
    if (role !== undefined && role !== 'representative') return 'has-role';
    if (facts?.conflicted.has(personId)) return 'conflict-declared';
  }
  return undefined;
}

/** From now on the person stands for the dataset in that capacity, and in no other. */
export async function represent({ trx, clock }: Context, datasetId: number, personId: string, capacity: 'principal' | 'deputy'): Promise<void> {
  await trx.updateTable('dataset_representatives').set({ until: clock.now() }).where('dataset_id', '=', datasetId).where('person_id', '=', personId).where('until', 'is', null).execute();
  await trx.insertInto('dataset_representatives').values({ dataset_id: datasetId, person_id: personId, deputy: capacity === 'deputy', since: clock.now() }).execute();
}
