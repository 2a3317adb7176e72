import type { Context } from '../../context/index.js';
import { enqueue, renewCopies } from '../../notifications/index.js';
import { goOnWithRemoval } from '../removing/queue-removal.js';
import { mustAsk, type OpenFinding } from './finding.js';
import { noteFinding, tellFinding } from './tell-finding.js';

/** Has the remover take them out, or asks a System Manager first where they are many. Answers whether somebody is asked. */
export async function removeUnexplained(context: Context, findings: readonly OpenFinding[], compared: number): Promise<boolean> {
  const question = await context.trx.selectFrom('removal_questions').select(['id', 'version']).where('state', '=', 'asked').forUpdate().executeTakeFirst();
  if (mustAsk(findings.length, compared)) {
    await ask(context, question, findings, compared);
    return true;
  }
  if (question) {
    await context.trx.updateTable('removal_questions').set({ state: 'withdrawn', decided_at: context.clock.now() }).where('id', '=', question.id).execute();
    context.audit.push({ action: 'removals.withdraw', outcome: 'done', objectType: 'membership', objectId: `question ${String(question.id)}`, facts: { version: question.version } });
    await renewCopies(context, { type: 'removal-question', id: question.id });
  }
  for (const finding of findings) await takeOut(context, finding);
  return false;
}

/** Queues the removal of one member whom no active request explains, and tells those who answer for the workspace. */
export async function takeOut(context: Context, finding: OpenFinding): Promise<void> {
  const removal = await context.trx
    .insertInto('removals')
    .values({ request_id: null, person_id: finding.personId, group_id: finding.groupId, state: 'queued', created_at: context.clock.now() })
    .returning('id')
    .executeTakeFirstOrThrow();
  await context.trx.updateTable('membership_findings').set({ removal_id: removal.id }).where('id', '=', finding.id).execute();
  await goOnWithRemoval(context, removal.id);
  await noteFinding(context, finding, 'finding.remove');
  if (finding.removalId === null) await tellFinding(context, finding);
}

/** One question at a time stands open. It is asked again only when what it asks about has changed. */
async function ask(context: Context, open: { readonly id: number; readonly version: number } | undefined, findings: readonly OpenFinding[], compared: number): Promise<void> {
  const { trx, clock } = context;
  const shown = open ? await trx.selectFrom('membership_findings').select('id').where('question_id', '=', open.id).where('cleared_at', 'is', null).execute() : [];
  if (open && shown.length === findings.length && findings.every(({ questionId }) => questionId === open.id)) return;
  const question = open
    ? await trx.updateTable('removal_questions').set({ version: open.version + 1, compared, asked_at: clock.now() }).where('id', '=', open.id).returning(['id', 'version']).executeTakeFirstOrThrow()
    : await trx.insertInto('removal_questions').values({ state: 'asked', compared, asked_at: clock.now(), decided_by: null }).returning(['id', 'version']).executeTakeFirstOrThrow();
  await trx.updateTable('membership_findings').set({ question_id: null }).where('question_id', '=', question.id).execute();
  await trx.updateTable('membership_findings').set({ question_id: question.id }).where('id', 'in', findings.map(({ id }) => id)).execute();
  context.audit.push({ action: 'removals.ask', outcome: 'done', objectType: 'membership', objectId: `question ${String(question.id)}`, facts: { version: question.version, removals: findings.length, compared } });
  const managers = await trx.selectFrom('system_role_holders').select('person_id').where('role', '=', 'system-manager').execute();
  const about = { type: 'removal-question' as const, id: question.id };
  await enqueue(context, { about, kind: 'ask', recipients: managers.map(({ person_id }) => person_id) });
  if (open) await renewCopies(context, about);
}
