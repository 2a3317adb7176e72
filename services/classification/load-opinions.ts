import type { Selectable } from 'kysely';
import type { Trx } from '../context/index.js';
import type { OpinionDatasetsTable, OpinionsTable } from '../database/index.js';
import type { GivenOpinion } from './rounds.js';
import { storedTier } from './stored-tier.js';
import type { ClassificationFacts, Opinion } from './work-package.js';

/** The opinions of a round that stand, oldest first, and everyone who ever gave one in it. */
export async function loadOpinions(trx: Trx, classificationId: number | undefined): Promise<Pick<ClassificationFacts, 'opinions' | 'everGave'>> {
  if (classificationId === undefined) return { opinions: [], everGave: new Set() };
  const rows = await trx.selectFrom('opinions').selectAll().where('classification_id', '=', classificationId).orderBy('given_at').orderBy('id').execute();
  const standing = rows.filter(({ ended_at }) => ended_at === null);
  const represents = await loadRepresents(trx, standing);
  return { opinions: standing.map((row) => opinionOf(row, represents)), everGave: new Set(rows.map(({ person_id }) => person_id)) };
}

/** All opinions that were ever given in some rounds, oldest first, by round. */
export async function loadGiven(trx: Trx, classificationIds: readonly number[]): Promise<ReadonlyMap<number, readonly GivenOpinion[]>> {
  const rows = await trx.selectFrom('opinions').selectAll().where('classification_id', 'in', classificationIds).orderBy('given_at').orderBy('id').execute();
  const represents = await loadRepresents(trx, rows);
  const given = (row: Selectable<OpinionsTable>): GivenOpinion => ({ ...opinionOf(row, represents), salt: row.salt, endedAt: row.ended_at, endedBecause: row.ended_because });
  return new Map([...Map.groupBy(rows, ({ classification_id }) => classification_id)].map(([id, own]) => [id, own.map(given)]));
}

type Represents = ReadonlyMap<number, readonly OpinionDatasetsTable[]>;

async function loadRepresents(trx: Trx, opinions: readonly { readonly id: number }[]): Promise<Represents> {
  const ids = opinions.map(({ id }) => id);
  const rows = ids.length === 0 ? [] : await trx.selectFrom('opinion_datasets').selectAll().where('opinion_id', 'in', ids).orderBy('dataset_id').execute();
  return Map.groupBy(rows, ({ opinion_id }) => opinion_id);
}

const opinionOf = (row: Selectable<OpinionsTable>, represents: Represents): Opinion => ({
  id: row.id,
  personId: row.person_id,
  role: row.role,
  tier: storedTier(row.tier),
  computedTier: storedTier(row.computed_tier),
  reason: row.reason,
  path: row.path,
  represents: (represents.get(row.id) ?? []).map(({ dataset_id, principal_id }) => ({ datasetId: dataset_id, principalId: principal_id })),
  flowchartVersion: row.flowchart_version,
  givenAt: row.given_at,
});
