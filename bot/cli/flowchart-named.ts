import { loadFlowcharts, type Flowchart } from '../../services/classification/index.js';
import { LockkeeperError } from '../../services/context/index.js';

/**
 * @throws LockkeeperError `not-found` naming the flowcharts there are; `configuration` when one of them has faults
 */
export async function flowchartNamed(name: string, ownFolder: string | undefined): Promise<Flowchart> {
  const flowcharts = await loadFlowcharts(ownFolder);
  const flowchart = flowcharts.get(name);
  if (!flowchart) throw new LockkeeperError('not-found', `There is no flowchart ${JSON.stringify(name)}. The flowcharts are: ${[...flowcharts.keys()].join(', ')}.`);
  return flowchart;
}
