import type { Trx } from '../../context/index.js';
import { loadRounds } from '../explaining/load-rounds.js';
import { counted } from '../readiness.js';
import type { ClassificationFacts } from '../work-package.js';
import { recordApproval, recordRound } from './build-record.js';
import { countedFacts, historyFacts, type CountedFacts, type HistoryFacts } from './history.js';
import { loadApprovals } from './load-record.js';

/** What the entry that closes a classification says, so that a record of it can leave nothing out: called when the round has ended. */
export async function closingFacts(trx: Trx, facts: ClassificationFacts): Promise<HistoryFacts & CountedFacts> {
  const rounds = await loadRounds(trx, facts.id);
  const approvals = await loadApprovals(trx, facts.id);
  const history = historyFacts({
    preliminaryTier: facts.preliminaryTier,
    datasets: facts.datasets.map(({ id }) => id),
    rounds: rounds.map((round) => recordRound(round, { flowcharts: new Map() })),
    approvals: approvals.map(recordApproval),
  });
  const counting = new Set(counted(facts).map(({ id }) => id));
  return { ...history, ...countedFacts(facts.opinions.map(({ id }) => ({ id, counted: counting.has(id) }))) };
}
