import type { Context } from '../context/index.js';
import type { AskableDataset, AskablePlace } from './dataset.js';
import { loadUses } from './load-uses.js';
import { viewerOf } from './viewer.js';

/**
 * Every dataset that the acting person's role allows asking for in some workspace, by name, with those workspaces.
 * What they have or have asked for already is in it, and says so.
 */
export async function listAskableDatasets(context: Context): Promise<readonly AskableDataset[]> {
  const viewer = await viewerOf(context);
  if (!viewer) return [];
  const found = new Map<number, AskableDataset & { readonly workspaces: AskablePlace[] }>();
  for (const { datasetId, datasetName, provider, projectId, projectTitle, workspace, tier, mayAsk, member, myAccess } of await loadUses(context, viewer.id, 'all')) {
    if (!mayAsk || workspace === null || tier === null) continue;
    const dataset = found.get(datasetId) ?? { id: datasetId, name: datasetName, provider, workspaces: [] };
    dataset.workspaces.push({ ...workspace, project: { id: projectId, title: projectTitle }, tier, member, myAccess });
    found.set(datasetId, dataset);
  }
  return [...found.values()];
}
