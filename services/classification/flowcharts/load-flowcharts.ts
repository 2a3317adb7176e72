import { isUtf8 } from 'node:buffer';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { LockkeeperError } from '../../context/index.js';
import { checkFlowchart, type Checked } from './check-flowchart.js';
import { describeFault } from './fault.js';
import type { Flowchart } from './flowchart.js';

/** Those that come with the product: `turing-tiers` (the paper's Figure 2) and `participant-risk`. */
const shippedFolder = fileURLToPath(new URL('./', import.meta.url));

/** Flowcharts by name, in the order of their names. */
export type Flowcharts = ReadonlyMap<string, Flowchart>;

/**
 * Reads and checks the flowcharts that come with the product, and an institution's own from a further folder: every file `*.json` there.
 * No name is there twice, so that an own flowchart cannot take the place of another unnoticed.
 * @throws LockkeeperError `configuration` naming every fault of every file
 */
export async function loadFlowcharts(ownFolder?: string): Promise<Flowcharts> {
  const files = [...(await filesOf(shippedFolder)), ...(ownFolder === undefined ? [] : await filesOf(ownFolder))];
  const checked = await Promise.all(files.map(async (file) => ({ file, found: await checkFlowchartFile(file) })));
  const loaded = new Map<string, { readonly file: string; readonly flowchart: Flowchart }>();
  const faults = checked.flatMap(({ file, found }): readonly string[] => {
    if (!found.ok) return found.faults.map((fault) => `${file}: ${describeFault(fault)}`);
    const { flowchart } = found;
    const other = loaded.get(flowchart.name);
    if (other) return [`${file}: name: is ${flowchart.name}, as in ${other.file}`];
    loaded.set(flowchart.name, { file, flowchart });
    return [];
  });
  if (faults.length > 0) throw new LockkeeperError('configuration', [`The flowcharts have ${faults.length === 1 ? 'a fault' : `${String(faults.length)} faults`}:`, ...faults.map((fault) => `  ${fault}`)].join('\n'));
  return new Map([...loaded].map(([name, { flowchart }]): [string, Flowchart] => [name, flowchart]).sort(([one], [other]) => (one < other ? -1 : 1)));
}

/**
 * Those by which a package may be classified: not every flowchart decides a tier.
 * @throws LockkeeperError `configuration` naming one that is not there
 */
export function chosenFlowcharts(flowcharts: Flowcharts, names: readonly string[]): Flowcharts {
  return new Map(
    names.map((name) => {
      const flowchart = flowcharts.get(name);
      if (!flowchart) throw new LockkeeperError('configuration', `CLASSIFICATION_FLOWCHARTS: there is no flowchart ${name}; there are: ${[...flowcharts.keys()].join(', ')}`);
      return [name, flowchart];
    }),
  );
}

/** Reads and checks one file. One that cannot be read is a fault of its own. */
export async function checkFlowchartFile(file: string): Promise<Checked> {
  let bytes: Buffer;
  try {
    bytes = await readFile(file);
  } catch (error) {
    return { ok: false, faults: [{ kind: 'not-read', place: '', says: codeOf(error) === 'ENOENT' ? 'there is no such file' : `cannot be read (${codeOf(error)})` }] };
  }
  if (!isUtf8(bytes)) return { ok: false, faults: [{ kind: 'not-json', place: '', says: 'is no JSON: the text is not in UTF-8' }] };
  // A byte order mark is not part of the text.
  return checkFlowchart(new TextDecoder().decode(bytes));
}

async function filesOf(folder: string): Promise<readonly string[]> {
  try {
    const names = await readdir(folder);
    return names.filter((name) => name.endsWith('.json')).sort().map((name) => path.join(folder, name));
  } catch (error) {
    throw new LockkeeperError('configuration', `The folder of flowcharts ${folder} cannot be read (${codeOf(error)}).`, { cause: error });
  }
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : String(error));
