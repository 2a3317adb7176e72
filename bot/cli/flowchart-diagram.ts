import { diagram } from '../../services/classification/index.js';
import type { Report } from './command.js';
import { flowchartNamed } from './flowchart-named.js';

/** A flowchart as a Mermaid diagram. */
export async function flowchartDiagramCommand(name: string, ownFolder: string | undefined): Promise<Report> {
  const drawn = diagram(await flowchartNamed(name, ownFolder));
  return { ok: true, lines: [drawn], json: { name, diagram: drawn } };
}
