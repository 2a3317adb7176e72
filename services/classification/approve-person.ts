import type { Context } from '../context/index.js';
import type { Approval } from '../requests/index.js';
import { announceOutcome } from './asking/announce-outcome.js';
import { announce } from './asking/announce.js';
import { authoriseOnPackage } from './authorise.js';
import { representedBy } from './classifiers.js';
import { loadFacts } from './load-facts.js';
import { settle } from './readiness.js';
import { done, refuse, type Result } from './results.js';
import { isOpenRound, type ClassificationFacts } from './work-package.js';

export interface ApprovePerson {
  readonly packageId: number;
  /** Directory id of a Researcher or Referee of the project. */
  readonly subjectId: string;
}

/**
 * A Representative approves a person on a package whose tier is not known yet, for all their datasets in it by one act; a dataset that is
 * added later is not covered (classification.md, "People on a package"). The approvals are those that requests for access look at.
 * @returns the approvals that are new
 */
export async function approvePerson(context: Context, command: ApprovePerson): Promise<Result<readonly Approval[]>> {
  const authorised = await authoriseOnPackage(context, 'approve-person', command.packageId);
  if (authorised.kind !== 'done') return authorised;
  const { facts } = authorised.value;
  const note = { ...authorised.value.note, subjectId: command.subjectId };
  const role = facts.projectRoles.get(command.subjectId);
  const isApprovable = (role === 'researcher' || role === 'referee') && !facts.gone.has(command.subjectId) && command.subjectId !== context.actor.id;
  if (!isApprovable) return refuse(context, note, 'nobody-to-approve');
  const known = facts.approvals.filter(({ subjectId }) => subjectId === command.subjectId);
  const given = representedBy(facts, context.actor.id).filter(({ datasetId, principalId }) => !known.some((one) => one.datasetId === datasetId && one.principalId === principalId));
  if (given.length === 0) {
    context.audit.push({ ...note, outcome: 'unchanged' });
    return { kind: 'unchanged', value: [] };
  }
  await context.trx
    .insertInto('package_approvals')
    .values(
      given.map(({ datasetId, principalId }) => ({
        work_package_id: facts.id,
        subject_id: command.subjectId,
        dataset_id: datasetId,
        representative_id: context.actor.id,
        principal_id: principalId,
        request_id: null,
        approved_at: context.clock.now(),
      })),
    )
    .execute();
  context.audit.push({ ...note, outcome: 'done', facts: { ...note.facts, role, datasets: given.length } });
  // While opinions are blind it is told to nobody: who is approved, and when, tells that somebody said tier 3.
  if (isOpenRound(facts.round)) await announceIfReady(context, facts);
  else await announce(context, facts, 'person-approved');
  return done(given);
}

/** An opinion of a Referee that was given before counts once the approval is complete: then everyone hears how the opinions stand. */
async function announceIfReady(context: Context, before: ClassificationFacts): Promise<void> {
  const facts = await loadFacts(context.trx, before.id, 'look');
  if (facts && isOpenRound(facts.round) && settle(before).kind === 'incomplete' && settle(facts).kind !== 'incomplete') await announceOutcome(context, facts);
}
