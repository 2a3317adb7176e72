import { askNewcomer } from '../classification/index.js';
import { numberOf, type Context, type Trx } from '../context/index.js';
import { endInvolvement, involvedStates } from '../requests/index.js';
import { endRole } from './change-role.js';
import { loadProject } from './project-facts.js';

/**
 * An account that is closed in the directory is the end of every role, for good (people-and-requests, "When people change"): access ends and
 * open requests are withdrawn, project roles end, and so does what the person represented. Whoever comes back is appointed anew. The seat of a
 * Representative waits for a successor whom the provider designates; until then a deputy fills it.
 */
export async function endEveryRole(context: Context, personId: string): Promise<void> {
  const { trx, clock } = context;
  const reason = 'account-closed';
  await endInvolvement(context, personId, 'everywhere');
  const represented = await trx
    .updateTable('dataset_representatives')
    .set({ until: clock.now() })
    .where('person_id', '=', personId)
    .where('until', 'is', null)
    .returning(['dataset_id', 'deputy'])
    .execute();
  for (const { dataset_id, deputy } of represented.sort((one, other) => one.dataset_id - other.dataset_id)) {
    context.audit.push({ action: 'designation.end', outcome: 'done', objectType: 'dataset', objectId: numberOf('dataset', dataset_id), datasetId: dataset_id, subjectId: personId, reason, facts: { capacity: deputy ? 'deputy' : 'principal' } });
  }
  const roles = await trx.selectFrom('project_roles').select('project_id').where('person_id', '=', personId).where('until', 'is', null).orderBy('project_id').execute();
  for (const { project_id } of roles) {
    const facts = await loadProject(trx, project_id, 'change');
    if (facts) await endRole(context, facts, personId, reason);
  }
  for (const deputyId of await deputiesOf(trx, represented.map(({ dataset_id }) => dataset_id))) await askNewcomer(context, deputyId);
}

/** Deputies who fill a seat now are asked for what is open. */
async function deputiesOf(trx: Trx, datasetIds: readonly number[]): Promise<readonly string[]> {
  if (datasetIds.length === 0) return [];
  const rows = await trx.selectFrom('dataset_representatives').select('person_id').distinct().where('dataset_id', 'in', [...datasetIds]).where('deputy', '=', true).where('until', 'is', null).orderBy('person_id').execute();
  return rows.map(({ person_id }) => person_id);
}

/** Of some people, those who hold something that ends with their account: a role in a project, a dataset, a request that is under way. */
export async function whoHoldSomething(trx: Trx, personIds: readonly string[]): Promise<readonly string[]> {
  if (personIds.length === 0) return [];
  const rows = await trx
    .selectFrom('people as p')
    .select('p.id')
    .where('p.id', 'in', [...personIds])
    .where(({ exists, selectFrom, or }) =>
      or([
        exists(selectFrom('project_roles as r').select('r.id').whereRef('r.person_id', '=', 'p.id').where('r.until', 'is', null)),
        exists(selectFrom('dataset_representatives as d').select('d.dataset_id').whereRef('d.person_id', '=', 'p.id').where('d.until', 'is', null)),
        exists(
          selectFrom('requests as q')
            .select('q.id')
            .where((where) => where.or([where('q.requester_id', '=', where.ref('p.id')), where('q.subject_id', '=', where.ref('p.id'))]))
            .where('q.state', 'in', [...involvedStates]),
        ),
      ]),
    )
    .orderBy('p.id')
    .execute();
  return rows.map(({ id }) => id);
}
