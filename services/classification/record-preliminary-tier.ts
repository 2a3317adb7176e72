import type { Context } from '../context/index.js';
import { renewCards } from './asking/announce.js';
import { authoriseOnPackage } from './authorise.js';
import type { Tier } from './flowcharts/flowchart.js';
import { done, type Result } from './results.js';

export interface RecordPreliminaryTier {
  readonly packageId: number;
  readonly tier: Tier;
}

/** The tier that all believe is not too low, from a first talk through the flowchart (paper 4.1). From tier 2 a Referee is proposed from the start. */
export async function recordPreliminaryTier(context: Context, command: RecordPreliminaryTier): Promise<Result<{ readonly packageId: number }>> {
  const authorised = await authoriseOnPackage(context, 'record-preliminary-tier', command.packageId);
  if (authorised.kind !== 'done') return authorised;
  const { facts, note } = authorised.value;
  await context.trx.updateTable('work_packages').set({ preliminary_tier: command.tier }).where('id', '=', facts.id).execute();
  context.audit.push({ ...note, outcome: 'done', facts: { ...note.facts, preliminaryTier: command.tier } });
  await renewCards(context, facts);
  return done({ packageId: facts.id });
}
