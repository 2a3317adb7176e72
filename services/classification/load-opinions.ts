import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { Trx } from '../context/index.js';
import type { GivenOpinion } from './explaining/rounds.js';
import { storedTier } from './stored-tier.js';
import type { ClassificationFacts, Opinion } from './work-package.js';

/** The opinions of a round that stand, oldest first, and everyone who ever gave one in it. */
export async function loadOpinions(trx: Trx, classificationId: number | undefined): Promise<Pick<ClassificationFacts, 'opinions' | 'everGave'>> {
  if (classificationId === undefined) return { opinions: [], everGave: new Set() };
  const rows = await select(trx).where('classification_id', '=', classificationId).execute();
  return { opinions: rows.filter(({ ended_at }) => ended_at === null).map(opinionOf), everGave: new Set(rows.map(({ person_id }) => person_id)) };
}

/** All opinions that were ever given in some rounds, oldest first, by round. */
export async function loadGiven(trx: Trx, classificationIds: readonly number[]): Promise<ReadonlyMap<number, readonly GivenOpinion[]>> {
  const rows = await select(trx).where('classification_id', 'in', classificationIds).execute();
  const given = (row: Row): GivenOpinion => ({ ...opinionOf(row), salt: row.salt, endedAt: row.ended_at, endedBecause: row.ended_because });
  return new Map([...Map.groupBy(rows, ({ classification_id }) => classification_id)].map(([id, own]) => [id, own.map(given)]));
}

/** Opinions with what they were given for, in one round trip. */
const select = (trx: Trx) =>
  trx
    .selectFrom('opinions as o')
    .selectAll('o')
    .select((query) => jsonArrayFrom(query.selectFrom('opinion_datasets as d').select(['d.dataset_id as datasetId', 'd.principal_id as principalId']).whereRef('d.opinion_id', '=', 'o.id').orderBy('d.dataset_id').orderBy('d.principal_id')).as('represents'))
    .orderBy('given_at')
    .orderBy('o.id');

type Row = Awaited<ReturnType<ReturnType<typeof select>['execute']>>[number];

const opinionOf = (row: Row): Opinion => ({
  id: row.id,
  personId: row.person_id,
  role: row.role,
  tier: storedTier(row.tier),
  computedTier: storedTier(row.computed_tier),
  reason: row.reason,
  path: row.path,
  represents: row.represents,
  flowchartVersion: row.flowchart_version,
  givenAt: row.given_at,
});
