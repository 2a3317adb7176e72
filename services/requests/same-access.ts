import type { Trx } from '../context/index.js';
import { isOpen, type RequestRecord, type AccessType } from './request.js';

/** Which access: of whom, to what, where. */
export interface WhichAccess {
  readonly type: AccessType;
  readonly subjectId: string;
  readonly workspaceId: number;
  readonly datasetId: number | null;
}

/** Requests for the same access that still stand. */
export interface SameAccess {
  /** On its way: asking again is pointless until it is decided. */
  readonly waiting: number | null;
  /** Active, the one that lasts longest; asking again extends it. */
  readonly active: { readonly requestId: number; readonly untilOn: string } | null;
}

/** What the subject has already, or has asked for already. */
export async function loadSameAccess(trx: Trx, { type, subjectId, workspaceId, datasetId }: WhichAccess): Promise<SameAccess> {
  const rows = await trx
    .selectFrom('requests')
    .select(['id', 'state', 'until_on'])
    .where('type', '=', type)
    .where('subject_id', '=', subjectId)
    .where('workspace_id', '=', workspaceId)
    .where('dataset_id', datasetId === null ? 'is' : '=', datasetId)
    .orderBy('until_on', 'desc')
    .orderBy('id', 'desc')
    .execute();
  const open = rows.filter((row) => isOpen(row.state as RequestRecord['state']));
  const waiting = open.find((row) => !['active', 'suspended', 'ending'].includes(row.state));
  const active = open.find((row) => row.state === 'active');
  return { waiting: waiting?.id ?? null, active: active ? { requestId: active.id, untilOn: active.until_on } : null };
}
