import { sql } from 'kysely';
import { localDate, type Context } from '../context/index.js';
import type { ProjectRoleName } from '../database/index.js';
import { mayDo, maySee, projectActions, type ProjectAction, type Standing } from './permissions.js';
import { loadProject, standingOf } from './project-facts.js';
import { takeableBack } from './take-back-conflict.js';

/** Somebody with a role in the project. */
export interface ProjectPerson {
  readonly id: string;
  readonly name: string;
  readonly role: ProjectRoleName;
  readonly guest: boolean;
  /** Has declared a conflict of interest here. */
  readonly conflicted: boolean;
  /** Needs a current training before joining, and has none; null where that is not for the reader to know. */
  readonly trainingMissing: boolean | null;
}

export interface ProjectPackage {
  readonly id: number;
  readonly title: string;
  readonly state: 'new' | 'open' | 'classified';
  /** Null while it is not classified. */
  readonly tier: number | null;
  readonly suspended: boolean;
  readonly datasets: number;
  readonly workspaces: number;
}

/** What the project still lacks. */
export type ProjectGap =
  | { readonly kind: 'investigator' | 'project-manager' | 'package' | 'referee' }
  /** A dataset of a work package whose Representative has no role in the project, or which nobody represents. */
  | { readonly kind: 'representative' | 'nobody-represents'; readonly dataset: { readonly id: number; readonly name: string } }
  | { readonly kind: 'training'; readonly name: string };

/** A project as one person may see it. */
export interface ProjectView {
  readonly id: number;
  readonly title: string;
  readonly summary: string;
  readonly open: boolean;
  /** ISO date, the last day. */
  readonly endsOn: string;
  readonly people: readonly ProjectPerson[];
  readonly packages: readonly ProjectPackage[];
  readonly gaps: readonly ProjectGap[];
  /** What the reader may do; of removing, with whom they could. */
  readonly allowed: readonly ProjectAction[];
}

/** Roles that need a current training before their holder joins a workspace (classification.md, "People on a package"). */
const trainedRoles: ReadonlySet<ProjectRoleName> = new Set<ProjectRoleName>(['investigator', 'researcher', 'referee']);
/** From this tier a Referee belongs to the classification, which every release then needs too (tiers.md). */
const refereeFrom = 2;

/** The project for the acting person; undefined when it does not exist for them. */
export async function viewProject(context: Context, projectId: number): Promise<ProjectView | undefined> {
  const { trx, actor } = context;
  const facts = await loadProject(trx, projectId, 'look');
  if (!facts) return undefined;
  const standing = standingOf(facts, actor);
  // A Programme Manager with another role in the project sees it by that role.
  if (!maySee(standing)) return undefined;
  const { summary } = await trx.selectFrom('projects').select('summary').where('id', '=', projectId).executeTakeFirstOrThrow();
  const known = await loadPeople(context, projectId);
  const packages = await loadPackages(context, projectId);
  const gaps = [...peopleGaps(known, packages), ...(await representativeGaps(context, projectId)), ...trainingGaps(known)];
  const manages = mayManage(standing);
  return {
    id: facts.id,
    title: facts.title,
    summary,
    open: facts.open,
    endsOn: facts.endsOn,
    people: known.map((person) => (manages || person.id === actor.id ? person : { ...person, trainingMissing: null })),
    packages,
    gaps: manages ? gaps : [],
    allowed: facts.open ? allowedTo(standing, known.map(({ role }) => role), takeableBack(facts, actor)) : [],
  };
}

const mayManage = (standing: ReadonlySet<Standing>): boolean => mayDo('appoint-researcher', standing);

/** Removing is allowed where there is somebody whom the reader may remove; everybody may declare a conflict of their own, and take back one that is there. */
function allowedTo(standing: ReadonlySet<Standing>, roles: readonly ProjectRoleName[], conflicts: readonly string[]): readonly ProjectAction[] {
  const held = new Set<string>(roles.map((role) => `remove-${role}`));
  const possible = projectActions.filter((action) => action !== 'take-back-conflict' || conflicts.length > 0);
  return possible.filter((action) => action === 'declare-conflict' || action === 'take-back-conflict' || (mayDo(action, standing) && (!action.startsWith('remove-') || held.has(action))));
}

/** Everybody with a role, by role and name. */
async function loadPeople({ trx, clock, organisation }: Context, projectId: number): Promise<readonly ProjectPerson[]> {
  const today = localDate(organisation, clock.now());
  const { rows } = await sql<Omit<ProjectPerson, 'trainingMissing'> & { readonly trained: boolean }>`
    select p.id, p.name, r.role, p.user_type = 'guest' as guest,
      exists (select from declared_conflicts c where c.project_id = r.project_id and c.person_id = p.id) as conflicted,
      exists (select from training_records t where t.person_id = p.id and t.expires_on >= ${today}) as trained
    from project_roles r join people p on p.id = r.person_id
    where r.project_id = ${projectId} and r.until is null
    order by array_position(array['investigator', 'project-manager', 'researcher', 'referee', 'representative'], r.role), p.name, p.id`.execute(trx);
  return rows.map(({ trained, ...person }) => ({ ...person, trainingMissing: trainedRoles.has(person.role) && !trained }));
}

async function loadPackages({ trx }: Context, projectId: number): Promise<readonly ProjectPackage[]> {
  const { rows } = await sql<ProjectPackage>`
    select k.id, k.title, k.state, k.tier, k.suspended_at is not null as suspended,
      (select count(*)::int from work_package_datasets d where d.work_package_id = k.id) as datasets,
      (select count(*)::int from workspaces w where w.work_package_id = k.id and w.state = 'active') as workspaces
    from work_packages k where k.project_id = ${projectId} order by k.id desc`.execute(trx);
  return rows;
}

function peopleGaps(people: readonly ProjectPerson[], packages: readonly ProjectPackage[]): readonly ProjectGap[] {
  const lacks = (role: ProjectRoleName): boolean => !people.some((person) => person.role === role);
  const needsReferee = packages.some(({ tier }) => tier !== null && tier >= refereeFrom);
  return [
    ...(lacks('investigator') ? [{ kind: 'investigator' } as const] : []),
    ...(lacks('project-manager') ? [{ kind: 'project-manager' } as const] : []),
    ...(packages.length === 0 ? [{ kind: 'package' } as const] : []),
    ...(needsReferee && lacks('referee') ? [{ kind: 'referee' } as const] : []),
  ];
}

const trainingGaps = (people: readonly ProjectPerson[]): readonly ProjectGap[] => people.filter(({ trainingMissing }) => trainingMissing === true).map(({ name }) => ({ kind: 'training', name }));

async function representativeGaps({ trx }: Context, projectId: number): Promise<readonly ProjectGap[]> {
  const { rows } = await sql<{ readonly id: number; readonly name: string; readonly represented: boolean }>`
    select distinct d.id, d.name, exists (select from dataset_representatives v where v.dataset_id = d.id and v.until is null and not v.deputy) as represented
    from work_packages k join work_package_datasets u on u.work_package_id = k.id join datasets d on d.id = u.dataset_id
    where k.project_id = ${projectId} and not exists (
      select from dataset_representatives v join project_roles r on r.person_id = v.person_id and r.project_id = k.project_id and r.until is null
      where v.dataset_id = d.id and v.until is null and not v.deputy)
    order by d.id`.execute(trx);
  return rows.map(({ id, name, represented }) => ({ kind: represented ? 'representative' : 'nobody-represents', dataset: { id, name } }));
}
