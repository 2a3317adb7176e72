import { loadExtract, readEntry, type Extract, type WrittenEntry } from '../../audit/index.js';
import { numberOf, type Trx } from '../../context/index.js';
import type { Lexicon } from '../explaining/explain-rounds.js';
import { loadLexicon } from '../explaining/lexicon.js';
import { loadRounds } from '../explaining/load-rounds.js';
import type { WholeRound } from '../explaining/rounds.js';
import { actions } from '../transitions.js';
import type { ClassificationFacts } from '../work-package.js';

/** What proves a classification. Single answers do not, since the path stands in the opinion, nor does who was asked again. */
export const provingActions: readonly string[] = actions.filter((action) => action !== 'answer' && action !== 'nudge').map((action) => `classification.${action}`);

/** Everything that a record is made of. */
export interface RecordParts {
  readonly purpose: string;
  readonly project: { readonly id: number; readonly title: string };
  readonly rounds: readonly WholeRound[];
  readonly words: Lexicon;
  readonly approvals: readonly LoadedApproval[];
  readonly datasets: readonly { readonly id: number; readonly name: string; readonly provider: string }[];
  readonly flowcharts: readonly { readonly version: string; readonly name: string; readonly content: string }[];
  readonly extract: Extract | undefined;
}

export interface LoadedApproval {
  readonly subject_id: string;
  readonly dataset_id: number;
  readonly representative_id: string;
  readonly principal_id: string | null;
  readonly request_id: number | null;
  readonly approved_at: Date;
  readonly voided_at: Date | null;
}

/** Loads the parts of a record; `reader` is named in it. */
export async function loadRecordParts(trx: Trx, { id, projectId, datasets }: ClassificationFacts, reader: string): Promise<RecordParts> {
  const { purpose } = await trx.selectFrom('work_packages').select('purpose').where('id', '=', id).executeTakeFirstOrThrow();
  const project = await trx.selectFrom('projects').select(['id', 'title']).where('id', '=', projectId).executeTakeFirstOrThrow();
  const rounds = await loadRounds(trx, id);
  const approvals = await loadApprovals(trx, id);
  const people = [reader, ...approvals.flatMap(({ subject_id, representative_id, principal_id }) => [subject_id, representative_id, ...(principal_id === null ? [] : [principal_id])])];
  const named = [...new Set([...datasets.map((dataset) => dataset.id), ...approvals.map(({ dataset_id }) => dataset_id), ...mentionedDatasets(rounds)])];
  const versions = [...new Set(rounds.flatMap(({ opinions }) => opinions.map(({ flowchartVersion }) => flowchartVersion)))];
  return {
    purpose,
    project,
    rounds,
    approvals,
    words: await loadLexicon(trx, rounds, { people, datasets: named }),
    datasets: named.length === 0 ? [] : await trx.selectFrom('datasets as d').innerJoin('providers as p', 'p.id', 'd.provider_id').select(['d.id', 'd.name', 'p.name as provider']).where('d.id', 'in', named).orderBy('d.id').execute(),
    flowcharts: versions.length === 0 ? [] : await trx.selectFrom('flowchart_versions').select(['version', 'name', 'content']).where('version', 'in', versions).orderBy('stored_at').orderBy('version').execute(),
    extract: await loadProof(trx, projectId, id, approvals),
  };
}

/** Every approval of a person that was ever given on the package, oldest first. */
export const loadApprovals = (trx: Trx, packageId: number): Promise<readonly LoadedApproval[]> =>
  trx
    .selectFrom('package_approvals')
    .select(['subject_id', 'dataset_id', 'representative_id', 'principal_id', 'request_id', 'approved_at', 'voided_at'])
    .where('work_package_id', '=', packageId)
    .orderBy('approved_at')
    .orderBy('id')
    .execute();

/** What was done to the package, and the votes on requests that approved somebody on it. */
async function loadProof(trx: Trx, projectId: number, packageId: number, approvals: readonly LoadedApproval[]): Promise<Extract | undefined> {
  const requests = [...new Set(approvals.flatMap(({ request_id }) => (request_id === null ? [] : [numberOf('request', request_id)])))];
  const extract = await loadExtract(trx, projectId, [
    { objectType: 'work-package', objectIds: [numberOf('package', packageId)], actions: provingActions },
    { objectType: 'request', objectIds: requests, actions: [approvingAction] },
  ]);
  return extract && { ...extract, entries: extract.entries.filter(({ entry }) => proves(readEntry(entry))) };
}

/** By what a request's vote approves a person on its package; the entry says for which datasets. */
const approvingAction = 'request.approve';

/** Whether an entry tells of a package, or of a vote that approved somebody on one: other votes on a request are not about the package. */
export const proves = (entry: WrittenEntry | undefined): boolean => entry?.object.type !== 'request' || (entry.action === approvingAction && typeof entry.facts?.['covers'] === 'string');

const mentionedDatasets = (rounds: readonly WholeRound[]): readonly number[] =>
  rounds.flatMap(({ opinions, waysOut }) => [...opinions.flatMap(({ represents }) => represents.map(({ datasetId }) => datasetId)), ...waysOut.flatMap(({ datasetId }) => datasetId ?? [])]);
