import { checkFlowchartFile, describeFault, type Checked, type Fault } from '../../services/classification/index.js';
import type { Report } from './command.js';

/** Checks files that may hold flowcharts and names every fault of each; a file that cannot be read is a fault among the others. */
export async function flowchartCheckCommand(files: readonly string[]): Promise<Report> {
  const rows = await Promise.all(files.map(async (file) => rowOf(file, await checkFlowchartFile(file))));
  return { ok: rows.every(({ faults }) => faults.length === 0), lines: rows.flatMap(describe), json: { files: rows } };
}

interface Row {
  readonly file: string;
  /** Null where there are faults. */
  readonly name: string | null;
  readonly questions: number | null;
  readonly faults: readonly Fault[];
}

function rowOf(file: string, checked: Checked): Row {
  return checked.ok
    ? { file, name: checked.flowchart.name, questions: checked.flowchart.questions.size, faults: [] }
    : { file, name: null, questions: null, faults: checked.faults };
}

function describe({ file, name, questions, faults }: Row): readonly string[] {
  if (faults.length === 0) return [`${file}: sound (${String(name)}, ${questions === 1 ? 'one question' : `${String(questions)} questions`}).`];
  return [`${file}: ${faults.length === 1 ? 'one fault' : `${String(faults.length)} faults`}:`, ...faults.map((fault) => `  ${describeFault(fault)}`)];
}
