import type { Context } from '../context/index.js';
import { loadFacts } from './load-facts.js';
import { loadStoredFlowcharts } from './store-flowchart.js';
import { viewFor, type ClassificationView } from './view.js';
import { loadProceeding } from './ways-out.js';

/** The classification of a package as the acting person may see it; undefined when there is none for them. */
export async function viewClassification(context: Context, packageId: number): Promise<ClassificationView | undefined> {
  const facts = await loadFacts(context.trx, packageId, 'look');
  if (!facts) return undefined;
  const proceeding = facts.round && (await loadProceeding(context, facts.round));
  const flowcharts = await loadStoredFlowcharts(context.trx, facts.opinions.map(({ flowchartVersion }) => flowchartVersion));
  return viewFor({ facts, proceeding, flowcharts }, context.actor);
}
