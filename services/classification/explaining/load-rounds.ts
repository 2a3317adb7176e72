import type { Selectable } from 'kysely';
import type { Trx } from '../../context/index.js';
import type { ClassificationsTable, WaysOutTable } from '../../database/index.js';
import { isEndCause } from '../end-causes.js';
import { loadGiven } from '../load-opinions.js';
import type { GivenOpinion, TakenWayOut, WholeRound } from './rounds.js';
import { storedTier } from '../stored-tier.js';

/** Every round of a package, oldest first, with all its opinions and the ways out that were taken. */
export async function loadRounds(trx: Trx, packageId: number): Promise<readonly WholeRound[]> {
  const rows = await trx.selectFrom('classifications').selectAll().where('work_package_id', '=', packageId).orderBy('id').execute();
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return [];
  const given = await loadGiven(trx, ids);
  const waysOut = await trx.selectFrom('ways_out').selectAll().where('classification_id', 'in', ids).orderBy('id').execute();
  return rows.map((row) => roundOf(row, given.get(row.id) ?? [], waysOut.filter(({ classification_id }) => classification_id === row.id)));
}

function roundOf(row: Selectable<ClassificationsTable>, opinions: readonly GivenOpinion[], waysOut: readonly Selectable<WaysOutTable>[]): WholeRound {
  return {
    id: row.id,
    flowchart: row.flowchart,
    openedBy: row.opened_by,
    openedAt: row.opened_at,
    outcome: row.outcome,
    endedAt: row.ended_at,
    endedBy: row.ended_by,
    cause: row.cause !== null && isEndCause(row.cause) ? row.cause : null,
    opinions,
    waysOut: waysOut.map(wayOutOf),
  };
}

const wayOutOf = (row: Selectable<WaysOutTable>): TakenWayOut => ({
  kind: row.kind,
  state: row.state,
  takenBy: row.taken_by,
  takenAt: row.taken_at,
  datasetId: row.dataset_id,
  tier: row.tier === null ? null : storedTier(row.tier),
  programmeManagerId: row.programme_manager_id,
  investigatorId: row.investigator_id,
  takesEffectAt: row.takes_effect_at,
  endedAt: row.ended_at,
  endedBecause: row.ended_because,
});
