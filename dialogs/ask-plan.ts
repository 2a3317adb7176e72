import { viewDataset, type DatasetView } from '../services/catalogue/index.js';
import type { Context } from '../services/context/index.js';
import { listMyWorkspaces, type MyWorkspace } from '../services/projects/index.js';
import { previewRequest, type Preview, type Refusal } from '../services/requests/index.js';
import type { AskState } from './ask-state.js';

/** Why asking leads nowhere: the request that stands already, or whom to ask, where that is the reason. */
export interface Nowhere {
  readonly refused: Refusal;
  readonly requestId?: number;
  readonly names?: readonly string[];
}

/** The steps that are needed, with the look ahead where it is known already what is asked for and where. */
export interface Planned {
  readonly state: AskState;
  readonly preview?: Preview;
}

/** Which steps are needed, and whether asking can lead anywhere at all. */
export async function planAsking(context: Context, state: AskState): Promise<Planned | Nowhere> {
  if (state.kind === 'join') {
    if (state.workspaceId === null) return { state: { ...state, steps: ['workspace', 'terms', 'confirm'] } };
    return planInPlace(context, state);
  }
  if (state.datasetId === null) return { state: { ...state, steps: ['dataset', 'workspace', 'terms', 'confirm'] } };
  const dataset = await viewDataset(context, state.datasetId);
  if (!dataset) return { refused: 'not-found' };
  const places = askablePlaces(dataset);
  if (places.length === 0) return whyNowhere(dataset);
  const given = places.find(({ id }) => id === state.workspaceId);
  const only = places.length === 1 ? places[0] : given;
  if (!only) return { state: { ...state, workspaceId: null, steps: ['workspace', 'terms', 'confirm'] } };
  return planInPlace(context, { ...state, workspaceId: only.id });
}

async function planInPlace(context: Context, state: AskState): Promise<Planned | Nowhere> {
  const preview = await previewOf(context, state);
  return 'refused' in preview ? preview : { state: { ...state, steps: ['terms', 'confirm'] }, preview };
}

export async function previewOf(context: Context, state: AskState): Promise<Preview | Nowhere> {
  if (state.workspaceId === null) return { refused: 'not-found' };
  return previewRequest(context, { workspaceId: state.workspaceId, datasetId: state.kind === 'join' ? null : state.datasetId });
}

export interface WorkspaceOption {
  readonly id: number;
  readonly name: string;
  readonly tier: number | null;
  readonly member: boolean;
}

export async function workspaceChoices(context: Context, state: AskState): Promise<readonly WorkspaceOption[]> {
  if (state.kind === 'join') return (await listMyWorkspaces(context)).filter(({ mayJoin, member }: MyWorkspace) => mayJoin && !member);
  const dataset = state.datasetId === null ? undefined : await viewDataset(context, state.datasetId);
  return dataset ? askablePlaces(dataset) : [];
}

/** Why the viewer can ask for the dataset in none of their projects, and whom to ask about it. */
function whyNowhere({ uses, hasProject, askAbout }: DatasetView): Nowhere {
  if (uses.length === 0) return { refused: hasProject ? 'not-in-package' : 'not-member-of-project', names: askAbout };
  return { refused: uses.some(({ workspace, workPackage }) => workspace !== null && workPackage.state === 'classified') ? 'not-allowed' : 'not-classified' };
}

/** Workspaces in which the viewer may ask for the dataset. */
function askablePlaces(dataset: DatasetView): readonly WorkspaceOption[] {
  return dataset.uses.flatMap(({ workspace, workPackage, member, mayAsk }) => (mayAsk && workspace ? [{ ...workspace, tier: workPackage.tier, member }] : []));
}
