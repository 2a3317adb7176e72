import { endOfDay, localDate, numberOf, type Context } from '../../../services/context/index.js';
import { commitmentsFor, commitmentVersions, seatsOf, timersOf, type RequestType, type Seat, type SeatFacts } from '../../../services/requests/index.js';
import { datasets } from './catalogue.js';
import { dayFrom, instantBefore } from './dates.js';
import type { SeedGrant } from './grants.js';
import { projects, workPackages, workspaces } from './hospital.js';
import { systemGroups } from './people.js';

interface Imported {
  readonly id: number;
  readonly type: RequestType;
  readonly tier: number;
  readonly subject_id: string;
  readonly requester_id: string;
  readonly dataset_id: number | null;
  readonly projectId: number;
  readonly packageId: number;
}

/**
 * Writes one approved and active request as the engine would have left it: seats by its own rules and filled by whoever holds them,
 * votes, a Representative's approvals on the package, commitments, timers. The audit says what it is: imported, not decided here.
 */
export async function writeRequest(context: Context, grant: SeedGrant): Promise<void> {
  const workspace = find(workspaces, grant.workspace);
  const workPackage = find(workPackages, workspace.workPackage);
  const tier = workPackage.classified?.tier;
  if (tier === undefined) throw new Error(`workspace ${String(workspace.id)} has no classified package`);
  const now = context.clock.now();
  const askedAt = instantBefore(now, grant.askedDaysAgo);
  const activatedAt = hoursAfter(askedAt, 30);
  const untilOn = dayFrom(context, grant.endsInDays);
  const type: RequestType = grant.dataset === undefined ? 'join-workspace' : 'data-access';
  const asked = { type, tier, requester_id: grant.subject.id, subject_id: grant.subject.id, dataset_id: grant.dataset ?? null };
  const seats = seatsOf(asked, await seatFacts(context, grant, workPackage.id, workspace.project));
  const row = await context.trx
    .insertInto('requests')
    .values({
      ...asked,
      version: 1,
      state: 'active',
      project_id: workspace.project,
      work_package_id: workPackage.id,
      workspace_id: workspace.id,
      purpose: grant.purpose,
      until_on: untilOn,
      ends_at: endOfDay(context.organisation, untilOn),
      stage: Math.max(...seats.filter(({ satisfied }) => !satisfied).map(({ stage }) => stage)),
      due_at: null,
      gate: null,
      cause: null,
      failure: null,
      grantor_id: grantorOf(seats),
      outer_id: null,
      created_at: askedAt,
      updated_at: activatedAt,
      activated_at: activatedAt,
    })
    .returning(['id', 'ends_at'])
    .executeTakeFirstOrThrow();
  const request: Imported = { ...asked, id: row.id, projectId: workspace.project, packageId: workPackage.id };
  for (const seat of seats) await writeSeat(context, request, seat, askedAt);
  await writeCommitments(context, request, grant.workspace, askedAt);
  const timers = timersOf(context.organisation, { type, state: 'active', ends_at: row.ends_at }, activatedAt);
  await context.trx.insertInto('request_timers').values(timers.map(({ kind, dueAt }) => ({ request_id: row.id, kind, due_at: dueAt }))).execute();
  context.audit.push({
    action: 'request.import',
    outcome: 'done',
    objectType: 'request',
    objectId: numberOf('request', row.id),
    requestId: row.id,
    projectId: workspace.project,
    subjectId: grant.subject.id,
    ...(grant.dataset === undefined ? {} : { datasetId: grant.dataset }),
    facts: { to: 'active', type, tier, workspace: workspace.id, since: localDate(context.organisation, activatedAt), until: untilOn },
    texts: { purpose: grant.purpose },
  });
}

/** The groups are owned by Investigator and Project Manager: whoever of them decided the first stage granted it. */
function grantorOf(seats: readonly Seat[]): string {
  const [grantor] = seats[0]?.holders ?? [];
  if (grantor === undefined) throw new Error('nobody holds the first seat of a seeded request');
  return grantor;
}

