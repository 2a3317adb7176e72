import type { Trx } from '../context/index.js';
import { storedTier } from './stored-tier.js';
import type { ClassificationFacts, Opinion } from './work-package.js';

/** The opinions of a round that stand, oldest first, and everyone who ever gave one in it. */
export async function loadOpinions(trx: Trx, classificationId: number | undefined): Promise<Pick<ClassificationFacts, 'opinions' | 'everGave'>> {
  if (classificationId === undefined) return { opinions: [], everGave: new Set() };
  const rows = await trx.selectFrom('opinions').selectAll().where('classification_id', '=', classificationId).orderBy('given_at').orderBy('id').execute();
  const standing = rows.filter(({ ended_at }) => ended_at === null);
  const ids = standing.map(({ id }) => id);
  const represents = ids.length === 0 ? [] : await trx.selectFrom('opinion_datasets').selectAll().where('opinion_id', 'in', ids).orderBy('dataset_id').execute();
  const byOpinion = Map.groupBy(represents, ({ opinion_id }) => opinion_id);
  return {
    opinions: standing.map((row): Opinion => ({
      id: row.id,
      personId: row.person_id,
      role: row.role,
      tier: storedTier(row.tier),
      computedTier: storedTier(row.computed_tier),
      reason: row.reason,
      path: row.path,
      represents: (byOpinion.get(row.id) ?? []).map(({ dataset_id, principal_id }) => ({ datasetId: dataset_id, principalId: principal_id })),
      flowchartVersion: row.flowchart_version,
      givenAt: row.given_at,
    })),
    everGave: new Set(rows.map(({ person_id }) => person_id)),
  };
}
