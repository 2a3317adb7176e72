import { sql } from 'kysely';
import type { Context } from '../context/index.js';
import { decidersWhen } from '../requests/index.js';
import type { DatasetUse, DatasetView } from './dataset.js';
import { loadUses, type Use } from './load-uses.js';
import { isVisibleTo, viewerOf } from './viewer.js';

/** A dataset as far as the acting person may know it; undefined when it does not exist or is not theirs to see. */
export async function viewDataset(context: Context, id: number): Promise<DatasetView | undefined> {
  const { trx } = context;
  const viewer = await viewerOf(context);
  if (!viewer) return undefined;
  const { rows } = await sql<Omit<DatasetView, 'representatives' | 'uses' | 'agreements' | 'hasProject' | 'askAbout'>>`
    select d.id, d.name, d.summary, v.name as provider, d.keywords, d.hidden, d.region, d.records, d.size_bytes as "sizeBytes", d.formats,
      d.covers, d.updated_on as "updatedOn"
    from datasets d join providers v on v.id = d.provider_id where d.id = ${id}::bigint and ${isVisibleTo(viewer)}`.execute(trx);
  const [dataset] = rows;
  if (!dataset) return undefined;

  const representatives = await trx
    .selectFrom('dataset_representatives as r')
    .innerJoin('people as p', 'p.id', 'r.person_id')
    .select(['p.id', 'p.name'])
    .where('r.dataset_id', '=', id)
    .where('r.until', 'is', null)
    .where('r.deputy', '=', false)
    .orderBy('p.name')
    .execute();
  const used = await loadUses(context, viewer.id, id);
  const uses: DatasetUse[] = [];
  for (const use of used) {
    uses.push({
      project: { id: use.projectId, title: use.projectTitle },
      workPackage: { id: use.packageId, title: use.packageTitle, state: use.packageState, tier: use.tier },
      workspace: use.workspace,
      myAccess: use.myAccess,
      member: use.member,
      mayAsk: use.mayAsk,
      decides: await decidersOf(context, use),
    });
  }
  return { ...dataset, agreements: await agreementsOf(context, id, used), representatives, uses, ...(await whomToAsk(context, viewer.id)) };
}

/** Of each project that uses the dataset, once. */
async function agreementsOf({ trx }: Context, datasetId: number, used: readonly Use[]): Promise<DatasetView['agreements']> {
  const projectIds = [...new Set(used.map(({ projectId }) => projectId))];
  if (projectIds.length === 0) return [];
  return trx.selectFrom('projects as p').select(['p.id as projectId', sql<string | null>`agreement_end(${datasetId}::integer, p.id)`.as('endsOn')]).where('p.id', 'in', projectIds).orderBy('p.id').execute();
}

async function whomToAsk({ trx }: Context, viewerId: string): Promise<Pick<DatasetView, 'hasProject' | 'askAbout'>> {
  const { rows } = await sql<{ name: string; kind: 'project-manager' | 'programme-manager' | 'own-role' }>`
    with own as (
      select r.project_id from project_roles r join projects p on p.id = r.project_id where r.person_id = ${viewerId} and r.until is null and p.state = 'open')
    select 'own-role' as kind, '' as name from own
    union select 'project-manager', p.name from project_roles r join people p on p.id = r.person_id
      where r.project_id in (select project_id from own) and r.role = 'project-manager' and r.until is null and p.enabled and p.id <> ${viewerId}
    union select 'programme-manager', p.name from system_role_holders h join people p on p.id = h.person_id
      where h.role = 'programme-manager' and p.enabled
    order by name`.execute(trx);
  const named = (kind: string): readonly string[] => rows.filter((row) => row.kind === kind).map(({ name }) => name);
  const hasProject = named('own-role').length > 0;
  return { hasProject, askAbout: named(hasProject ? 'project-manager' : 'programme-manager') };
}

/**
 * Who would be asked, by the request engine's own rules: vacancies filled; for a viewer who may ask, a Representative who has approved them
 * left out.
 */
async function decidersOf(context: Context, { datasetId, mayAsk, workspace }: Use): Promise<DatasetUse['decides']> {
  if (workspace === null) return [];
  const deciders = await decidersWhen(context, mayAsk ? 'self' : 'somebody-else', { workspaceId: workspace.id, datasetId });
  return deciders.map(({ role, names }) => ({ role: role === 'representative' ? 'representative' : 'investigator', names }));
}
