import type { Trx } from '../../context/index.js';
import { namesOf } from '../../requests/index.js';
import type { Lexicon } from './explain-rounds.js';
import type { WholeRound } from './rounds.js';
import { loadStoredFlowcharts } from '../flowcharts/store-flowchart.js';

/** Loads the names of everybody and everything in some rounds, and the flowcharts by which people answered. */
export async function loadLexicon(trx: Trx, rounds: readonly WholeRound[], further: { readonly people?: readonly string[]; readonly datasets?: readonly number[] } = {}): Promise<Lexicon> {
  const opinions = rounds.flatMap((round) => round.opinions);
  const waysOut = rounds.flatMap((round) => round.waysOut);
  const people = [
    ...rounds.flatMap(({ openedBy, endedBy }) => [openedBy, endedBy]),
    ...opinions.flatMap(({ personId, represents }) => [personId, ...represents.map(({ principalId }) => principalId)]),
    ...waysOut.flatMap(({ takenBy, programmeManagerId, investigatorId }) => [takenBy, programmeManagerId, investigatorId]),
    ...(further.people ?? []),
  ];
  const datasets = [...opinions.flatMap(({ represents }) => represents.map(({ datasetId }) => datasetId)), ...waysOut.flatMap(({ datasetId }) => datasetId ?? []), ...(further.datasets ?? [])];
  const named = await datasetNames(trx, datasets);
  return {
    person: await namesOf(trx, people.filter((id) => id !== null)),
    dataset: (id) => ({ id, name: named.get(id) ?? '' }),
    flowcharts: await loadStoredFlowcharts(trx, opinions.map(({ flowchartVersion }) => flowchartVersion)),
  };
}

async function datasetNames(trx: Trx, ids: readonly number[]): Promise<ReadonlyMap<number, string>> {
  const wanted = [...new Set(ids)];
  const rows = wanted.length === 0 ? [] : await trx.selectFrom('datasets').select(['id', 'name']).where('id', 'in', wanted).execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}
