import { readFile } from 'node:fs/promises';
import { describeRecordFault, verifyRecord } from '../../services/classification/index.js';
import { LockkeeperError } from '../../services/context/index.js';
import type { Report } from './command.js';

/** Longest file that is read, in characters; a record takes some hundred kilobytes. */
const longestFile = 64 * 1024 * 1024;

/** What a record proves less whose classification was closed before the entry held the history. */
const unbound =
  'It proves less than others: the entry that closed it is from before such entries told of everything until then. A round, an opinion or an approval that was left out together with its entries would not be missed, nor would a changed opinion that was a way out; and which Referees’ opinions counted is not on record.';

/** Checks a record that was written with `record --json`, by itself, and names every fault. */
export async function recordVerifyCommand(file: string): Promise<Report> {
  const verification = verifyRecord(parse(await read(file)));
  if (!verification.ok) {
    const { record, faults } = verification;
    const lines = [`${file}: ${faults.length === 1 ? 'one fault' : `${String(faults.length)} faults`}:`, ...faults.map((fault) => `  ${describeRecordFault(fault)}`)];
    return { ok: false, lines, json: { file, package: record?.package.number ?? null, faults } };
  }
  const { bound } = verification;
  const { package: { number, tier }, audit: { entries, head } } = verification.record;
  const looked = head === null ? '' : ` That they stand in the trail is shown by the trail up to entry ${String(head.seq)}, ${head.hash}.`;
  return {
    ok: true,
    lines: [`${file}: whole. ${number} is tier ${String(tier)}, and ${String(entries.length)} audit entries prove it.${looked}`, ...(bound ? [] : [`  ${unbound}`])],
    json: { file, package: number, tier, entries: entries.length, head, bound, faults: [] },
  };
}

async function read(file: string): Promise<string> {
  try {
    const text = await readFile(file, 'utf8');
    if (text.length <= longestFile) return text;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new LockkeeperError('invalid-input', `${file} cannot be read (${code}).`, { cause: error });
  }
  throw new LockkeeperError('invalid-input', `${file} is too large for a record.`);
}

/** What is no JSON is no record. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
