import { plusWorkingDays, type Context } from '../../context/index.js';
import { announce } from '../asking/announce.js';
import { authoriseInRound } from '../authorise.js';
import type { ActOnClassification } from '../clear-classification.js';
import { settle } from '../readiness.js';
import { done, refuse, type Result } from '../results.js';
import { signatoriesHold } from './signatories.js';
import { loadProceeding, stopProceeding, type Proceeding } from './ways-out.js';

/** Working days within which a Representative may withdraw before it takes effect. */
export const daysToWithdraw = 3;

export interface ProceedAtHighest extends ActOnClassification {
  /** The round's version that the person saw: agreed is on those opinions. */
  readonly version: number;
}

/**
 * In the absence of consensus the Programme Manager and the Investigator, together, go on at the highest tier proposed (paper 4.1.2). The
 * first of them proposes; with the second it takes effect after 3 working days, unless a dataset is withdrawn or an opinion changes.
 * Who classified in the round is not its Programme Manager; an Investigator needs an opinion of their own to be told of a conflict.
 */
export async function proceedAtHighest(context: Context, command: ProceedAtHighest): Promise<Result<Proceeding>> {
  const authorised = await authoriseInRound(context, 'proceed', command.classificationId);
  if (authorised.kind !== 'done') return authorised;
  const { facts, standing, note, round } = authorised.value;
  const me = context.actor.id;
  const signs = standing.has('investigator') ? 'investigator' : 'programme-manager';
  if (signs === 'investigator' && !facts.opinions.some(({ personId }) => personId === me)) return refuse(context, note, 'own-opinion-first');
  if (signs === 'programme-manager' && standing.has('gave-opinion')) return refuse(context, note, 'gave-opinion');
  const settled = settle(facts);
  if (settled.kind !== 'conflict') return refuse(context, note, 'no-conflict');
  if (command.version !== round.version) return refuse(context, note, 'outdated');

  const under = await loadProceeding(context, round);
  const signed = { facts: { ...note.facts, signs, version: round.version } };
  if (under && (under.state === 'waiting' || (signs === 'investigator' ? under.investigatorId : under.programmeManagerId) !== null)) {
    context.audit.push({ ...note, ...signed, outcome: 'unchanged' });
    return { kind: 'unchanged', value: under };
  }
  const holds = under === undefined || (await signatoriesHold(context, facts, under, signs));
  if (under && !holds) await stopProceeding(context, round, 'not-ready');
  const agreed = under !== undefined && holds;
  await (agreed ? agree(context, under, signs) : propose(context, round.id, settled.highest, signs));
  context.audit.push({ ...note, ...signed, outcome: 'done', reason: agreed ? 'agreed' : 'proposed' });
  await announce(context, facts, agreed ? 'proceeding-agreed' : 'proceeding-proposed');
  const now = await loadProceeding(context, round);
  return now ? done(now) : refuse(context, note, 'not-possible');
}

type Signatory = 'investigator' | 'programme-manager';

async function propose({ trx, actor, clock }: Context, classification_id: number, tier: number, signs: Signatory): Promise<void> {
  await trx
    .insertInto('ways_out')
    .values({ classification_id, kind: 'proceed-at-highest', state: 'proposed', taken_by: actor.id, taken_at: clock.now(), tier, ...signature(actor.id, signs) })
    .execute();
}

async function agree({ trx, actor, clock, organisation }: Context, { id }: Proceeding, signs: Signatory): Promise<void> {
  await trx
    .updateTable('ways_out')
    .set({ state: 'waiting', takes_effect_at: plusWorkingDays(organisation, clock.now(), daysToWithdraw), ...signature(actor.id, signs) })
    .where('id', '=', id)
    .execute();
}

const signature = (id: string, signs: Signatory) => (signs === 'investigator' ? { investigator_id: id } : { programme_manager_id: id });
