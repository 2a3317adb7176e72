import { sql } from 'kysely';
import type { Context } from '../context/index.js';
import { previewRequest } from '../requests/index.js';
import type { DatasetUse, DatasetView } from './dataset.js';
import { loadUses, type Use } from './load-uses.js';
import { isVisibleTo, viewerOf } from './viewer.js';

/** A dataset as far as the acting person may know it; undefined when it does not exist or is not theirs to see. */
export async function viewDataset(context: Context, id: number): Promise<DatasetView | undefined> {
  const { trx } = context;
  const viewer = await viewerOf(context);
  if (!viewer) return undefined;
  const { rows } = await sql<Omit<DatasetView, 'representatives' | 'uses' | 'askAbout'>>`
    select d.id, d.name, d.summary, v.name as provider, d.keywords, d.hidden, d.region, d.records, d.size_bytes as "sizeBytes", d.formats,
      d.covers, d.updated_on as "updatedOn", d.agreement_ends_on as "agreementEndsOn"
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
  const uses: DatasetUse[] = [];
  for (const use of await loadUses(context, viewer.id, id)) {
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
  const programmeManagers = await trx
    .selectFrom('system_role_holders as h')
    .innerJoin('people as p', 'p.id', 'h.person_id')
    .select('p.name')
    .where('h.role', '=', 'programme-manager')
    .where('p.enabled', '=', true)
    .orderBy('p.name')
    .execute();
  return { ...dataset, representatives, uses, askAbout: programmeManagers.map(({ name }) => name) };
}

/** Who would be asked, by the request engine's own rules: vacancies filled, a Representative who has approved the viewer left out. */
async function decidersOf(context: Context, { datasetId, mayAsk, workspace }: Use): Promise<DatasetUse['decides']> {
  if (!mayAsk || workspace === null) return [];
  const preview = await previewRequest(context, { workspaceId: workspace.id, datasetId });
  if (typeof preview === 'string') return [];
  return preview.deciders.map(({ role, names }) => ({ role: role === 'representative' ? 'representative' : 'investigator', names }));
}
