import type { Context } from '../context/index.js';
import type { ProjectRoleName } from '../database/index.js';
import { isAskedForIn, isOpen, requestTypeRules, type RequestState } from '../requests/index.js';
import type { DatasetUse } from './dataset.js';

/** A dataset in a work package of a project where the viewer has a role, with the workspace of that package if it has one. */
export interface Use {
  readonly datasetId: number;
  readonly datasetName: string;
  readonly provider: string;
  readonly projectId: number;
  readonly projectTitle: string;
  readonly packageId: number;
  readonly packageTitle: string;
  readonly packageState: 'new' | 'open' | 'classified';
  readonly tier: number | null;
  readonly workspace: { readonly id: number; readonly name: string } | null;
  readonly mayAsk: boolean;
  readonly member: boolean;
  readonly myAccess: DatasetUse['myAccess'];
}

/** Uses in the projects where `viewerId` has a role, of one dataset or of all, by dataset name, project, package and workspace. */
export async function loadUses(context: Pick<Context, 'trx'>, viewerId: string, datasetId: number | 'all'): Promise<readonly Use[]> {
  const rows = await context.trx
    .selectFrom('work_package_datasets as u')
    .innerJoin('datasets as d', 'd.id', 'u.dataset_id')
    .innerJoin('providers as v', 'v.id', 'd.provider_id')
    .innerJoin('work_packages as k', 'k.id', 'u.work_package_id')
    .innerJoin('projects as p', 'p.id', 'k.project_id')
    .innerJoin('project_roles as r', (join) => join.onRef('r.project_id', '=', 'p.id').on('r.person_id', '=', viewerId).on('r.until', 'is', null))
    .leftJoin('workspaces as w', (join) => join.onRef('w.work_package_id', '=', 'k.id').on('w.state', '=', 'active'))
    .select(['d.id as datasetId', 'd.name as datasetName', 'v.name as provider', 'p.id as projectId', 'p.title as projectTitle', 'p.state as projectState'])
    .select(['k.id as packageId', 'k.title as packageTitle', 'k.state as packageState', 'k.tier', 'k.suspended_at as suspendedAt', 'r.role', 'w.id as workspaceId', 'w.name as workspaceName'])
    .$if(datasetId !== 'all', (query) => query.where('d.id', '=', Number(datasetId)))
    .orderBy('d.name')
    .orderBy('d.id')
    .orderBy('p.id')
    .orderBy('k.id')
    .orderBy('w.id')
    .execute();
  const mine = await loadMine(context, viewerId, rows.flatMap(({ workspaceId }) => workspaceId ?? []));
  return rows.map(({ workspaceId, workspaceName, projectState, role, suspendedAt, ...row }): Use => {
    const workspace = workspaceId === null || workspaceName === null ? null : { id: workspaceId, name: workspaceName };
    const here = mine.filter((request) => request.workspace_id === workspaceId);
    const access = here.filter((request) => request.type === 'data-access' && request.dataset_id === row.datasetId && isOpen(request.state));
    const shown = access.find(({ state }) => state === 'active') ?? access[0];
    return {
      ...row,
      workspace,
      mayAsk: workspace !== null && projectState === 'open' && mayAskAs(role) && isAskedForIn({ ...row, packageSuspendedAt: suspendedAt }),
      member: here.some(({ type, state }) => type === 'join-workspace' && state === 'active'),
      myAccess: shown ? { requestId: shown.id, state: shown.state, untilOn: shown.until_on } : null,
    };
  });
}

const mayAskAs = (role: ProjectRoleName): boolean => requestTypeRules['data-access'].askedBy.includes(role);

/** The viewer's requests in these workspaces, newest first. */
async function loadMine(context: Pick<Context, 'trx'>, viewerId: string, workspaceIds: readonly number[]) {
  if (workspaceIds.length === 0) return [];
  const rows = await context.trx
    .selectFrom('requests')
    .select(['id', 'type', 'state', 'workspace_id', 'dataset_id', 'until_on'])
    .where('subject_id', '=', viewerId)
    .where('workspace_id', 'in', [...new Set(workspaceIds)])
    .orderBy('id', 'desc')
    .execute();
  return rows.map((row) => ({ ...row, state: row.state as RequestState }));
}
