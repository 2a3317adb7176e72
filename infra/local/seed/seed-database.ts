import { sql } from 'kysely';
import { transact, type Surroundings } from '../../../services/audit/index.js';
import { classificationDueAt } from '../../../services/classification/index.js';
import { localDate, numberOf, plusMonths, type Context } from '../../../services/context/index.js';
import type { Database } from '../../../services/database/index.js';
import { datasets, providers } from './catalogue.js';
import { dayFrom, instantBefore } from './dates.js';
import { dataGroupId, membersGroupId, reviewGroupId, seedGroups } from './directory.js';
import { grants } from './grants.js';
import { projects, region, training, trainingCourse, workPackages, workspaces } from './hospital.js';
import { people, systemGroups } from './people.js';
import { writeRecords } from './write-records.js';
import { writeRequest } from './write-requests.js';

/**
 * Fills an empty database with the seeded tenant, in one transaction together with its audit entries; dates are relative to the clock.
 * Does nothing when there already are people.
 * @param owner connected as the owner: the runtime role could do it too, but seeding is not its business
 */
export async function seedDatabase(owner: Database, world: Pick<Surroundings, 'clock' | 'organisation'>): Promise<'seeded' | 'already-seeded'> {
  const jobs: Surroundings['jobs'] = { send: () => Promise.reject(new Error('seeding sends no jobs')) };
  return transact({ ...world, db: owner, jobs }, { kind: 'process', id: 'operator' }, async (context) => {
    // Two starts at once must not both find the table empty.
    await sql`lock table people in exclusive mode`.execute(context.trx);
    const somebody = await context.trx.selectFrom('people').select('id').limit(1).executeTakeFirst();
    if (somebody) return 'already-seeded';
    await writePeople(context);
    await writeCatalogue(context);
    await writeProjects(context);
    await writeWorkspaces(context);
    await writeTraining(context);
    await writeRecords(context);
    await setSequences(context);
    context.audit.push({
      action: 'configuration.seed',
      outcome: 'done',
      objectType: 'configuration',
      objectId: 'seed',
      facts: { datasets: datasets.length, projects: projects.length, workspaces: workspaces.length, requests: grants.length },
    });
    for (const grant of grants) await writeRequest(context, grant);
    return 'seeded';
  });
}

/** Everybody whom the product has met. The guest without a role has never been let in. */
async function writePeople({ trx, clock }: Context): Promise<void> {
  const known = Object.values(people).filter(({ id }) => id !== people.gail.id);
  await trx
    .insertInto('people')
    .values(known.map(({ id, name, mail, userType }) => ({ id, name, mail, user_type: userType === 'Guest' ? ('guest' as const) : ('member' as const), updated_at: clock.now() })))
    .execute();
  await trx
    .insertInto('system_role_holders')
    .values(Object.entries(systemGroups).flatMap(([role, { members }]) => members.map(({ id }) => ({ role, person_id: id }))))
    .execute();
}

async function writeCatalogue(context: Context): Promise<void> {
  const { trx, clock } = context;
  const now = clock.now();
  await trx.insertInto('providers').values(Object.values(providers)).execute();
  await trx
    .insertInto('datasets')
    .values(
      datasets.map((dataset) => ({
        id: dataset.id,
        name: dataset.name,
        summary: dataset.summary,
        keywords: [...dataset.keywords],
        provider_id: dataset.provider.id,
        hidden: dataset.hidden ?? false,
        region,
        records: dataset.records,
        size_bytes: dataset.sizeBytes,
        formats: [...dataset.formats],
        covers: dataset.covers,
        updated_on: dayFrom(context, -dataset.updatedDaysAgo),
      })),
    )
    .execute();
  const since = instantBefore(now, 365);
  await trx
    .insertInto('dataset_representatives')
    .values(
      datasets.flatMap(({ id, representative, deputy }) => [
        { dataset_id: id, person_id: representative.id, deputy: false, since },
        ...(deputy ? [{ dataset_id: id, person_id: deputy.id, deputy: true, since }] : []),
      ]),
    )
    .execute();
}

