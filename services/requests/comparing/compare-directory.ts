import { sql } from 'kysely';
import { transact, type Surroundings } from '../../audit/index.js';
import type { Context, ProcessActor } from '../../context/index.js';
import type { GroupReader } from '../ports.js';
import { differences, removedFromTier, type ComparedGroup, type GroupPeople } from './finding.js';
import { loadGroups } from './load-groups.js';
import { recordFindings } from './record-findings.js';
import { removeUnexplained } from './remove-unexplained.js';

export interface Comparison extends Surroundings {
  readonly groups: GroupReader;
}

/** What came of one comparison. */
export interface ComparisonReport {
  readonly groups: number;
  readonly found: number;
  readonly cleared: number;
  readonly removing: number;
  /** True when a System Manager is asked first. */
  readonly asks: boolean;
}

const comparing: ProcessActor = { kind: 'process', id: 'comparison' };

/** For so long the directory's copies may show what was, in milliseconds. */
const spreadsWithinMs = 10 * 60_000;

/**
 * Compares the groups in the directory with the active requests ("Approved requests are the truth"). The directory is read to the end first: one that
 * stops answering half-way changes nothing. Then our side is read, so that whatever was decided meanwhile counts; what differs is stored, told once
 * and cleared when it goes; from tier 2 the remover takes out whom nothing explains. A group that the directory does not know is left as it was.
 * @throws LockkeeperError `directory-unavailable`: the job tries again
 */
export async function compareDirectory(world: Comparison): Promise<ComparisonReport> {
  const since = new Date(world.clock.now().getTime() - spreadsWithinMs);
  const ids = await world.db.selectFrom('directory_groups').select('id').orderBy('id').execute();
  const read = await world.groups.peopleOf(ids.map(({ id }) => id));
  return transact(world, comparing, (context) => record(context, read, since));
}

async function record(context: Context, read: ReadonlyMap<string, GroupPeople>, since: Date): Promise<ComparisonReport> {
  // Two comparisons at once record one after the other.
  await sql`select pg_advisory_xact_lock(hashtextextended('membership comparison', 0))`.execute(context.trx);
  const groups = (await loadGroups(context.trx, since)).filter(({ groupId }) => read.has(groupId));
  const peopleOf = (group: ComparedGroup): GroupPeople => read.get(group.groupId) ?? { members: [], owners: [] };
  const found = groups.flatMap((group) => differences(group, peopleOf(group)));
  const { open, cleared } = await recordFindings(context, groups, found);
  const guarded = groups.filter(({ tier }) => tier >= removedFromTier);
  const compared = guarded.reduce((sum, group) => sum + peopleOf(group).members.length, 0);
  const unexplained = open.filter(({ kind, groupId }) => kind === 'unexplained-member' && guarded.some((group) => group.groupId === groupId));
  const asks = await removeUnexplained(context, unexplained, compared);
  return { groups: groups.length, found: found.length, cleared, removing: asks ? 0 : unexplained.length, asks };
}
