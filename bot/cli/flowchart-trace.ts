import { trace, type Trace } from '../../services/classification/index.js';
import type { Report } from './command.js';
import { flowchartNamed } from './flowchart-named.js';

/** Walks a flowchart along rows of answers, one letter each; rows that lead to no tier are what is bad here. */
export async function flowchartTraceCommand(name: string, rows: readonly string[], ownFolder: string | undefined): Promise<Report> {
  const flowchart = await flowchartNamed(name, ownFolder);
  const traces = rows.map((letters) => trace(flowchart, letters));
  return { ok: traces.every((traced) => 'tier' in traced), lines: traces.map(describe), json: { traces }, jsonLines: traces };
}

function describe(traced: Trace): string {
  if ('error' in traced) return `${JSON.stringify(traced.answers)}: ${traced.error}.`;
  const steps = traced.path.map((key, place) => `${key} ${traced.answers[place] === 'Y' ? 'yes' : 'no'}`);
  return `${traced.answers}: tier ${String(traced.tier)}, by ${steps.join(', ')}.`;
}