async function writeProjects(context: Context): Promise<void> {
  const { trx, clock, organisation } = context;
  const now = clock.now();
  for (const project of projects) {
    const created_at = instantBefore(now, project.startedDaysAgo);
    const ends_on = plusMonths(localDate(organisation, now), project.endsInMonths);
    await trx.insertInto('projects').values({ id: project.id, title: project.title, summary: project.summary, state: 'open', ends_on, created_at }).execute();
    await trx
      .insertInto('project_roles')
      .values(project.roles.map(({ person, role }) => ({ project_id: project.id, person_id: person.id, role, since: created_at })))
      .execute();
  }
  await trx
    .insertInto('work_packages')
    .values(
      workPackages.map(({ id, project, title, purpose, classified, opened }) => ({
        id,
        project_id: project,
        title,
        purpose,
        state: classified ? ('classified' as const) : opened ? ('open' as const) : ('new' as const),
        tier: classified?.tier ?? null,
        successor_of: null,
        classified_at: classified ? instantBefore(now, classified.daysAgo) : null,
      })),
    )
    .execute();
  await trx
    .insertInto('work_package_datasets')
    .values(workPackages.flatMap((workPackage) => workPackage.datasets.map((dataset_id) => ({ work_package_id: workPackage.id, dataset_id }))))
    .execute();
  await openRounds(context);
}

/** Rounds of classification that are open, with their entry in the audit. */
async function openRounds({ trx, clock, organisation, audit }: Context): Promise<void> {
  for (const { id, project, opened, datasets: held } of workPackages) {
    if (!opened) continue;
    const opened_at = instantBefore(clock.now(), opened.daysAgo);
    const round = { work_package_id: id, flowchart: 'turing-tiers', opened_by: opened.by.id, opened_at, due_at: classificationDueAt(organisation, opened_at) };
    const { id: classification } = await trx.insertInto('classifications').values(round).returning('id').executeTakeFirstOrThrow();
    audit.push({ action: 'classification.open', outcome: 'done', objectType: 'work-package', objectId: numberOf('package', id), projectId: project, facts: { from: 'new', to: 'open', classification, datasets: held.length, flowchart: round.flowchart } });
  }
}

async function writeWorkspaces({ trx, clock }: Context): Promise<void> {
  await trx
    .insertInto('workspaces')
    .values(
      workspaces.map(({ id, name, project, workPackage, createdDaysAgo }) => ({
        id,
        name,
        project_id: project,
        work_package_id: workPackage,
        state: 'active' as const,
        region,
        created_at: instantBefore(clock.now(), createdDaysAgo),
      })),
    )
    .execute();
  await trx
    .insertInto('directory_groups')
    .values(
      workspaces.flatMap(({ id: workspace_id, workPackage }) => [
        { ...groupNamed(membersGroupId(workspace_id)), workspace_id, kind: 'members' as const, dataset_id: null },
        { ...groupNamed(reviewGroupId(workspace_id)), workspace_id, kind: 'review' as const, dataset_id: null },
        ...(workPackages.find(({ id }) => id === workPackage)?.datasets ?? []).map((dataset_id) => ({
          ...groupNamed(dataGroupId(workspace_id, dataset_id)),
          workspace_id,
          kind: 'data' as const,
          dataset_id,
        })),
      ]),
    )
    .execute();
}

function groupNamed(id: string): { readonly id: string; readonly name: string } {
  const group = seedGroups.find((candidate) => candidate.id === id);
  if (!group) throw new Error(`the seeded directory has no group ${id}`);
  return { id, name: group.name };
}

async function writeTraining(context: Context): Promise<void> {
  await context.trx
    .insertInto('training_records')
    .values(
      training.map(({ person, completedDaysAgo, confirmedBy }) => {
        const completed_on = dayFrom(context, -completedDaysAgo);
        return {
          person_id: person.id,
          course: trainingCourse,
          completed_on,
          expires_on: plusMonths(completed_on, 12),
          confirmed_by: confirmedBy.id,
          confirmed_at: instantBefore(context.clock.now(), completedDaysAgo),
        };
      }),
    )
    .execute();
}

/** Numbers were given; the next ones follow on. */
async function setSequences({ trx }: Context): Promise<void> {
  for (const table of ['providers', 'datasets', 'projects', 'work_packages', 'workspaces']) {
    await sql`select setval(pg_get_serial_sequence(${table}, 'id'), (select max(id) from ${sql.table(table)}))`.execute(trx);
  }
}
