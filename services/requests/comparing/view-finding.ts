import type { Context } from '../../context/index.js';
import type { PersonName } from '../views.js';
import { audienceOf, missingRequest } from './audience-of.js';
import type { Finding, FindingKind } from './finding.js';

/** A finding as those who are told of it may see it. */
export interface FindingView {
  readonly id: number;
  readonly kind: FindingKind;
  /** Whoever is not on record stands by the directory's id. */
  readonly person: PersonName;
  readonly workspace: { readonly id: number; readonly name: string };
  readonly dataset: { readonly id: number; readonly name: string } | null;
  readonly tier: number;
  /** The remover takes them out. */
  readonly removing: boolean;
  /** Of a missing membership: what can be granted again. */
  readonly request: { readonly id: number; readonly version: number } | null;
}

/** Undefined for whoever is not told of it, and once it is cleared. */
export async function viewFinding(context: Context, findingId: number): Promise<FindingView | undefined> {
  const { trx } = context;
  const row = await trx
    .selectFrom('membership_findings as f')
    .innerJoin('directory_groups as g', 'g.id', 'f.group_id')
    .innerJoin('workspaces as w', 'w.id', 'g.workspace_id')
    .innerJoin('work_packages as k', 'k.id', 'w.work_package_id')
    .leftJoin('datasets as d', 'd.id', 'g.dataset_id')
    .leftJoin('people as p', 'p.id', 'f.person_id')
    .select(['f.id', 'f.kind', 'f.person_id', 'f.group_id', 'f.removal_id', 'p.name as person', 'w.id as workspaceId', 'w.name as workspace', 'k.tier', 'd.id as datasetId', 'd.name as dataset'])
    .where('f.id', '=', findingId)
    .where('f.cleared_at', 'is', null)
    .executeTakeFirst();
  if (!row) return undefined;
  const finding: Finding = { kind: row.kind, groupId: row.group_id, personId: row.person_id };
  if (!(await audienceOf(trx, finding)).includes(context.actor.id)) return undefined;
  const request = row.kind === 'missing-member' ? await missingRequest(trx, finding) : undefined;
  return {
    id: row.id,
    kind: row.kind,
    person: { id: row.person_id, name: row.person ?? row.person_id },
    workspace: { id: row.workspaceId, name: row.workspace },
    dataset: row.datasetId === null || row.dataset === null ? null : { id: row.datasetId, name: row.dataset },
    tier: row.tier ?? 3,
    removing: row.removal_id !== null,
    request: request ? { id: request.id, version: request.version } : null,
  };
}