async function writeSeat(context: Context, request: Imported, seat: Seat, askedAt: Date): Promise<void> {
  const { id: seatId } = await context.trx
    .insertInto('request_seats')
    .values({ request_id: request.id, version: 1, stage: seat.stage, role: seat.role, principal_id: seat.principalId, state: seat.satisfied ? 'satisfied' : 'filled' })
    .returning('id')
    .executeTakeFirstOrThrow();
  if (seat.satisfied) return;
  const stageAt = hoursAfter(askedAt, seat.stage * 4);
  const votedAt = hoursAfter(stageAt, 3);
  const [voter] = seat.holders;
  if (voter === undefined) throw new Error(`nobody holds a seat of seeded request ${String(request.id)}`);
  await context.trx
    .insertInto('seat_holders')
    .values(seat.holders.map((person_id) => ({ seat_id: seatId, person_id, request_id: request.id, pending: false, asked_at: stageAt })))
    .execute();
  await context.trx
    .insertInto('votes')
    .values({ request_id: request.id, version: 1, stage: seat.stage, seat_id: seatId, person_id: voter, answer: 'approve', comment: '', voted_at: votedAt })
    .execute();
  if (seat.principalId === null) return;
  // One act of a Representative covers the person for all of their datasets in the package.
  await context.trx
    .insertInto('package_approvals')
    .values(
      find(workPackages, request.packageId)
        .datasets.filter((id) => find(datasets, id).representative.id === seat.principalId)
        .map((dataset_id) => ({
          work_package_id: request.packageId,
          subject_id: request.subject_id,
          dataset_id,
          representative_id: voter,
          principal_id: seat.principalId,
          request_id: request.id,
          approved_at: votedAt,
        })),
    )
    .execute();
}

async function writeCommitments(context: Context, request: Imported, workspace_id: number, accepted_at: Date): Promise<void> {
  await context.trx
    .insertInto('commitments_accepted')
    .values(
      commitmentsFor(request).map(({ key, datasetId }) => ({
        person_id: request.subject_id,
        workspace_id,
        dataset_id: datasetId,
        commitment: key,
        version: commitmentVersions[key],
        accepted_at,
      })),
    )
    .onConflict((conflict) => conflict.columns(['person_id', 'workspace_id', 'dataset_id', 'commitment', 'version']).doNothing())
    .execute();
}

async function seatFacts(context: Context, grant: SeedGrant, packageId: number, projectId: number): Promise<SeatFacts> {
  const roles = find(projects, projectId).roles;
  const holders = (role: string): readonly string[] => roles.filter((row) => row.role === role).map(({ person }) => person.id);
  const concerned = find(workPackages, packageId).datasets.filter((id) => grant.dataset === undefined || id === grant.dataset);
  const approved = await context.trx
    .selectFrom('package_approvals')
    .select(['dataset_id', 'principal_id'])
    .where('work_package_id', '=', packageId)
    .where('subject_id', '=', grant.subject.id)
    .execute();
  return {
    investigatorId: holders('investigator')[0],
    projectManagerIds: holders('project-manager'),
    programmeManagerIds: systemGroups['programme-manager'].members.map(({ id }) => id),
    representatives: concerned.map((id) => {
      const { representative, deputy } = find(datasets, id);
      return { datasetId: id, principalId: representative.id, deputyIds: deputy ? [deputy.id] : [] };
    }),
    conflicted: new Set(),
    gone: new Set(),
    approvals: approved.map(({ dataset_id, principal_id }) => ({ datasetId: dataset_id, principalId: principal_id })),
  };
}

const hoursAfter = (instant: Date, hours: number): Date => new Date(instant.getTime() + hours * 3_600_000);

/** An entry of a seed table by its number. */
function find<Item extends { readonly id: number }>(items: readonly Item[], id: number): Item {
  const item = items.find((candidate) => candidate.id === id);
  if (!item) throw new Error(`the seed has no number ${String(id)}`);
  return item;
}
