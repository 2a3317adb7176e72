import type { Context } from '../context/index.js';
import type { TierFourOutcomesTable } from '../database/index.js';
import { endPackageAccess } from '../requests/index.js';
import { renewCards } from './asking/announce.js';
import { authoriseOnPackage } from './authorise.js';
import { done, refuse, type Result } from './results.js';
import type { ClassificationFacts } from './work-package.js';

/** What happens with a package that came to tier 4 (classification.md, "Tier 4"): the data goes back, is deleted, or the work goes on outside this product. */
export const tierFourOutcomes = ['return', 'delete', 'outside'] as const;
export type TierFourOutcome = TierFourOutcomesTable['outcome'];

/** Somebody who has to say what happens; `outcome` is null until they have. */
export interface TierFourAnswer {
  /** Null for "a Programme Manager" while none has said it, and for a dataset that nobody represents. */
  readonly personId: string | null;
  readonly role: TierFourOutcomesTable['role'];
  readonly outcome: TierFourOutcome | null;
}

export interface RecordTierFourOutcome {
  readonly packageId: number;
  readonly outcome: TierFourOutcome;
}

/** A Programme Manager or a Representative records what happens with the data. Said again, the newest counts; the audit keeps each. */
export async function recordTierFourOutcome(context: Context, command: RecordTierFourOutcome): Promise<Result<{ readonly packageId: number }>> {
  const authorised = await authoriseOnPackage(context, 'record-tier-four', command.packageId);
  if (authorised.kind !== 'done') return authorised;
  const { facts, note, standing } = authorised.value;
  if (facts.tier !== 4) return refuse(context, note, 'not-possible');
  const row = { role: standing.has('representative') ? ('representative' as const) : ('programme-manager' as const), outcome: command.outcome, recorded_at: context.clock.now() };
  await context.trx
    .insertInto('tier_four_outcomes')
    .values({ work_package_id: facts.id, person_id: context.actor.id, ...row })
    .onConflict((conflict) => conflict.columns(['work_package_id', 'person_id']).doUpdateSet(row))
    .execute();
  context.audit.push({ ...note, outcome: 'done', facts: { ...note.facts, role: row.role, says: command.outcome } });
  await renewCards(context, facts);
  return done({ packageId: facts.id });
}

/** Memberships end: tier 4 is never provisioned here (docs/decisions/0013). */
export const endForTierFour = (context: Context, { id }: Pick<ClassificationFacts, 'id'>): Promise<number> => endPackageAccess(context, id, 'everything', 'tier-4');

/** Who has to say what happens with a package at tier 4, and who has; empty for any other. */
export async function loadTierFourAnswers({ trx }: Context, facts: ClassificationFacts): Promise<readonly TierFourAnswer[]> {
  if (facts.tier !== 4) return [];
  const said = await trx.selectFrom('tier_four_outcomes').select(['person_id', 'role', 'outcome']).where('work_package_id', '=', facts.id).orderBy('recorded_at').execute();
  const answers = said.map(({ person_id, role, outcome }): TierFourAnswer => ({ personId: person_id, role, outcome }));
  const saidFor = new Set(answers.flatMap(({ personId, role }) => (role === 'representative' && personId !== null ? [personId] : [])));
  // A deputy who filled the seat has said it for whom they stand in.
  const silent = facts.representatives.filter(({ principalId, deputyIds }) => ![principalId, ...deputyIds].some((id) => id !== null && saidFor.has(id)));
  const missing = [...new Set(silent.map(({ principalId }) => principalId))].map((personId): TierFourAnswer => ({ personId, role: 'representative', outcome: null }));
  const manager: readonly TierFourAnswer[] = answers.some(({ role }) => role === 'programme-manager') ? [] : [{ personId: null, role: 'programme-manager', outcome: null }];
  return [...answers, ...missing, ...manager];
}
