import type { Context } from '../../context/index.js';
import { removedFromTier, type ComparedGroup, type Finding, type OpenFinding } from './finding.js';
import { noteFinding, tellFinding } from './tell-finding.js';

const keyOf = ({ kind, groupId, personId }: Finding): string => `${kind}/${groupId}/${personId}`;

/** Stores what is new, with its audit entry and its message, and clears what has gone. Answers with all that was found, and how many were cleared. */
export async function recordFindings(context: Context, groups: readonly ComparedGroup[], found: readonly Finding[]): Promise<{ readonly open: readonly OpenFinding[]; readonly cleared: number }> {
  if (groups.length === 0) return { open: [], cleared: 0 };
  const rows = await context.trx
    .selectFrom('membership_findings')
    .select(['id', 'kind', 'group_id as groupId', 'person_id as personId', 'removal_id as removalId', 'question_id as questionId'])
    .where('cleared_at', 'is', null)
    .where('group_id', 'in', groups.map(({ groupId }) => groupId))
    .orderBy('id')
    .execute();
  const now = context.clock.now();
  const still = new Set(found.map(keyOf));
  // While a membership changes, nothing is concluded: neither that something differs, nor that it does no more.
  const changing = ({ kind, groupId, personId }: Finding): boolean => kind !== 'unexplained-owner' && (groups.find((group) => group.groupId === groupId)?.changing.has(personId) ?? false);
  const gone = rows.filter((row) => !still.has(keyOf(row)) && !changing(row));
  for (const row of gone) {
    await context.trx.updateTable('membership_findings').set({ cleared_at: now }).where('id', '=', row.id).execute();
    await noteFinding(context, row, 'finding.clear');
  }
  const known = new Map(rows.map((row) => [keyOf(row), row]));
  const open: OpenFinding[] = [];
  for (const finding of found) {
    const row = known.get(keyOf(finding));
    if (row) {
      open.push(row);
      continue;
    }
    const { id } = await context.trx
      .insertInto('membership_findings')
      .values({ kind: finding.kind, group_id: finding.groupId, person_id: finding.personId, found_at: now, removal_id: null, question_id: null })
      .returning('id')
      .executeTakeFirstOrThrow();
    const fresh = { ...finding, id, removalId: null, questionId: null };
    await noteFinding(context, fresh, 'finding.find');
    open.push(fresh);
    // Whoever is to be taken out is told of with that (`remove-unexplained.ts`).
    if (finding.kind !== 'unexplained-member' || (groups.find(({ groupId }) => groupId === finding.groupId)?.tier ?? 0) < removedFromTier) await tellFinding(context, fresh);
  }
  return { open, cleared: gone.length };
}
