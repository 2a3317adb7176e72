import type { Context } from '../../context/index.js';
import { renewCopies } from '../../notifications/index.js';
import { refuse, type Result } from '../results.js';
import type { PersonName } from '../views.js';
import type { OpenFinding } from './finding.js';
import { takeOut } from './remove-unexplained.js';

/** A removal of many at once, as a System Manager is asked about it. */
export interface RemovalQuestionView {
  readonly id: number;
  readonly version: number;
  readonly state: 'asked' | 'confirmed' | 'withdrawn';
  readonly askedAt: Date;
  /** Memberships that were compared. */
  readonly compared: number;
  /** What would be removed, by workspace. */
  readonly memberships: readonly { readonly person: PersonName; readonly workspace: string; readonly dataset: string | null; readonly tier: number }[];
}

/** Undefined for whoever is no System Manager. */
export async function viewRemovals(context: Context, questionId: number): Promise<RemovalQuestionView | undefined> {
  if (!isAsked(context)) return undefined;
  const question = await context.trx.selectFrom('removal_questions').selectAll().where('id', '=', questionId).executeTakeFirst();
  if (!question) return undefined;
  const rows = await context.trx
    .selectFrom('membership_findings as f')
    .innerJoin('directory_groups as g', 'g.id', 'f.group_id')
    .innerJoin('workspaces as w', 'w.id', 'g.workspace_id')
    .innerJoin('work_packages as k', 'k.id', 'w.work_package_id')
    .leftJoin('datasets as d', 'd.id', 'g.dataset_id')
    .leftJoin('people as p', 'p.id', 'f.person_id')
    .select(['f.person_id', 'p.name', 'w.name as workspace', 'd.name as dataset', 'k.tier'])
    .where('f.question_id', '=', questionId)
    .orderBy('w.name')
    .orderBy('f.id')
    .execute();
  const { id, version, state, asked_at, compared } = question;
  return { id, version, state, askedAt: asked_at, compared, memberships: rows.map((row) => ({ person: { id: row.person_id, name: row.name ?? row.person_id }, workspace: row.workspace, dataset: row.dataset, tier: row.tier ?? 3 })) };
}

/** A System Manager confirms: exactly what the version shows is removed, save what is explained by now. */
export async function confirmRemovals(context: Context, command: { readonly questionId: number; readonly version: number }): Promise<Result<{ readonly removing: number }>> {
  const note = { action: 'removals.confirm', objectType: 'membership' as const, objectId: `question ${String(command.questionId)}`, facts: { version: command.version } };
  if (!isAsked(context)) return refuse(context, note, 'not-found');
  const question = await context.trx.selectFrom('removal_questions').selectAll().where('id', '=', command.questionId).forUpdate().executeTakeFirst();
  if (!question) return refuse(context, note, 'not-found');
  if (question.state !== 'asked') return refuse(context, note, question.state === 'confirmed' ? 'already-decided' : 'not-possible');
  if (question.version !== command.version) return refuse(context, note, 'outdated');
  const findings: readonly OpenFinding[] = await context.trx
    .selectFrom('membership_findings')
    .select(['id', 'kind', 'group_id as groupId', 'person_id as personId', 'removal_id as removalId', 'question_id as questionId'])
    .where('question_id', '=', question.id)
    .where('cleared_at', 'is', null)
    .orderBy('id')
    .execute();
  await context.trx.updateTable('removal_questions').set({ state: 'confirmed', decided_by: context.actor.id, decided_at: context.clock.now() }).where('id', '=', question.id).execute();
  context.audit.push({ ...note, outcome: 'done', facts: { ...note.facts, removals: findings.length } });
  for (const finding of findings) await takeOut(context, finding);
  await renewCopies(context, { type: 'removal-question', id: question.id });
  return { kind: 'done', value: { removing: findings.length } };
}

const isAsked = ({ actor }: Context): boolean => actor.kind === 'person' && actor.systemRoles.has('system-manager');
