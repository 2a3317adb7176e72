import { numberOf } from '../context/index.js';
import { isProvisioned, type Tier } from '../tiers/index.js';

/** Tiers at which workspaces are built. */
export type BuiltTier = Exclude<Tier, 4>;
export const isBuiltTier = (tier: number | null): tier is BuiltTier => tier !== null && [0, 1, 2, 3].includes(tier) && isProvisioned(tier as Tier);

/** The workspace's number as Azure and the directory know it: `ws-0002`. */
export const azureName = (workspaceId: number): string => numberOf('workspace', workspaceId).toLowerCase();
/** Its resource group. */
export const resourceGroupOf = (workspaceId: number): string => `rg-${azureName(workspaceId)}`;
/** A machine as Azure knows it. */
export const machineName = (workspaceId: number, number: number): string => `vm-${azureName(workspaceId)}-${String(number).padStart(2, '0')}`;

/** Kinds of directory groups that a workspace has, beside one for each dataset. */
export const groupKinds = ['members', 'managers', 'review'] as const;
export type GroupKind = (typeof groupKinds)[number] | 'data';

/** Mail nickname of a group: by it, a group that was made before a crash is found again. */
export const groupAlias = (workspaceId: number, kind: GroupKind, datasetId: number | null): string => `lk-${azureName(workspaceId)}-${kind === 'data' && datasetId !== null ? numberOf('dataset', datasetId).toLowerCase() : kind}`;
/** As people see it in the directory. */
export const groupName = (workspaceId: number, kind: GroupKind, datasetId: number | null): string => {
  const number = numberOf('workspace', workspaceId);
  const names = { members: 'members', managers: 'managers', review: 'reviewers', data: datasetId === null ? 'data' : `data ${numberOf('dataset', datasetId)}` } as const;
  return `${number} ${names[kind]}`;
};
