import { sql } from 'kysely';
import type { Context } from '../context/index.js';
import type { Page } from '../requests/index.js';
import { askedPeople } from './asking/asked-people.js';
import { standingOf } from './classifiers.js';
import type { Tier } from './flowcharts/flowchart.js';
import { loadFacts } from './load-facts.js';
import { maySee } from './permissions.js';
import { storedTier } from './stored-tier.js';
import { classifierRoles, type PackageState } from './work-package.js';

/** A work package in a list. */
export interface PackageLine {
  readonly id: number;
  readonly title: string;
  readonly state: PackageState;
  readonly tier: Tier | null;
  /** Suspended: the work goes on in a package that followed it. */
  readonly suspended: boolean;
  readonly successors: readonly number[];
  readonly project: { readonly id: number; readonly title: string };
  /** The reader is asked for an opinion that they have not given. */
  readonly asked: boolean;
}

const pageSize = 8;

/** Packages that wait for the reader's opinion before all others, then by number, newest first. */
export async function listPackages(context: Context, page: number): Promise<Page<PackageLine>> {
  const lines = await visiblePackages(context);
  const sorted = [...lines.filter(({ asked }) => asked), ...lines.filter(({ asked }) => !asked)];
  const pages = Math.max(1, Math.ceil(sorted.length / pageSize));
  const at = Math.min(page, pages);
  return { items: sorted.slice((at - 1) * pageSize, at * pageSize), page: at, pages, total: sorted.length };
}

/** Open packages that ask the reader for an opinion. */
export async function listToClassify(context: Context): Promise<readonly PackageLine[]> {
  return (await visiblePackages(context)).filter(({ asked }) => asked);
}

interface Row {
  readonly id: number;
  readonly title: string;
  readonly state: PackageState;
  readonly tier: number | null;
  readonly suspended: boolean;
  readonly successors: readonly number[];
  readonly projectId: number;
  readonly projectTitle: string;
  readonly role: string | null;
  readonly represents: 'principal' | 'deputy' | null;
}

/** Of people with a role in the project, Representatives of one of the datasets, and Programme Managers ("Who sees what"). */
async function visiblePackages({ trx, actor }: Context): Promise<readonly PackageLine[]> {
  if (actor.kind !== 'person') return [];
  const seesAll = actor.systemRoles.has('programme-manager');
  const { rows } = await sql<Row>`
    select * from (
      select w.id, w.title, w.state, w.tier, w.suspended_at is not null as suspended,
        array(select s.id from work_packages s where s.successor_of = w.id order by s.id) as successors, p.id as "projectId", p.title as "projectTitle",
        (select r.role from project_roles r where r.project_id = p.id and r.person_id = ${actor.id} and r.until is null) as role,
        (select case when bool_or(not r.deputy) then 'principal' when count(*) > 0 then 'deputy' end
          from work_package_datasets d join dataset_representatives r on r.dataset_id = d.dataset_id
          where d.work_package_id = w.id and r.person_id = ${actor.id} and r.until is null) as represents
      from work_packages w join projects p on p.id = w.project_id where p.state = 'open') as around
    where ${seesAll} or role is not null or represents is not null
    order by id desc`.execute(trx);
  const lines: PackageLine[] = [];
  for (const { id, title, state, tier, suspended, successors, projectId, projectTitle, role, represents } of rows) {
    const deputyAlone = represents === 'deputy' && role === null && !seesAll;
    const mayBeAsked = state === 'open' && (represents !== null || (role !== null && classifierRoles.some((one) => one === role)));
    const facts = mayBeAsked || deputyAlone ? await loadFacts(trx, id, 'look') : undefined;
    // To a deputy who holds no seat the package does not exist.
    if (deputyAlone && facts && !maySee(standingOf(facts, actor))) continue;
    const asked = facts !== undefined && state === 'open' && askedPeople(facts).some((one) => one.personId === actor.id && !one.given);
    lines.push({ id, title, state, tier: tier === null ? null : storedTier(tier), suspended, successors, project: { id: projectId, title: projectTitle }, asked });
  }
  return lines;
}
