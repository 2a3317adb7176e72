import { sql } from 'kysely';
import { localDate, type Context } from '../context/index.js';
import type { Page } from '../requests/index.js';
import { done, refuse, type Result } from './results.js';

/** What lapses next in a project. */
export interface Lapse {
  readonly kind: 'project' | 'agreement' | 'training' | 'access';
  /** ISO date, the last day. */
  readonly on: string;
}

/** A project as a Programme Manager oversees it. */
export interface PortfolioLine {
  readonly id: number;
  readonly title: string;
  readonly open: boolean;
  readonly investigator: string | null;
  /** Work packages by state, but for suspended ones, which their successors follow. */
  readonly packages: { readonly new: number; readonly open: number; readonly classified: number };
  /** Classified packages by tier, 0 to 4. */
  readonly tiers: readonly number[];
  readonly workspaces: number;
  /** Requests that somebody has to decide on, or that wait for something. */
  readonly openRequests: number;
  readonly lapse: Lapse | null;
}

export interface Portfolio extends Page<PortfolioLine> {
  /** Of all projects that are open: classified packages by tier, 0 to 4. */
  readonly tiers: readonly number[];
  readonly openProjects: number;
}

const pageSize = 6;
const allTiers = [0, 1, 2, 3, 4] as const;

interface Row extends Omit<PortfolioLine, 'packages' | 'tiers' | 'lapse'> {
  readonly states: readonly ('new' | 'open' | 'classified')[];
  readonly classified: readonly number[];
  readonly lapse_kind: Lapse['kind'] | null;
  readonly lapse_on: string | null;
}

/** All projects for a Programme Manager: where each stands, at which tiers, what waits and what lapses next. */
export async function viewPortfolio(context: Context, page: number): Promise<Result<Portfolio>> {
  const { trx, actor, organisation, clock } = context;
  if (actor.kind !== 'person' || !actor.systemRoles.has('programme-manager')) return refuse(context, { action: 'portfolio.view', objectType: 'project', objectId: '' }, 'not-allowed');
  const today = localDate(organisation, clock.now());
  const { rows } = await sql<Row>`
    select p.id, p.title, p.state = 'open' as open,
      (select q.name from project_roles r join people q on q.id = r.person_id where r.project_id = p.id and r.role = 'investigator' and r.until is null) as investigator,
      array(select k.state from work_packages k where k.project_id = p.id and k.suspended_at is null) as states,
      array(select k.tier::int from work_packages k where k.project_id = p.id and k.tier is not null and k.suspended_at is null) as classified,
      (select count(*)::int from workspaces w where w.project_id = p.id and w.state = 'active') as workspaces,
      (select count(*)::int from requests r where r.project_id = p.id
        and r.state in ('submitted', 'in-review', 'returned', 'blocked', 'approved', 'awaiting-sign-in', 'fulfilling', 'failed')) as "openRequests",
      next.kind as lapse_kind, to_char(next.day, 'YYYY-MM-DD') as lapse_on
    from projects p left join lateral (
      select kind, day from (
        select 'project' as kind, p.ends_on as day
        union all select 'agreement', agreement_end(u.dataset_id, k.project_id) from work_packages k join work_package_datasets u on u.work_package_id = k.id where k.project_id = p.id
        union all select 'training', t.day from (
          select max(t.expires_on) as day from project_roles r join training_records t on t.person_id = r.person_id
          where r.project_id = p.id and r.until is null and r.role in ('investigator', 'researcher', 'referee') group by r.person_id) t
        union all select 'access', r.until_on from requests r where r.project_id = p.id and r.state = 'active'
      ) as lapses where p.state = 'open' and day >= ${today} order by day, kind limit 1) as next on true
    order by p.state = 'open' desc, p.id desc`.execute(trx);
  const pages = Math.max(1, Math.ceil(rows.length / pageSize));
  const at = Math.min(page, pages);
  const open = rows.filter((row) => row.open);
  return done({
    items: rows.slice((at - 1) * pageSize, at * pageSize).map(lineOf),
    page: at,
    pages,
    total: rows.length,
    tiers: byTier(open.flatMap(({ classified }) => classified)),
    openProjects: open.length,
  });
}

const byTier = (tiers: readonly number[]): readonly number[] => allTiers.map((tier) => tiers.filter((one) => one === tier).length);

function lineOf({ states, classified, lapse_kind, lapse_on, ...row }: Row): PortfolioLine {
  const count = (state: Row['states'][number]): number => states.filter((one) => one === state).length;
  return {
    ...row,
    packages: { new: count('new'), open: count('open'), classified: count('classified') },
    tiers: byTier(classified),
    lapse: lapse_kind === null || lapse_on === null ? null : { kind: lapse_kind, on: lapse_on },
  };
}
