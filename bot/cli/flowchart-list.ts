import { loadFlowcharts, reachableTiers, type Flowchart } from '../../services/classification/index.js';
import type { Report } from './command.js';

/** The flowcharts there are, by name, with the tiers that they can find. */
export async function flowchartListCommand(ownFolder: string | undefined): Promise<Report> {
  const flowcharts = [...(await loadFlowcharts(ownFolder)).values()].map(rowOf);
  return { ok: true, lines: flowcharts.map(describe), json: { flowcharts } };
}

type Row = ReturnType<typeof rowOf>;

const rowOf = (flowchart: Flowchart) => ({
  name: flowchart.name,
  title: flowchart.title,
  questions: flowchart.questions.size,
  tiers: reachableTiers(flowchart).get(flowchart.start) ?? [],
  version: flowchart.version,
});

function describe({ name, title, questions, tiers, version }: Row): string {
  return [name.padEnd(20), `${String(questions)} ${questions === 1 ? 'question' : 'questions'}`, `tiers ${tiers.join(', ')}`, `version ${version.slice(0, 12)}`, title].join('  ');
}
